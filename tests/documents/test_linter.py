"""The linter: every rule refuses what it is for and nothing else, on papers that were really drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from documents_support import every_dispensing
from hypothesis import given, settings
from hypothesis import strategies as some
from planned_papers import planned, text_of

from ldn_calc.documents.drawing.drawn import Drawn, lines_of, paragraphs_of
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label import render as label
from ldn_calc.documents.linter import LintError, check_paper, faults_of
from ldn_calc.documents.record import worksheet
from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.sheet import render as sheet
from ldn_calc.documents.words.runs import run
from ldn_calc.resources import read_toml

RENDER = {
    "label": (label, label.render_label),
    "sheet": (sheet, sheet.render_sheet),
    "worksheet": (worksheet, worksheet.render_worksheet),
}
DISPENSINGS = every_dispensing()


@cache
def drawn(paper, name):
    """What the canvas of a paper drew."""
    module, render = RENDER[paper]
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "check_paper", lambda paper, drawn, dispensing: kept.extend(drawn))
        render(DISPENSINGS[name])
    return tuple(kept)


def lines(*texts, size=10.0, x=72.0, part=0):
    """Lines under each other, as a canvas would have drawn them."""
    return [
        Drawn(1, part, x, x + line_width(run(text), size), 700 - 1.25 * size * number, size, text)
        for number, text in enumerate(texts)
    ]


def rules(paper, *texts, name="nightly", **how):
    """The rules that these lines break when they stand on a paper that is right."""
    made = DISPENSINGS[name]
    part = 1 if paper == "label" else 0
    return [fault.rule for fault in faults_of(paper, [*drawn(paper, name), *lines(*texts, part=part, **how)], made)]


WRONG = {
    "trailing-zero": ["Take 5.0 mg", "4.50 mL"],
    "naked-decimal": ["Take .5 mg", "(.25 mL)"],
    "decimal-comma": ["Tome 4,5 mg"],
    "large-without-comma": ["10000 mcg"],
    "exponent": ["1e3 mg"],
    "micro-sign": ["500 µg", "500 μg"],
    "cc": ["5 cc", "5 c.c. of it"],
    "spoon-measure": ["1 teaspoon", "2 tbsp", "one tsp.", "una cucharadita", "dos cucharadas"],
    "milliliter-letters": ["5 ml", "5 Mg", "5 MG", "2 gr"],
    "unit-letter": ["5 U", "10 IU", "5u"],
    "daily-letters": ["1 capsule QD", "one q.o.d.", "1 capsule BID", "tid"],
    "bedtime-letters": ["1 capsule HS", "one hs"],
    "route-letters": ["1 capsule PO", "per os", "3 mg SC"],
    "discharge-letters": ["D/C the drug"],
    "as-directed-letters": ["use ud", "PRN"],
    "for-days-letters": ["x3d", "x 14 d"],
    "half-letters": ["ss capsule"],
    "drug-letters": ["naltrexone HCl", "MSO4"],
    "disease-or-drug-letters": ["for MS"],
    "drug-name-letters": ["LDN 1 mg per mL"],
    "drug-name-letters-of-a-sheet": ["LDN can make you dizzy", "la LDN"],
    "slash": ["1 mg/mL", "4.5 mg/day", "1/2 capsule"],
    "greater-less": ["> 4 mg", "at ≤ 3 mg"],
    "plus": ["3 mL + 1.5 mL"],
    "at-and": ["1 @ bedtime", "1 & 2"],
    "spanish-eleven": ["once al día"],
}
RIGHT = [
    "4.5 mL (4.5 mg) at bedtime",
    "0.5 mg per mL",
    "Keep in the refrigerator (36 to 46 °F).",
    "09:30, version 0.1.0, 302.555.0142",
    "Use the oral syringe we gave you (3 mL size).",
    "As entered, in the morning, an hour or so on",
    "10,000 mcg",
    "a kitchen spoon",
    "multiple sclerosis",
    "Do not use a discharge date",
]


def test_every_rule_of_the_list_has_an_example():
    assert set(WRONG) == {name for name, row in read_toml("data/error_prone.toml").items() if isinstance(row, dict)}


@pytest.mark.parametrize("paper", RENDER)
@pytest.mark.parametrize("rule", WRONG)
def test_a_paper_that_could_be_misread_is_refused_where_the_rule_holds(rule, paper):
    row = read_toml("data/error_prone.toml")[rule]
    holds = (paper if paper != "worksheet" else "record") in row["papers"]
    name = "three phases in Spanish" if row.get("language") else "nightly"
    for text in WRONG[rule]:
        assert (rule in rules(paper, text, name=name)) == holds, text


@pytest.mark.parametrize("paper", RENDER)
@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_let_through(paper, text):
    assert rules(paper, text) == []


def test_once_is_english_on_an_english_sheet():
    assert rules("sheet", "Do not take two doses at once.") == []


@pytest.mark.parametrize(
    ("number", "text", "rule"),
    [
        ("4", "Take 4.0 mg", "trailing-zero"),
        ("10", "Take 10.0 mg", "trailing-zero"),
        ("5", "Take .5 mg", "naked-decimal"),
        ("12345", "Take 12345 mcg", "large-without-comma"),
    ],
)
def test_a_short_prescription_number_hides_no_amount(number, text, rule):
    made = DISPENSINGS["weekly steps"]
    numbered = replace(made, request=replace(made.request, rx=replace(made.request.rx, number=number)))
    found = [fault.rule for fault in faults_of("label", lines(text, part=1), numbered)]
    assert rule in found


def test_a_prescription_number_alone_is_masked():
    made = DISPENSINGS["weekly steps"]
    numbered = replace(made, request=replace(made.request, rx=replace(made.request.rx, number="1/2")))
    assert "slash" in [fault.rule for fault in faults_of("label", lines("Take 1/2 capsule", "1/2 mL", part=1), numbered)]
    assert "slash" not in [fault.rule for fault in faults_of("label", lines("Rx 1/2 filled", part=1), numbered)]


@pytest.mark.parametrize("number", ["24|0%7C", "0 mg", "0% off"])
def test_a_prescription_number_that_looks_like_nothing_is_no_amount(number):
    made = DISPENSINGS["weekly steps"]
    numbered = replace(made, request=replace(made.request, rx=replace(made.request.rx, number=number)))
    assert "nothing" not in [fault.rule for fault in faults_of("label", lines(f"Rx {number} filled", part=1), numbered)]
    assert "nothing" in [fault.rule for fault in faults_of("label", lines("Take 0 mL at bedtime", part=1), numbered)]


def test_what_a_person_entered_is_no_abbreviation():
    made = DISPENSINGS["nightly"]
    name = "Ms. HS Cooper"
    request = replace(made.request, rx=replace(made.request.rx, patient=replace(made.request.rx.patient, name=name)))
    named = replace(made, request=request, pharmacy=replace(made.pharmacy, address="12 cc Lane @ 5/8 Road, IN"))
    label.render_label(named)
    sheet.render_sheet(named)
    worksheet.render_worksheet(named)


@pytest.mark.parametrize("unit", ["mg", "mL", "mcg", "%", "°F", "capsules", "cápsulas"])
def test_a_number_parted_from_its_unit_by_a_line_end_is_refused(unit):
    assert "parted" in rules("sheet", "Take in all 4.5", f"{unit} and no more")
    assert "parted" not in rules("sheet", f"Take in all 4.5 {unit}", "and no more")
    assert "parted" not in rules("sheet", "Take in all 4.5,", f"not {unit}")


@settings(deadline=None, max_examples=50)
@given(some.decimals(min_value="0.1", max_value="999", places=2), some.sampled_from(["mg", "mL", "capsules"]))
def test_no_number_is_parted_from_its_unit_unseen(number, unit):
    assert "parted" in rules("sheet", f"words and {number.normalize():f}", f"{unit} more words")


def test_a_drug_name_broken_by_a_line_end_is_refused():
    assert "broken-name" in rules("label", "naltrexone", "hydrochloride 1 mg per mL")


@pytest.mark.parametrize(
    ("text", "refused"), [("0 mg", True), ("0 mL", True), ("0 capsules", True), ("0.5 mg", False), ("10 mg", False)]
)
def test_an_amount_that_is_nothing_is_refused(text, refused):
    assert ("nothing" in rules("label", text)) is refused
    assert ("nothing" in rules("worksheet", text, size=20.0)) is refused
    assert "nothing" not in rules("worksheet", f"Discarded, planned {text}")


def test_a_dose_in_ml_without_its_mg_is_refused():
    bare = [replace_text(run_drawn, "(4.5 mg)", "") for run_drawn in drawn("label", "nightly")]
    found = [fault.rule for fault in faults_of("label", bare, DISPENSINGS["nightly"])]
    assert "mL-without-mg" in found
    rows = [run_drawn for run_drawn in drawn("sheet", "nightly") if "mg" not in run_drawn.text or run_drawn.size > 13]
    assert "mL-without-mg" in [fault.rule for fault in faults_of("sheet", rows, DISPENSINGS["nightly"])]


def replace_text(run_drawn, old, new):
    return run_drawn._replace(text=run_drawn.text.replace("\u00a0", " ").replace(old, new))


DUE = {
    "label": [
        "Dover Compounding Pharmacy",
        "302-555-0142",
        "Rx 240101",
        "Filled 22 Nov 2026",
        "Ruth Okafor",
        "P. Hale, MD",
        "naltrexone hydrochloride",
        "1 mg per mL",
        "4.5 mL",
        "4.5 mg",
        "by mouth",
        "Do not use after 26 Dec 2026",
        "Keep in the refrigerator",
        "Lot",
        "Refills: 2",
        "Compounded by this pharmacy.",
        "Do not take with opioids",
        "Contains",
        "RPh initials",
    ],
    "sheet": [
        "Ruth Okafor",
        "Rx 240101",
        "Page 2 of",
        "Read this first",
        "26 Dec 2026",
        "1 mg per mL",
        "compounded drug",
        "4.5 mL",
        "I TAKE",
    ],
    "worksheet": ["Lot 240101", "Ruth Okafor", "Page 2 of", "1 mg per mL", "146 mg", "60 mL"],
}


@pytest.mark.parametrize(("paper", "text"), [(paper, text) for paper, texts in DUE.items() for text in texts])
def test_a_paper_that_lacks_an_item_is_refused(paper, text):
    whole = drawn(paper, "nightly")
    lacking = [Drawn(*line_fields(line)) for line in lines_of(whole) if text not in line.text.replace("\u00a0", " ")]
    assert len(lacking) < len(lines_of(whole)), "the item was there"
    assert "missing" in [fault.rule for fault in faults_of(paper, lacking, DISPENSINGS["nightly"])]


def line_fields(line):
    return line.page, line.part, line.x, line.end, line.baseline, line.size, line.text


@pytest.mark.parametrize("name", ["two strengths", "tablets", "weekly steps", "two strengths in Spanish"])
def test_every_label_of_a_set_is_looked_at_for_itself(name):
    whole = drawn("label", name)
    patient = DISPENSINGS[name].request.rx.patient.name
    last = max(each.part for each in whole if patient in each.text.replace("\u00a0", " "))
    lacking = [each for each in whole if each.part != last or patient not in each.text.replace("\u00a0", " ")]
    assert [fault.rule for fault in faults_of("label", whole, DISPENSINGS[name])] == []
    assert "missing" in [fault.rule for fault in faults_of("label", lacking, DISPENSINGS[name])]


def test_a_refusal_names_paper_page_text_and_what_is_expected():
    with pytest.raises(LintError, match=r'the label could be misread: page 1: "Take 5\.0 mg" \(trailing-zero\), expected a number'):
        check_paper("label", [*drawn("label", "nightly"), *lines("Take 5.0 mg", part=1)], DISPENSINGS["nightly"])


def test_a_wrong_word_in_the_wording_stops_the_paper(monkeypatch):
    words = read_toml("text/label.toml")
    monkeypatch.setitem(words["en"], "compounded", "Compounded by this pharmacy. 1 tsp")
    with pytest.raises(LintError, match="spoon-measure"):
        label.render_label(DISPENSINGS["nightly"])


def test_runs_of_a_line_are_read_as_one_and_columns_are_not():
    first = Drawn(1, 0, 72, 100, 700, 12, "4.5")
    close = Drawn(1, 0, 100, 120, 700, 12, "\u00a0mg")
    far = Drawn(1, 0, 300, 330, 700, 12, "mL")
    assert [line.text for line in lines_of([first, close, far])] == ["4.5\u00a0mg", "mL"]
    assert [each.text for each in paragraphs_of(lines_of([first, close, far]))] == ["4.5 mg", "mL"]


@pytest.mark.parametrize("digits", ["91e8926d", "10000000", "5e100cc0", "00000000"])
def test_a_formulary_s_fingerprint_is_no_number_whatever_its_digits(digits, monkeypatch):
    made = planned(1)
    monkeypatch.setitem(vars(made.formulary), "fingerprint", f"sha256:{digits}{'0' * 56}")
    assert digits in text_of(worksheet.render_worksheet(made))
    assert digits in text_of(render_master(made))


@pytest.mark.parametrize("text", ["5.0 mg", "U-100", ".5 mg", "10000 mg", "QD cc IU", "A & <b> B"])
def test_what_a_pack_says_of_a_component_is_printed_as_it_is(text):
    for entry in ({"name": "vehicle", "lot": text, "maker": text}, {"name": text}):
        made = planned(1, components=[entry | {"expires_on": "2026-12-10"}])
        assert text.split()[0] in text_of(worksheet.render_worksheet(made))
