from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from documents_support import practice
from pdf_pages import information, read_pages
from planned_papers import case, pages_of, text_of

from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.master_content import MasterContent
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import plain
from ldn_calc.quantities.shown import shown

NAMES = ("liquid", "tablets in a liquid", "long names", "as base", "capsule aliquot", "liquid aliquot")


@cache
def pdf_of(name):
    return render_master(case(name))


def cells(rows):
    return [[plain(cell.runs).replace("\u00a0", " ") for cell in row] for row in rows]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_on_it_comes_from_the_patient_or_the_day(name):
    made = case(name)
    pdf = pdf_of(name)
    text = text_of(pdf)
    rx = made.request.rx
    due = [rx.number, made.result["plan"]["lot"], rx.prescriber.name.split(",")[0]]
    due += [part for part in rx.patient.name.split() if len(part) > 3]
    due += [each["lot"] for each in made.result["plan"]["materials"].values() if "lot" in each]
    for text_of_a_person in due:
        assert text_of_a_person not in text
    assert "at bedtime" not in text
    assert rx.patient.name not in str(information(pdf))


@pytest.mark.parametrize("name", NAMES)
def test_every_step_stands_in_order_with_its_amount(name):
    made = case(name)
    text = text_of(pdf_of(name))
    text = "".join(each.partition("6. Container")[0] for each in text.split("5. Instructions")[1:])
    for step in made.result["plan"]["steps"]:
        for key in ("mass", "volume", "mass_each"):
            if key in step:
                assert shown(str(step[key])) in text


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_the_page(name):
    for page in read_pages(pdf_of(name)):
        for word in page.phrases:
            assert word["x0"] >= 35.9
            assert word["x1"] <= 576.1
            assert word["bottom"] <= 780


def test_amounts_stand_for_one_and_for_a_hundred_at_a_potency_of_1():
    rows = cells(MasterContent(case("liquid")).ingredients())
    assert rows[0] == ["naltrexone hydrochloride", "drug: naltrexone hydrochloride anhydrous, powder", "", "1 mg", "100 mg"]
    assert rows[1][3:] == ["to 1 mL", "to 100 mL"]
    assert "ascorbic acid 0.5 %, sodium benzoate 0.1 %, glycerol 20 %, purified water to 100 %" in rows[1][1]


@pytest.mark.parametrize(
    ("name", "amounts"),
    [
        ("capsule aliquot", [["0.5 mg", "50 mg"], ["to 130 mg", "to 13 g"], ["1", "100"]]),
        ("tablets in a liquid", [["0.02 tablet", "2 tablets"], ["to 1 mL", "to 100 mL"]]),
        ("as base", [["4.9805 mg", "498.05 mg"], ["to 130 mg", "to 13 g"], ["1", "100"]]),
    ],
)
def test_amounts_are_those_of_the_label_however_much_is_weighed(name, amounts):
    """4.5 mg of base are 4.5 x 377.865 / 341.407 = 4.98054 mg of the hydrochloride."""
    content = MasterContent(case(name))
    assert [row[3:] for row in cells(content.ingredients())] == amounts
    text = text_of(pdf_of(name))
    for pair in amounts:
        assert " ".join(pair) in text
    if "aliquot" in name:
        assert "What is left of the mixture is discarded" in text


def test_two_strengths_have_each_their_share():
    made = case("two strengths of one aliquot")
    for product, held in zip(made.result["plan"]["products"], ("1.25 mg", "0.5 mg"), strict=True):
        assert cells(MasterContent(made, product).ingredients())[0][3] == held


@pytest.mark.parametrize("name", NAMES)
def test_it_takes_two_pages_and_its_outline_has_twelve_entries(name):
    assert len(read_pages(pdf_of(name))) == 2
    titles = [each.get_title() for each in pypdfium2.PdfDocument(pdf_of(name)).get_toc()]
    assert [title.partition(".")[0] for title in titles] == [str(number) for number in range(1, 13)]


def test_the_beyond_use_date_is_a_number_of_days_with_its_source():
    text = text_of(pdf_of("liquid"))
    assert "35 days (the day made is day 1), in the refrigerator (36 to 46 °F)" in text
    assert "USP <795> table of default limits: aqueous, preserved, 35 days" in text
    assert "Stability reference: USP <795> default" in text
    assert "26 Dec 2026" not in text


def test_a_strength_as_base_says_so():
    assert "4.5 mg of naltrexone base, made from the hydrochloride" in text_of(pdf_of("as base"))


def test_it_is_approved_by_hand_and_numbered_on_every_page():
    pages = pages_of(pdf_of("liquid"))
    assert "not in force until it is signed" in pages[-1]
    for number, page in enumerate(pages, 1):
        assert page.startswith("MASTER FORMULATION RECORD")
        assert f"Page {number} of {len(pages)}" in page


def test_practice_stands_on_every_page():
    for page in pages_of(render_master(practice(case("liquid"), draft=False))):
        assert page.startswith("PRACTICE - NOT FOR DISPENSING")


def test_the_same_dispensing_gives_the_same_bytes():
    assert render_master(case("liquid")) == render_master(case("liquid"))


def test_a_plan_without_its_proof_has_no_record():
    made = case("liquid")
    with pytest.raises(PaperError, match="without a proof"):
        render_master(replace(made, result=made.result | {"proof": None}))
