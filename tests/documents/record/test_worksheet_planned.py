"""The compounding record of whole samples, planned by the program: what the hand-made plans do not have."""

import re
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from pdf_pages import read_pages
from planned_papers import CASES, amounts_due, case, pages_of, planned, text_of

from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.policies import policy_lines
from ldn_calc.documents.record.steps import step_rows
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.words.formula import formula_of
from ldn_calc.documents.words.runs import plain
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import dilution
from ldn_calc.order.prescription import Form
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.steps import Mix
from ldn_calc.quantities.shown import error_shown, shown
from ldn_calc.quantities.text import decimal_text

NAMES = tuple(CASES)


@cache
def pdf_of(name):
    return render_worksheet(case(name))


def lines_of(made):
    return [plain(line).replace("\u00a0", " ") for line in policy_lines(made, made.plan)]


@pytest.mark.parametrize("name", NAMES)
def test_every_step_is_whole_on_one_page_with_its_amount_at_18_points_or_more(name):
    found = []
    for page in read_pages(pdf_of(name)):
        for word in page.phrases:
            if word["size"] >= 18 and word["x0"] < 160:
                found.append(word["text"].replace("\u00a0", " "))
                assert word["bottom"] <= 752
    assert found == amounts_due(case(name).result["plan"])


@pytest.mark.parametrize("name", NAMES)
def test_the_error_budget_is_printed_with_its_figures(name):
    text = text_of(pdf_of(name))
    budget = case(name).result["error_budget"]
    section = text[text.index("Error budget") : text.index("E. Yield")]
    for spread in (budget["strength"], budget["dose"]):
        if float(spread["worst_case"].removesuffix(" %")) >= 0.1:
            assert f"at worst ± {error_shown(spread['worst_case'])}" in section
    for each in budget["contributions"][:1]:
        assert each["from"][1:40] in section


def test_figures_of_the_error_budget_stand_as_a_pharmacist_reads_them():
    text = text_of(pdf_of("capsule aliquot"))
    assert "Strength made typically ± 1.9 %, at worst ± 5 %. A dose in the hand typically ± 3.6 %, at worst ± 16 %." in text


def test_the_change_that_helps_most_stands_with_a_budget_that_is_too_wide():
    text = text_of(pdf_of("liquid aliquot"))
    assert "What would help most: measure 10 mL instead of 5 mL in the 10 mL cylinder." in text
    assert "What would help most" not in text_of(pdf_of("liquid"))


def test_what_tablets_may_be_off_by_is_said_and_not_counted_in():
    text = text_of(pdf_of("tablets in a liquid"))
    assert "Not counted in: each tablet holds 90 % to 110 % of its label (± 10 %); with it a dose at worst ± 17 %." in text


def test_what_the_instruments_do_not_know_is_said():
    assert "a hand may be off by more: of 96 adults with an oral syringe 64 measured 5 mL within 10 %" in text_of(pdf_of("liquid"))
    assert "Evenness of the blend is not counted: only an assay of capsules shows it." in text_of(pdf_of("capsule aliquot"))


def test_a_budget_that_could_not_be_reckoned_is_named():
    made = case("liquid")
    text = text_of(render_worksheet(replace(made, result=made.result | {"error_budget": None})))
    assert "The error budget could not be calculated." in text


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("liquid", "Discarded, planned 0 mL"),
        ("larger batch", "Discarded, planned 19.8 mL"),
        ("liquid aliquot", "Left in the 100 mL cylinder, planned 95 mL"),
        ("capsule aliquot", "Left in the mortar, planned 3.403 g"),
        ("crushed part", "Left in the mortar, planned 32 mg"),
    ],
)
def test_all_that_is_discarded_stands_under_yield(name, row):
    text = text_of(pdf_of(name))
    section = text[text.index("E. Yield") : text.index("F. Checks")]
    assert row in section
    assert section.count("Witness to discard") == (2 if row.startswith("Left") else 1)


def test_the_rest_of_a_stock_is_not_named_a_second_time():
    assert "Left in the" not in text_of(pdf_of("larger batch"))


def test_the_aliquot_is_drawn_above_the_steps():
    page = pages_of(pdf_of("capsule aliquot"))[0]
    flow = page[page.index("C. Steps") : page.index("Planned What Actual")]
    for words in ("step 1: weigh", "243 mg", "3.403 g", "mixed in step 3", "3.646 g", "4.16 g", "left over 3.403 g: discard"):
        assert words in flow


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "overfill 9.75 mL (5 %, at least 2 mL, and 0.05 mL a draw)"),
        ({"overfill": "10 %"}, "overfill 10 % (entered for this preparation)"),
        ({}, "weighing error 2 %, balance minimum 50 mg;"),
        ({"weighing_error": "5 %"}, "weighing error 5 %, balance minimum 50 mg (entered for this preparation)"),
        ({}, "the day it is made is day 1"),
        (
            {"beyond_use_counting": "days-after"},
            "beyond-use days run from the hour it is made (entered for this preparation)",
        ),
        ({}, "as made, go on within 2 % of an amount and from 95 % to 105 % of the strength"),
    ],
)
def test_the_policies_of_a_liquid_stand_with_the_values_used(changes, said):
    (line,) = lines_of(planned(1, **changes))
    assert said in line


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "extra capsules 5 % (at least 2)"),
        ({"extra_capsules": 4}, "extra capsules 4 (entered for this preparation)"),
        ({"overage": "8 %"}, "extra capsules 8 % (entered for this preparation)"),
    ],
)
def test_the_policies_of_capsules_stand_with_the_values_used(changes, said):
    (line,) = lines_of(planned(2, **changes))
    assert said in line


def test_a_pharmacys_own_rows_and_rules_are_marked(tmp_path):
    (tmp_path / "formulary.toml").write_text(
        '[fillers."microcrystalline cellulose PH-105"]\nmeasured = { "3" = "128 mg" }\n[policies.defaults]\noverage = "8 %"\n',
        encoding="utf-8",
    )
    made = planned(2, tmp_path / "settings.toml")
    policies, own = lines_of(made)
    assert "extra capsules 8 % (at least 2, the pharmacy's own rule)" in policies
    assert own == "The pharmacy's own rows: fillers: microcrystalline cellulose PH-105; policies: defaults."
    assert "weighing error 2 %, balance minimum 50 mg;" in policies
    assert "(own row)" in text_of(render_worksheet(made))
    assert "(own row)" not in text_of(pdf_of("capsule aliquot"))


def test_a_formula_of_a_long_own_filler_stands_whole_on_more_than_one_line(tmp_path):
    name = "Cellulose of the left drawer, extra fine, as approved by Featherstonehaugh, Cholmondeley and Daughters"
    rows = f'[fillers."{name}"]\ncomponents = ["microcrystalline cellulose"]\nfills = {{ "3" = "130 mg" }}\nsource = "own"\n'
    (tmp_path / "formulary.toml").write_text(rows, encoding="utf-8")
    made = planned(2, tmp_path / "settings.toml", filler=name)
    formula = formula_of(contents_of(made.plan), "capsules 1.5 mg", made.formulary)
    assert formula.key.endswith("-cholmondeley-and-daughters.size3")
    for pdf in (render_worksheet(made), render_master(made)):
        assert f"Formula {formula.key}, rows {formula.rows}" in text_of(pdf)


def test_a_part_taken_of_the_mixture_is_a_weighing_of_the_drug_with_its_limits():
    made = case("capsule aliquot")
    rows = step_rows(contents_of(made.plan), made.formulary)
    assert [row.number for row in rows if row.drug] == [1, 4]
    assert rows[3].check
    assert rows[3].note.replace("\u00a0", " ") == "go on at 239 to 247 mg, else stop and ask"
    assert next(
        row for row in step_rows(contents_of(case("liquid aliquot").plan), made.formulary) if row.number == 7
    ).note.endswith("cylinder")


def test_a_vessels_letter_stays_with_it():
    rows = step_rows(contents_of(case("capsule aliquot").plan), case("capsule aliquot").formulary)
    assert "mortar B" not in " ".join(plain(row.what) for row in rows)
    assert "mortar\u00a0B" in plain(rows[4].what)


ENTERED = [
    {"name": "vehicle", "lot": "V-77", "expires_on": "2027-01-05", "maker": "House"},
    {"name": "glycerol", "lot": "G-1", "expires_on": "2026-12-10"},
    {"name": "sodium benzoate"},
]


def cells(made):
    rows = WorksheetComponents(made).materials()
    return {plain(row[0].runs): [plain(cell.runs).replace("\u00a0", " ") for cell in row[1:]] for row in rows}


def test_what_was_entered_of_components_stands_in_their_row_and_what_is_used_stays_empty():
    made = planned(1, components=ENTERED)
    rows = cells(made)
    assert rows["preserved vehicle"][:3] == ["up to 100 mL", "V-77, House", "5 Jan 2027"]
    assert rows["naltrexone hydrochloride"][1:3] == ["N-118", "31 Mar 2028"]
    assert all(cell == "" for row in rows.values() for cell in row[3:])
    text = text_of(render_worksheet(made))
    said = "Also entered: glycerol: lot G-1, expires 10 Dec 2026; sodium benzoate: no lot entered, no expiry entered."
    assert said in text
    assert "Earliest expiry entered: 10 Dec 2026 (glycerol): it sets the last day of use." in text
    assert "Expiry used before 10 Dec 2026: stop and ask." in text


def test_filler_and_shells_have_each_their_own_lot():
    entries = [{"name": "filler", "lot": "C-2207"}, {"name": "empty capsules", "lot": "G-81", "expires_on": "2027-12"}]
    rows = cells(planned(2, components=entries))
    assert rows["microcrystalline cellulose PH-105"][1:3] == ["C-2207", "not entered"]
    assert rows["size 3 shells, white"][1:3] == ["G-81", "31 Dec 2027"]
    text = text_of(render_worksheet(planned(2, components=entries)))
    assert "Earliest expiry entered: 31 Dec 2027 (empty capsules), later than the last day of use." in text
    assert "Also entered" not in text


def test_a_source_without_an_expiry_says_that_none_is_entered():
    made = planned(5, source={"kind": "tablet", "strength": "50 mg", "lot": "T-77"})
    assert "No expiry is entered. Expiry used before 26 Dec 2026: stop and ask." in text_of(render_worksheet(made))


def test_the_longest_words_of_a_pack_fit_the_record():
    longest = "A8" * 20
    entries = [{"name": name, "lot": longest, "maker": longest, "expires_on": "2026-12-10"} for name in ("filler", *[longest] * 19)]
    made = planned(2, components=entries)
    assert longest in text_of(render_worksheet(made))


def grams(text):
    """A mass as it is printed, in mg."""
    number, unit = text.replace("\u00a0", " ").split()
    return Fraction(number.replace(",", "")) * (1000 if unit == "g" else 1)


@pytest.mark.parametrize("name", [name for name in NAMES if case(name).plan.form is Form.CAPSULE])
def test_the_portions_under_the_boxes_are_the_filler_that_is_weighed(name):
    """Read off the paper: none is more than what is in the mortar, the last two are equal, together they are the filler."""
    boxes = [
        [each["text"] for each in sorted(row, key=lambda each: each["x0"])]
        for page in read_pages(pdf_of(name))
        for row in rows_of([each for each in page.phrases if each["size"] == 9 and re.match(r"[\d.]+.m?g$|the rest", each["text"])])
    ]
    small = [each for page in read_pages(pdf_of(name)) for each in sorted(page.phrases, key=lambda each: each["top"])]
    rests = [each["text"].replace("\u00a0", " ").removeprefix("about ") for each in small if re.match("about.\\d", each["text"])]
    made = case(name)
    due = [
        number
        for product in made.plan.products
        for number in sorted(steps_making(made.plan, product))
        if isinstance(made.plan.steps[number - 1], Mix) and dilution(contents_of(made.plan), number) is not None
    ]
    boxes = [each for each in boxes if each[-1] == "the rest"]
    assert len(boxes) == len(rests) == len(due) > 0
    for (*amounts, _), rest, number in zip(boxes, rests, due, strict=True):
        portions = [*map(grams, amounts), grams(rest)]
        filler = next(each for each in reversed(made.result["plan"]["steps"][: number - 1]) if each["op"] == "weigh")
        assert portions[-1] == portions[-2]
        inside = portions[0]  # as much as the drug, or what is mixed with it
        for portion in portions:
            assert portion <= inside * Fraction(101, 100)
            inside += portion
        assert abs(sum(portions) / grams(filler["mass"]) - 1) < Fraction(1, 100)


def rows_of(words):
    """Words by the line that they stand on."""
    lines = {}
    for word in words:
        lines.setdefault(round(word["bottom"]), []).append(word)
    return [line for _, line in sorted(lines.items())]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_planned_of_each_material_is_what_its_steps_take(name):
    made = case(name)
    text = text_of(pdf_of(name))
    for product, rest in zip(made.plan.products, text.split("B. Materials")[1:], strict=True):
        section = rest[: rest.index("C. Steps")]
        steps = [made.result["plan"]["steps"][number - 1] for number in steps_making(made.plan, product)]
        for material, kind in made.result["plan"]["materials"].items():
            mine = [each for each in steps if each.get("material") == material]
            if kind["kind"] in {"powder", "filler"}:
                total = sum(grams(each["mass"]) for each in mine)
                planned_words = shown(f"{decimal_text(total)} mg")
            elif kind["kind"] == "tablet":
                planned_words = f"{mine[0]['units']} tablets"
            else:
                largest = max(Fraction(each["volume"].split()[0]) for each in mine if "volume" in each)
                planned_words = f"up to {decimal_text(largest)} mL"
            assert f"{material} {planned_words}" in section
        filled = [each for each in steps if each["op"] == "encapsulate"]
        assert all(f"shells, white {each['capsules']}" in section for each in filled)
