import re
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, pairwise

import pypdfium2
import pytest
from documents_support import (
    base_capsules,
    capsules_twice_daily,
    every_dispensing,
    finding,
    liquid_three_phases,
    long_names,
    nightly,
    practice,
    tablets,
    two_strengths,
    with_plan,
)
from pdf_pages import information, read_pages
from planned_papers import amounts_due, case, pages_of, planned, text_of

from ldn_calc.documents.label.auxiliary import auxiliaries
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.record import worksheet
from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.steps import go_on_limits, step_rows
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.errors import DoesNotFit, PaperError
from ldn_calc.documents.words.formula import formula_of
from ldn_calc.documents.words.runs import plain
from ldn_calc.documents.words.steps import dilution
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.steps import Transfer, Weigh
from ldn_calc.quantities.text import read_mass
from ldn_calc.quantities.values import Mass, Share, Volume

DISPENSINGS = every_dispensing()
NAMES = tuple(DISPENSINGS)


@cache
def pdf_of(name):
    return render_worksheet(DISPENSINGS[name])


@pytest.mark.parametrize("name", NAMES)
def test_every_page_names_lot_product_patient_and_its_number(name):
    made = DISPENSINGS[name]
    pages = pages_of(pdf_of(name))
    starts = [index for index, page in enumerate(pages) if re.search(r"\bPage 1 of \d", page)]
    assert len(starts) == len(made.result["plan"]["products"])
    for product, start, end in zip(made.result["plan"]["products"], starts, [*starts[1:], len(pages)], strict=True):
        for number, page in enumerate(pages[start:end], 1):
            assert f"Lot {made.plan.lot_of(product)}" in page
            assert "naltrexone hydrochloride" in page
            assert made.result["plan"]["products"][product]["strength"].split("/")[0] in page
            assert made.request.rx.patient.name in page
            assert "fill 1, 22 Nov 2026" in page
            assert f"Page {number} of {end - start}" in page


@pytest.mark.parametrize("name", NAMES)
def test_every_section_is_there_in_order(name):
    text = text_of(pdf_of(name))
    titles = [
        "Record no.",
        "Master formula, rows",
        "Time begun",
        "two people each read",
        "B. Materials",
        "C. Steps",
        "D. Calculation",
        "Proof agrees.",
        "E. Yield",
        "Witness to discard",
        "F. Checks",
        "G. Strength as made",
        "Beyond use",
        "H. Before it leaves",
        "I. Findings",
        "J. Deviations, spills, complaints",
        "K. Copy of the label",
        "Checked by the pharmacist",
    ]
    found = [text.index(title) for title in titles]
    assert found == sorted(found)


@pytest.mark.parametrize("name", NAMES)
def test_every_step_stands_once_with_its_amount_at_18_points_or_more(name):
    large = [
        word["text"].replace("\u00a0", " ")
        for page in read_pages(pdf_of(name))
        for word in page.phrases
        if word["size"] >= 18 and word["x0"] < 160
    ]
    assert large == amounts_due(DISPENSINGS[name].result["plan"])


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_the_page_and_no_words_overlap(name):
    for page in read_pages(pdf_of(name)):
        found = page.phrases
        for word in found:
            assert word["x0"] >= 35.9, word["text"]
            assert word["x1"] <= 576.1, word["text"]
            assert word["top"] >= 12, word["text"]
            assert word["bottom"] <= 780, word["text"]
            assert word["size"] >= 5.5, word["text"]
        for one, other in combinations(found, 2):
            across = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
            down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
            assert across <= 0.5 or down <= 0.35 * min(one["size"], other["size"]), (one["text"], other["text"])


@pytest.mark.parametrize(
    ("mass", "low", "high"),
    [(101, "99 mg", "103 mg"), (30, "29 mg", "31 mg"), (50, "49 mg", "51 mg"), (11435, "11.207 g", "11.663 g")],
)
def test_a_weighing_may_be_gone_on_with_within_2_percent_or_one_step(mass, low, high):
    assert go_on_limits(Mass.of(mass), Mass.of(1), Share.percent(2)) == (low, high)


def test_limits_are_readings_that_the_balance_can_show():
    assert go_on_limits(read_mass("101.3 mg"), read_mass("0.1 mg"), Share.percent(2)) == ("99.3 mg", "103.3 mg")


def test_the_drugs_weighing_asks_for_a_second_person_and_says_its_limits():
    rows = step_rows(contents_of(liquid_three_phases().plan), shipped_formulary())
    assert [row.drug for row in rows] == [True] + [False] * 6
    assert rows[0].check
    assert rows[0].note.replace("\u00a0", " ") == "go on at 99 to 103 mg, else stop and ask"
    assert not rows[1].check


def test_tablets_are_counted_and_checked_by_a_second_person():
    rows = step_rows(contents_of(tablets().plan), shipped_formulary())
    assert (rows[0].drug, rows[0].check, rows[0].unit) == (True, True, "tablets")
    text = text_of(render_worksheet(tablets()))
    assert "A. Tablets" in text
    assert "even when shaken, no lumps" in text


def test_the_certificate_is_printed_as_it_was_entered():
    text = text_of(pdf_of("three phases"))
    for figure in ("naltrexone hydrochloride anhydrous, N-118", "99.4 %, anhydrous", "0.6 %", "31 Mar 2028"):
        assert figure in text


def materials(pdf):
    """Section B, read from outside: for each row what stands under each head, by the lines between the columns."""
    page = read_pages(pdf)[0]
    heads = ["Component", "Planned", "Lot entered", "Expiry ent.", "Maker used", "Lot used", "Expiry used", "1st", "2nd"]
    row = next(each for each in page.phrases if each["text"] == "Lot used")
    left = {each["text"]: each["x0"] - 5 for each in page.phrases if abs(each["top"] - row["top"]) < 1}
    starts = [left[head] for head in heads]
    end = page.search("Earliest expiry|No expiry is|Also entered")[0]["top"]
    rows = sorted(
        {round(each["bottom"]) for each in page.rects if row["bottom"] + 4 < each["bottom"] < end + 2 and each["x0"] < 40}
    )
    found, top = [], row["bottom"] + 1
    for bottom in rows:
        words = [each for each in page.words if top - 1 < each["top"] and each["bottom"] < bottom + 2]
        edges = [*starts, 580]
        found.append(
            {
                head: " ".join(each["text"] for each in words if edges[at] <= each["x0"] < edges[at + 1]).replace("\u00a0", " ")
                for at, head in enumerate(heads)
            }
        )
        top = bottom
    return found


def test_what_was_entered_is_printed_and_no_lot_stands_where_a_person_writes_it():
    drug, vehicle, bottle, *_ = materials(pdf_of("three phases"))
    assert (drug["Component"], drug["Lot entered"], drug["Expiry ent."]) == ("naltrexone hydrochloride", "N-118", "31 Mar 2028")
    assert (vehicle["Lot entered"], bottle["Expiry ent."]) == ("not entered", "not entered")
    for name in NAMES:
        for row in materials(pdf_of(name)):
            assert not any(row[used] for used in ("Maker used", "Lot used", "Expiry used", "1st", "2nd")), (name, row)


def test_the_working_and_the_proof_are_the_results_own():
    made = liquid_three_phases()
    text = text_of(pdf_of("three phases"))
    for line in made.result["working"]:
        assert line["line"] in text
    assert "the doses hold 1.49687 mg, 2.99375 mg and 4.49062 mg (largest difference −0.208 %)." in text
    assert "Drug in 99.7916 mg = in what is dispensed 99.7916 mg + discarded 0 mg." in text


def test_capsules_have_ten_net_weights_with_limits_of_ten_percent():
    text = text_of(pdf_of("capsules twice daily"))
    assert "Ten net weights, capsules 1.5 mg gross weight less the shell; each 117 mg to 143 mg (130 mg ± 10 %)" in text
    assert "Mean of 10 shells" in text
    assert "an empty shell weighs about 48 mg" in text
    assert "size 3 shells, white" in text


def test_two_strengths_have_each_their_yield_and_their_weights():
    text = text_of(pdf_of("two strengths"))
    assert text.count("Made, planned") == 2
    assert "Ten net weights, capsules 3 mg" in text
    assert "Ten net weights, capsules 0.5 mg" in text
    assert len(two_strengths().plan.products) == 2


def test_a_settled_finding_says_who_settled_it_when_and_why():
    text = text_of(pdf_of("capsules twice daily"))
    assert "open review findings: none" in text
    assert "J. Ortiz, RPh, 22 Nov 2026:" in text
    assert "Discussed with the prescriber" in text


def test_an_open_finding_is_named_open():
    made = capsules_twice_daily()
    made.result["findings"].append(finding("dose-jump", "review", "The dose more than doubles."))
    text = text_of(render_worksheet(replace(made, draft=True)))
    assert "open review findings: 1" in text
    assert "The dose more than doubles. review OPEN" in text


def test_a_strength_as_base_says_so_in_the_head():
    assert "4.5 mg as base capsules" in text_of(render_worksheet(base_capsules()))


def test_never_content_uniform():
    for name in NAMES:
        assert "content uniform" not in text_of(pdf_of(name)).lower()


@pytest.mark.parametrize("name", NAMES)
def test_the_label_is_copied_whole(name):
    made = DISPENSINGS[name]
    pages = pages_of(pdf_of(name))
    copy = " ".join(pages)
    copy = copy[copy.index("K. Copy of the label") :]
    assert made.pharmacy.phone in copy
    assert ("No tome con opioides" if made.language == "es" else "Do not take with opioids") in copy


@pytest.mark.parametrize("name", ["three phases", "nightly", "tablets", "capsule titration"])
def test_one_batch_needs_three_pages_and_its_steps_stand_on_the_first(name):
    pages = pages_of(pdf_of(name))
    assert len(pages) == 3
    assert "D. Calculation" in pages[1]
    assert "Planned What Actual" not in pages[1]


@pytest.mark.parametrize("name", NAMES)
def test_the_last_page_is_never_nearly_empty_and_its_signatures_never_alone(name):
    last = read_pages(pdf_of(name))[-1]
    assert max(word["bottom"] for word in last.words if word["bottom"] < 755) > 380
    text = last.text
    assert "K. Copy of the label" in text
    assert text.index("K. Copy of the label") < text.index("Compounded by (name, signature, date)")


@pytest.mark.parametrize("name", NAMES)
def test_no_page_but_the_last_is_under_two_thirds_full_and_no_step_stands_alone(name):
    pages = read_pages(pdf_of(name))
    for page, following in pairwise(pages):
        drawn = [each["bottom"] for each in (*page.words, *page.rects, *page.lines) if each["bottom"] < 754]
        top = page.search("born.*")[0]["bottom"]
        assert "Page 1 of" in following.text or (max(drawn) - top) / (752 - top) > 0.66
    steps = [[each for each in page.phrases if each["size"] == 16 and each["x0"] < 62] for page in pages]
    assert all(len(each) != 1 for each in steps)


@pytest.mark.parametrize("name", ["nightly", "two strengths"])
def test_the_outline_leads_to_every_section(name):
    titles = [each.get_title() for each in pypdfium2.PdfDocument(pdf_of(name)).get_toc()]
    records = "".join(title[0] for title in titles if title[1] == ".")
    assert records == "ABCDEFGHIJK" * len(DISPENSINGS[name].plan.products)


def test_lines_for_deviations_take_what_is_left_of_their_page():
    for name in NAMES:
        for page in read_pages(pdf_of(name)):
            if "J. Deviations" in page.text:
                assert max(each["bottom"] for each in (*page.rects, *page.lines) if each["bottom"] < 754) > 724


def test_before_it_leaves_labels_warnings_papers_and_initials_have_their_boxes():
    text = text_of(pdf_of("nightly"))
    section = text[text.index("H. Before it leaves") : text.index("I. Findings")]
    made = DISPENSINGS["nightly"]
    assert f"Labels in the set Printed Used Destroyed Left, and why {len(label_pages(made))}" in section
    for warning in auxiliaries(made.plan, Language.ENGLISH):
        assert warning.words in section
    assert "Shake" not in section
    for words in ("full short large print", "accepted refused", "Initials on this record", "Spill, complaint or reaction"):
        assert words in section
    assert "Shake well before each dose" in text_of(pdf_of("tablets"))


def test_record_and_master_name_the_same_formula_with_a_place_for_the_pharmacys_version():
    made = DISPENSINGS["two strengths"]
    for product in made.plan.products:
        formula = formula_of(contents_of(made.plan), product, made.formulary)
        strength = made.result["plan"]["products"][product]["strength"]
        for pdf in (pdf_of("two strengths"), render_master(made)):
            own = [page for page in pages_of(pdf) if f"naltrexone hydrochloride {strength} capsules" in page]
            assert all(f"Formula {formula.key}, rows {formula.rows}" in page for page in own)
            assert f"rows {formula.rows} Its version" in own[0]


def test_practice_and_draft_stand_in_the_top_margin_of_every_page_in_english():
    for page in pages_of(render_worksheet(practice(long_names(), draft=True))):
        assert page.startswith("DRAFT AND PRACTICE - NOT FOR DISPENSING")
    for page in pages_of(pdf_of("three phases")):
        assert "NOT FOR DISPENSING" not in page


def test_the_same_dispensing_gives_the_same_bytes():
    assert render_worksheet(long_names()) == render_worksheet(long_names())


def test_the_file_names_no_patient_and_embeds_its_only_fonts():
    pdf = pdf_of("three phases")
    assert "Núñez" not in str(information(pdf))
    assert b"Helvetica" not in pdf


def test_a_plan_without_its_proof_has_no_record():
    made = liquid_three_phases()
    made.result["proof"] = None
    with pytest.raises(PaperError, match="without a proof"):
        render_worksheet(made)


def test_a_text_that_cannot_stand_in_its_box_is_named():
    made = liquid_three_phases()
    with pytest.raises(DoesNotFit, match="7777777"):
        render_worksheet(with_plan(made, lot="7" * 80))


def test_the_filler_is_weighed_beside_the_mortar_and_added_in_portions_to_tick():
    made = planned(2)
    weigh, mix = step_rows(contents_of(made.plan), made.formulary)[1:3]
    said = plain(weigh.what).replace("\u00a0", " ")
    assert said == "Weigh microcrystalline cellulose PH-105 on paper, beside the mortar. Do not add it yet."
    assert (weigh.planned, weigh.unit, weigh.note.replace("\u00a0", " ")) == (
        ("11.435\u00a0g",),
        "g",
        "go on at 11.207 to 11.663 g, else stop and ask",
    )
    assert [each.replace("\u00a0", " ") for each in mix.portions] == [
        "135 mg",
        "270 mg",
        "540 mg",
        "1.08 g",
        "2.16 g",
        "3.63 g",
        "3.63 g",
    ]
    text = text_of(render_worksheet(made))
    assert "the rest" in text
    assert "paper empty" in text
    assert "into the mortar microcrystalline" not in text


@pytest.mark.parametrize("number", [2, 4, 6, 7, 15, 23])
def test_a_record_followed_to_the_letter_is_a_geometric_dilution(number):
    """No portion is more than what is in the mortar when it is added, and together they are the filler that was weighed."""
    contents = contents_of(planned(number).plan)
    for at, step in enumerate(contents.plan.steps, 1):
        if (found := dilution(contents, at)) is None:
            continue
        filler = next(each for each in reversed(contents.plan.steps[: at - 1]) if isinstance(each, Weigh))
        inside = contents.before(at - 1).holds(step.vessel).solids.milligrams
        total = inside + filler.mass.milligrams
        for portion in found.words:
            mass = read_mass(portion).milligrams
            assert mass <= inside * Fraction(101, 100)
            inside += mass
        assert found.words[-1] == found.words[-2]
        assert abs(inside - total) <= total / 100


def test_large_amounts_have_a_comma_or_a_larger_unit_on_every_record():
    for made in (planned(2), planned(7), planned(4)):
        for pdf in (render_worksheet(made), render_master(made)):
            assert not re.search(r"(?<![\d.,\w-])\d{4,}(?:\.\d+)? ?(?:mg|mL)\b", text_of(pdf))


@pytest.mark.parametrize("mass", ["21475.65 mg", "100475.65 mg"])
def test_a_seven_digit_mass_fits_the_column(mass):
    made = planned(2)
    steps = [
        replace(step, mass=read_mass(mass)) if isinstance(step, Weigh) and step.mass == Mass.of(11435) else step
        for step in made.plan.steps
    ]
    assert steps != list(made.plan.steps)
    assert render_worksheet(with_plan(made, steps=tuple(steps)))


def test_a_long_name_takes_no_record_away_only_its_copy_is_on_a_larger_label():
    made = nightly()
    patient = replace(made.request.rx.patient, name="Maria de los Angeles " * 8 + "Gil")
    long = replace(made, request=replace(made.request, rx=replace(made.request.rx, patient=patient)))
    with pytest.raises(PaperError, match="the patient's name"):
        render_label(replace(long, choices=PaperChoices(stock="roll-3x2")))
    text = text_of(render_worksheet(replace(long, choices=PaperChoices(stock="roll-3x2"))))
    assert "K. Copy of the label on 4 × 2.3125 in, as 3 × 2 in does not hold it" in text


def test_a_stock_of_another_shape_may_hold_what_the_largest_does_not(monkeypatch):
    """The asked stock may be the largest: the record prints all the same, with the copy on one that fits."""
    made = replace(nightly(), choices=PaperChoices(stock="zebra-4x6"))

    fits = worksheet.first_fit
    monkeypatch.setattr(worksheet, "first_fit", lambda content, stock: None if stock.key == "zebra-4x6" else fits(content, stock))
    assert "as 4 × 6 in does not hold it" in text_of(render_worksheet(made))


def test_two_strengths_have_a_record_and_a_master_formula_each():
    made = case("two strengths of one aliquot")
    for pages in (pages_of(render_worksheet(made)), pages_of(render_master(made))):
        assert sum("Page 1 of" in page for page in pages) == 2
    first, second = (step_rows(contents_of(made.plan), made.formulary, product) for product in made.result["plan"]["products"])
    assert not {row.number for row in first if "again" not in row.note} & {row.number for row in second if "again" not in row.note}
    assert all("-A" in row.note for row in second if "again" in row.note)
    assert {row.number for row in (*first, *second)} == set(range(1, len(made.result["plan"]["steps"]) + 1))


def test_a_transfer_without_a_rinse_has_its_record():
    made = planned(1)
    steps = [replace(step, rinse=Volume.of(0)) if isinstance(step, Transfer) else step for step in made.plan.steps]
    other = with_plan(made, steps=tuple(steps))
    said = [plain(row.what).replace("\u00a0", " ") for row in step_rows(contents_of(other.plan), other.formulary)]
    assert "Pour the beaker into the 250 mL cylinder." in said
    assert render_worksheet(other)
