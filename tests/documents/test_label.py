import io
import re
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pdfplumber
import pytest
import zxingcpp
from documents_support import (
    DOVER,
    between_marks,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    long_names,
    many_phases,
    nightly,
    practice,
    tablets,
    two_strengths,
    weekly_steps,
)
from PIL import Image

from ldn_calc.documents.codes import CodeKind
from ldn_calc.documents.errors import DoesNotFit, MissingGlyph, PaperError
from ldn_calc.documents.label import label_pages, render_label
from ldn_calc.documents.label_page import LEADING
from ldn_calc.documents.pharmacy import Pharmacy
from ldn_calc.documents.runs import plain
from ldn_calc.documents.typeset import line_width
from ldn_calc.printing.pages import open_pages

DISPENSINGS = every_dispensing()
NAMES = tuple(DISPENSINGS)


@cache
def pages_of(name):
    return label_pages(DISPENSINGS[name])


def words(page):
    """A label's text in reading order, hard spaces and line ends made plain."""
    lines = sorted(page.lines, key=lambda line: (round(line.baseline, 1), line.x))
    return " ".join(plain(line.runs) for line in lines).replace("\u00a0", " ")


def sets(name):
    """The pages of each container."""
    found, current = [], []
    for page in pages_of(name):
        if current and re.search(r"\b1 (of|de) [2-4]\b", words(page)):
            found.append(current)
            current = []
        current.append(page)
    return [*found, current]


@pytest.mark.parametrize("name", NAMES)
def test_every_label_names_patient_drug_strength_number_and_phone(name):
    made = DISPENSINGS[name]
    for pages in sets(name):
        for page in pages:
            text = words(page)
            assert made.request.rx.patient.name in text
            assert "naltrexone hydrochloride" in text
            assert f"Rx {made.request.rx.number}" in text
            assert made.pharmacy.phone in text


@pytest.mark.parametrize("name", NAMES)
def test_a_label_set_says_everything_that_a_label_must(name):
    made = DISPENSINGS[name]
    spanish = made.language == "es"
    for product, pages in zip(made.plan["products"].values(), sets(name), strict=True):
        text = " ".join(words(page) for page in pages)
        due = [
            made.pharmacy.name,
            made.pharmacy.address,
            "22 nov 2026" if spanish else "22 Nov 2026",
            made.request.rx.prescriber.name,
            made.plan["lot"],
            product["amount"].split()[0],
            "Proteger de la luz" if spanish else "Protect from light",
            "°F)",
            "compounded" if spanish else "Compounded by this pharmacy",
            "No tomar con opioides" if spanish else "Do not take with opioids",
            "No use después del" if spanish else "Do not use after",
            "Resurtidos" if spanish else "Refills",
            "RPh",
            "por la boca" if spanish else "by mouth",
        ]
        due += [product["strength"].replace("/", " por " if spanish else " per ")] if made.plan["strength_as"] != "base" else []
        if made.plan["form"] == "capsule":
            due += ["blancas, tamaño 3" if spanish else "white, size 3"]
        else:
            due += ["benzoato de sodio" if spanish else "sodium benzoate"]
        if spanish:
            due += ["English: ", "Do not take with opioids"]
        for phrase in due:
            assert phrase in re.sub(r"\s+", " ", text), phrase


@pytest.mark.parametrize("name", NAMES)
def test_every_dose_of_the_plan_stands_on_each_container(name):
    made = DISPENSINGS[name]
    for pages in sets(name):
        text = " ".join(words(page) for page in pages)
        for dose in made.plan["doses"]:
            assert dose["prescribed"] in text
            if "volume" in dose:
                assert dose["volume"] in text
            for draw in dose.get("draws", []):
                assert draw["volume"] in text


@pytest.mark.parametrize("name", NAMES)
def test_directions_opioids_and_the_last_day_stand_on_the_first_label(name):
    spanish = DISPENSINGS[name].language == "es"
    for pages in sets(name):
        first = words(pages[0])
        assert ("No tomar con opioides" if spanish else "Do not take with opioids") in first
        assert ("No use después del" if spanish else "Do not use after") in first
        assert ("por la boca" if spanish else "by mouth") in first


@pytest.mark.parametrize("name", NAMES)
def test_patient_drug_and_directions_are_never_under_11_points_and_nothing_under_6(name):
    made = DISPENSINGS[name]
    for pages in sets(name):
        assert all(line.size >= 6 for page in pages for line in page.lines)
        large = " ".join(words(replace(page, lines=tuple(line for line in page.lines if line.size >= 11))) for page in pages)
        assert made.request.rx.patient.name in large
        assert "naltrexone hydrochloride" in large
        for dose in made.plan["doses"]:
            assert f"({dose['prescribed']}" in large
            assert dose.get("volume", "") in large
            for draw in dose.get("draws", []):
                assert draw["volume"] in large


@pytest.mark.parametrize("name", NAMES)
def test_nothing_leaves_the_label_and_nothing_overlaps(name):
    for page in pages_of(name):
        boxes = []
        for line in page.lines:
            width = line_width(line.runs, line.size)
            left = line.x - line.alignment * width
            boxes.append((left, line.baseline - 0.72 * line.size, left + width, line.baseline + 0.2 * line.size, plain(line.runs)))
        for code in page.codes:
            quiet = code.quiet if code.kind is CodeKind.QR else 0
            boxes.append((code.x - quiet, code.top - quiet, code.x + code.side, code.top + code.side, "code and margin"))
        for left, top, right, bottom, text in boxes:
            assert left >= 5.4, text
            assert right <= 282.6, text
            assert top >= 3.4, text
            assert bottom <= 140.2, text
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1 or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1
            assert apart, (one[4], other[4])


@pytest.mark.parametrize("name", NAMES)
def test_lines_of_directions_have_the_leading_that_usp_asks(name):
    for page in pages_of(name):
        critical = sorted(line.baseline for line in page.lines if line.size >= 11 and not line.white)
        size = min(line.size for line in page.lines if line.size >= 11)
        for above, below in pairwise(critical):
            assert below == above or below - above >= LEADING * size - 0.01


@pytest.mark.parametrize("name", NAMES)
def test_the_last_label_of_a_container_has_a_code_that_reads_back(name):
    made = DISPENSINGS[name]
    expected = f"{made.request.rx.number}|{made.plan['lot']}|{made.plan['beyond_use']['date']}"
    with open_pages(render_label(made)) as pages:
        number = 0
        for each in sets(name):
            number += len(each)
            dots = pages.render(number - 1, 300 / 72)
            picture = Image.frombuffer("RGB", (dots.width, dots.height), bytes(dots.buffer), "raw", "BGRX", dots.stride, 1)
            found = zxingcpp.read_barcodes(picture)
            assert {code.text for code in found} == {expected}
            kinds = [code.kind for code in each[-1].codes]
            assert kinds in ([CodeKind.DATA_MATRIX], [CodeKind.DATA_MATRIX, CodeKind.QR])
            assert len(found) == len(kinds)
            assert not any(page.codes for page in each[:-1])


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (liquid_three_phases, 2),
        (weekly_steps, 3),
        (long_names, 2),
        (capsules_twice_daily, 2),
        (lambda: many_phases(9), 4),
        (lambda: many_phases(12), 4),
    ],
)
def test_so_many_labels_are_needed(made, count):
    assert len(label_pages(made())) == count


def test_directions_that_go_on_say_from_which_day():
    pages = label_pages(weekly_steps())
    assert "Then see the next label, from 13 Dec." in words(pages[0])
    assert "13 to 19 Dec" in words(pages[1])
    assert "Take by mouth at bedtime:" in words(pages[1])


def test_phases_stand_in_order_and_none_is_lost_over_the_labels():
    text = " ".join(words(page) for page in label_pages(many_phases(12)))
    found = [text.index(dose) for dose in ("(1 mg)", "(1.25 mg)", "(2 mg)", "(2.75 mg)", "(3.75 mg)")]
    assert found == sorted(found)


def test_the_syringes_size_never_stands_before_a_dose():
    text = words(label_pages(nightly())[0])
    assert text.index("4.5 mL (4.5 mg): 3 mL, then 1.5 mL") < text.index("(3 mL size)")


def test_a_later_first_dose_is_said_in_bold():
    page = label_pages(between_marks())[0]
    line = next(line for line in page.lines if "Do not start before" in plain(line.runs))
    assert plain(line.runs).replace("\u00a0", " ") == "Do not start before 28 Nov 2026"
    assert line.runs[0].bold
    assert line.size >= 11


def test_a_part_fill_says_so():
    text = " ".join(words(page) for page in label_pages(liquid_three_phases()))
    assert "Part fill: days 1 to 35 of 56, next part starts day 36 (27 Dec 2026)" in text


def test_a_suspension_is_to_be_shaken():
    text = " ".join(words(page) for page in label_pages(tablets()))
    assert "Shake well before each dose." in text
    assert "Oral suspension, 100 mL." in text
    assert "Shake well" not in " ".join(words(page) for page in label_pages(nightly()))


def test_two_strengths_are_two_bottles_that_name_each_other():
    three, half = sets("two strengths")
    assert "naltrexone hydrochloride 3 mg capsules" in words(three[0])
    assert "Your 0.5 mg capsules are in another bottle." in words(three[0])
    assert "naltrexone hydrochloride 0.5 mg capsules" in words(half[0])
    assert "Your 3 mg capsules are in another bottle." in words(half[0])
    assert len(label_pages(two_strengths())) == 4


def test_the_same_dispensing_gives_the_same_bytes():
    assert render_label(long_names()) == render_label(long_names())


def test_without_a_pharmacy_the_label_is_for_practice_and_its_layout_does_not_move():
    with pdfplumber.open(io.BytesIO(render_label(practice(nightly())))) as pdf:
        for page in pdf.pages:
            assert (float(page.width), float(page.height)) == (288, 162)
            assert "PRACTICE - NOT FOR DISPENSING" in page.extract_text()
        assert "[Name, address and phone of the pharmacy]" in pdf.pages[0].extract_text()
    draft = replace(nightly(), draft=True)
    with pdfplumber.open(io.BytesIO(render_label(draft))) as pdf:
        assert "DRAFT - NOT FOR DISPENSING" in pdf.pages[-1].extract_text()
    assert label_pages(draft) == label_pages(nightly())


def test_a_spanish_draft_says_so_in_both_languages():
    with pdfplumber.open(io.BytesIO(render_label(practice(long_names(), draft=True)))) as pdf:
        text = pdf.pages[0].extract_text()
    assert "DRAFT AND PRACTICE - NOT FOR DISPENSING" in text
    assert "BORRADOR Y PRÁCTICA - NO ENTREGAR" in text


def test_a_finished_label_has_no_banner():
    with pdfplumber.open(io.BytesIO(render_label(nightly()))) as pdf:
        assert [(float(page.width), float(page.height)) for page in pdf.pages] == [(288, 144)] * 2
        text = "".join(page.extract_text() for page in pdf.pages)
    assert "DRAFT" not in text
    assert "PRACTICE" not in text


def test_the_file_names_no_patient_and_embeds_its_only_fonts():
    pdf = render_label(nightly())
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        assert "Okafor" not in str(opened.metadata)
        assert {char["fontname"].partition("+")[2] for page in opened.pages for char in page.chars} == {
            "LiberationSans",
            "LiberationSans-Bold",
        }
    assert b"Helvetica" not in pdf
    assert b"/PrintScaling /None" in pdf
    assert re.search(rb"/Lang\s*\(", pdf)


def test_a_name_in_letters_that_cannot_be_printed_is_refused_by_name():
    made = nightly()
    patient = replace(made.request.rx.patient, name="田中 Hanako")
    with pytest.raises(MissingGlyph, match="田中 Hanako"):
        render_label(replace(made, request=replace(made.request, rx=replace(made.request.rx, patient=patient))))


def test_a_text_that_fits_no_four_labels_is_named():
    made = replace(many_phases(12), pharmacy=Pharmacy("Dover", "Main Street " * 80, DOVER.phone))
    with pytest.raises(DoesNotFit, match="Main Street Main Street"):
        render_label(made)


def test_directions_that_fit_no_four_labels_are_refused_as_such():
    times = ("morning", "evening", "bedtime")
    regimen = [(2, [("1 mg", times[index % 3]), ("1.5 mg", times[(index + 1) % 3])]) for index in range(12)]
    with pytest.raises(PaperError, match="directions of 12 phases do not fit 4 labels"):
        render_label(liquid(regimen, 24))


def test_only_the_syringes_go_on_where_only_they_have_no_room():
    made = liquid([(28, [("4.5 mg", "morning"), ("0.25 mg", "bedtime")])], 28)
    pages = label_pages(made)
    assert "For the syringes see the next label." in words(pages[0])
    assert "small (1 mL size), large (3 mL size)" in words(pages[1])


def test_a_long_pharmacy_name_takes_lines_of_its_own():
    name = "The Very Old and Very Long Compounding Pharmacy of Dover and Kent County"
    first = words(label_pages(replace(nightly(), pharmacy=replace(DOVER, name=name)))[0])
    assert all(word in first for word in name.split())
    assert DOVER.phone in first
