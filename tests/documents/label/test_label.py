import re
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from urllib.parse import unquote

import numpy as np
import pytest
import zxingcpp
from documents_support import (
    DOVER,
    between_marks,
    capsules,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    long_names,
    many_phases,
    nightly,
    practice,
    tablets,
    weekly_steps,
    with_plan,
)
from hypothesis import given
from hypothesis import strategies as st
from pdf_pages import information, read_pages
from PIL import Image
from pypdfium2 import PdfDocument

from ldn_calc.documents.drawing.label_page import LEADING
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.errors import MissingGlyph, PaperError
from ldn_calc.documents.words.code_text import code_text
from ldn_calc.documents.words.runs import plain
from ldn_calc.order.prescription import Language
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.verify import read_codes

DISPENSINGS = every_dispensing()
NAMES = tuple(name for name in DISPENSINGS if name != "twelve phases")  # more than three labels of 4 x 2 inch


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
            text = re.sub(r"(?:Etiqueta )?[1-3] (?:of|de) [1-3] ", "", words(page))  # the tag beside the name
            assert made.request.rx.patient.name in text
            assert "naltrexone hydrochloride" in text
            assert f"Rx {made.request.rx.number}" in text
            assert made.pharmacy.phone in text


@pytest.mark.parametrize("name", NAMES)
def test_a_label_set_says_everything_that_a_label_must(name):
    made = DISPENSINGS[name]
    spanish = made.language == "es"
    for product, pages in zip(made.result["plan"]["products"].values(), sets(name), strict=True):
        text = " ".join(words(page) for page in pages)
        due = [
            made.pharmacy.name,
            made.pharmacy.address,
            "22 nov 2026" if spanish else "22 Nov 2026",
            made.request.rx.prescriber.name,
            made.result["plan"]["lot"],
            product["amount"].split()[0],
            "Proteja de la luz" if spanish else "Protect from light",
            "°F)",
            "compounded" if spanish else "Compounded by this pharmacy",
            "No tome con opioides" if spanish else "Do not take with opioids",
            "No use después del" if spanish else "Do not use after",
            "Resurtidos" if spanish else "Refills",
            "RPh",
            "por la boca" if spanish else "by mouth",
        ]
        due += (
            [product["strength"].replace("/", " por " if spanish else " per ")]
            if made.result["plan"]["strength_as"] != "base"
            else []
        )
        if made.result["plan"]["form"] == "capsule":
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
        for dose in made.result["plan"]["doses"]:
            assert dose["prescribed"] in text or len(made.result["plan"]["products"]) > 1
            if "volume" in dose:
                assert dose["volume"] in text
            for draw in dose.get("draws", []):
                assert draw["volume"] in text


@pytest.mark.parametrize("name", NAMES)
def test_directions_opioids_and_the_last_day_stand_on_the_first_label(name):
    spanish = DISPENSINGS[name].language == "es"
    for pages in sets(name):
        first = words(pages[0])
        assert ("No tome con opioides" if spanish else "Do not take with opioids") in first
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
        for dose in made.result["plan"]["doses"]:
            assert len(made.result["plan"]["products"]) > 1 or f"({dose['prescribed']}" in large
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
            boxes.append((code.x, code.top, code.x + code.side, code.top + code.side, "code and margin"))
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
    lots = (
        [f"{made.result['plan']['lot']}-{letter}" for letter in "AB"]
        if len(made.result["plan"]["products"]) > 1
        else [made.result["plan"]["lot"]]
    )
    with open_pages(render_label(made)) as pages:
        number = 0
        for lot, each in zip(lots, sets(name), strict=True):
            expected = f"{made.request.rx.number}|{lot}|{made.result['plan']['beyond_use']['date']}"
            of_two = [product["strength"] for product in made.result["plan"]["products"].values() if product.get("lot") == lot]
            expected = "|".join([expected, *of_two])
            number += len(each)
            dots = pages.render(number - 1, 300 / 72)
            picture = Image.frombuffer("RGB", (dots.width, dots.height), bytes(dots.buffer), "raw", "BGRX", dots.stride, 1)
            found = zxingcpp.read_barcodes(picture)
            assert {code.text for code in found} == {expected}
            assert len(found) == len(each[-1].codes) == 1
            assert not any(page.codes for page in each[:-1])


@pytest.mark.parametrize(
    ("made", "count"),
    [
        (liquid_three_phases, 3),
        (weekly_steps, 3),
        (long_names, 2),
        (capsules_twice_daily, 2),
        (lambda: many_phases(9), 3),
    ],
)
def test_so_many_labels_are_needed(made, count):
    assert len(label_pages(made())) == count


def test_directions_that_go_on_say_from_which_day():
    pages = label_pages(weekly_steps())
    assert "Then see the next label, from 6 Dec." in words(pages[0])
    assert "13 to 19 Dec" in words(pages[1])
    assert "Take by mouth at bedtime:" in words(pages[1])


def test_phases_stand_in_order_and_none_is_lost_over_the_labels():
    text = " ".join(words(page) for page in label_pages(many_phases(9)))
    found = [text.index(dose) for dose in ("(1 mg)", "(1.25 mg)", "(2 mg)", "(2.75 mg)", "(3 mg)")]
    assert found == sorted(found)


def test_the_syringes_size_never_stands_before_a_dose():
    text = words(label_pages(nightly())[0])
    dose = "4.5 mL (4.5 mg): fill to 3 mL and take it, then fill to 1.5 mL and take it"
    assert text.index(dose) < text.index("Use the oral 3 mL syringe we gave you.")


def test_a_later_first_dose_is_said_in_bold():
    page = label_pages(between_marks())[0]
    line = next(line for line in page.lines if "Do not start before" in plain(line.runs))
    assert plain(line.runs).replace("\u00a0", " ") == "Do not start before 28 Nov 2026"
    assert line.runs[0].bold
    assert line.size >= 11


def test_a_part_fill_says_so():
    text = " ".join(words(page) for page in label_pages(liquid_three_phases()))
    assert "Part fill: days 1 to 35 of 56, next part starts day 36 (27 Dec 2026)" in text


def test_a_suspension_is_to_be_shaken_before_the_first_direction():
    text = " ".join(words(page) for page in label_pages(tablets()))
    first = words(label_pages(tablets())[0])
    assert first.index("Shake the bottle well before each dose.") < first.index("Take 3 mL (3 mg)")
    assert "Oral suspension, 100 mL." in text
    assert "Shake" not in " ".join(words(page) for page in label_pages(nightly()))


def rows_of(pages):
    """What stands large under the drug's line, a text a baseline."""
    found = []
    for page in pages:
        lines = {}
        for line in page.lines:
            if line.size >= 11 and not line.white:
                lines.setdefault(round(line.baseline), []).append(plain(line.runs).replace("\u00a0", " "))
        found += [" ".join(texts) for _, texts in sorted(lines.items())]
    return found


def test_each_bottle_of_two_says_only_what_to_take_from_it():
    three, half = (" ".join(rows_of(pages)) for pages in sets("two strengths"))
    assert "From this bottle, by mouth at bedtime: 22 to 28 Nov none 29 Nov to 5 Dec 1 capsule (3 mg)" in three
    assert "6 Dec to 2 Jan 1 capsule and 1 from the 0.5 mg bottle (3.5 mg in all)" in three
    assert "22 to 28 Nov 1 capsule (0.5 mg) 29 Nov to 5 Dec none" in half
    assert "6 Dec to 2 Jan 1 capsule and 1 from the 3 mg bottle (3.5 mg in all)" in half
    for text, other in ((three, "0.5 mg"), (half, "3 mg")):
        assert text.replace("naltrexone hydrochloride", "").count(f"{other} bottle") == 1
        assert not re.search(r"capsules? of ", text)


def test_spanish_bottles_of_two_strengths_say_the_same():
    three, half = (" ".join(rows_of(pages)) for pages in sets("two strengths in Spanish"))
    assert "De este frasco, por la boca al acostarse: 22 al 28 nov ninguna" in three
    assert "1 cápsula y 1 del frasco de 0.5 mg (3.5 mg en total)" in three
    assert "22 al 28 nov 1 cápsula (0.5 mg)" in half
    assert "ninguna" in half


@pytest.mark.parametrize("name", ["two strengths", "two strengths in Spanish"])
def test_bottles_of_two_strengths_differ_in_strength_lot_and_code(name):
    for pages, strength, lot in zip(sets(name), ("3 mg", "0.5 mg"), ("-A", "-B"), strict=True):
        for page in pages:
            large = [line for line in page.lines if line.white and line.size >= 15]
            assert [plain(line.runs).replace("\u00a0", " ") for line in large] == [strength]
            assert f"{DISPENSINGS[name].result['plan']['lot']}{lot}" in words(page)
        assert {code.text.split("|")[1] for code in pages[-1].codes} == {f"{DISPENSINGS[name].result['plan']['lot']}{lot}"}


def test_days_without_a_capsule_from_a_bottle_are_one_row():
    regimen = [(7, [("0.5 mg", "bedtime")]), (7, [("1 mg", "bedtime")]), (7, [("1.5 mg", "bedtime")]), (7, [("2 mg", "bedtime")])]
    parts = {"0.5 mg": {"0.5 mg": 1, "1 mg": 2, "2 mg": 1}, "1.5 mg": {"1.5 mg": 1, "2 mg": 1}}
    made = capsules(regimen, parts, number="240141")
    text = " ".join(rows_of(label_pages(made, "capsules 1.5 mg")))
    assert "22 Nov to 5 Dec none 6 to 12 Dec 1 capsule (1.5 mg)" in text
    assert "13 to 19 Dec 1 capsule and 1 from the 0.5 mg bottle (2 mg in all)" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_label_of_a_set_has_its_lot(name):
    lots = [f"{DISPENSINGS[name].result['plan']['lot']}{letter}" for letter in ("-A", "-B")]
    for pages, own in zip(sets(name), lots, strict=False):
        lot = own if len(DISPENSINGS[name].result["plan"]["products"]) > 1 else DISPENSINGS[name].result["plan"]["lot"]
        assert all(lot in words(page) for page in pages)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "long names"])  # their header and name leave no room
def test_what_opioids_are_is_said_in_both_languages(name):
    more = "medicinas fuertes para el dolor o la tos" if DISPENSINGS[name].language == "es" else "strong pain or cough medicines"
    for pages in sets(name):
        line = next(line for line in pages[0].lines if plain(line.runs) == more)
        assert line.runs[0].bold
        assert line.size >= 7.5


def test_a_later_fill_starts_after_the_bottle_before_it():
    made = nightly(first_dose_on="2026-11-25")
    later = replace(made, request=replace(made.request, fill=replace(made.request.fill, number=2, from_day=31)))
    assert "Start on 25 Nov 2026, after the bottle of fill 1 is finished." in words(label_pages(later)[0])
    assert "Do not start before 25 Nov 2026" in words(label_pages(made)[0])


def test_a_code_of_a_draft_or_practice_paper_never_reads_as_a_finals():
    texts = set()
    for made in (nightly(), replace(nightly(), draft=True), practice(nightly()), practice(nightly(), draft=True)):
        read = {text for page in read_codes(render_label(made), 203) for _, text in page}
        assert len(read) == 1
        texts |= read
    final = "240101|240101-1-261122-0930|2026-12-26"
    assert texts == {final, f"DRAFT|{final}", f"PRACTICE|{final}", f"PRACTICE|DRAFT|{final}"}


@given(
    fields=st.lists(st.text(alphabet="|%2570CAD-x", min_size=1, max_size=12), min_size=2, max_size=2),
    draft=st.booleans(),
    is_practice=st.booleans(),
)
def test_a_separator_inside_a_field_breaks_no_code(fields, draft, is_practice):
    number, lot = fields
    made = replace(nightly(), draft=draft, pharmacy=None if is_practice else DOVER)
    made = replace(made, request=replace(made.request, rx=replace(made.request.rx, number=number)))
    made = with_plan(made, lot=lot)
    *marks, first, second, date = code_text(made, "bottle 1").split("|")
    assert [unquote(first), unquote(second), date] == [number, lot, "2026-12-26"]
    assert marks == ["PRACTICE"] * is_practice + ["DRAFT"] * draft


def test_the_same_dispensing_gives_the_same_bytes():
    assert render_label(long_names()) == render_label(long_names())


def test_without_a_pharmacy_the_label_is_for_practice_and_its_layout_does_not_move():
    pages = read_pages(render_label(practice(nightly())))
    for page in pages:
        assert page.size == (288, 162)
        assert "PRACTICE - NOT FOR DISPENSING" in page.text
    assert "[Name, address and phone of the pharmacy]" in pages[0].text
    draft = replace(nightly(), draft=True)
    assert "DRAFT - NOT FOR DISPENSING" in read_pages(render_label(draft))[-1].text
    assert [page.lines for page in label_pages(draft)] == [page.lines for page in label_pages(nightly())]


def test_a_spanish_draft_says_so_in_both_languages():
    text = read_pages(render_label(practice(long_names(), draft=True)))[0].text
    assert "DRAFT AND PRACTICE - NOT FOR DISPENSING" in text
    assert "BORRADOR Y PRÁCTICA - NO ENTREGAR" in text


def test_a_finished_label_has_no_banner():
    pages = read_pages(render_label(nightly()))
    assert [page.size for page in pages] == [(288, 144)] * 2
    text = "".join(page.text for page in pages)
    assert "DRAFT" not in text
    assert "PRACTICE" not in text


def test_the_file_names_no_patient_and_embeds_its_only_fonts():
    pdf = render_label(nightly())
    assert "Okafor" not in str(information(pdf))
    assert {char["fontname"] for page in read_pages(pdf) for char in page.chars} == {"LiberationSans", "LiberationSans-Bold"}
    assert b"Helvetica" not in pdf
    assert re.search(rb"/PrintScaling ?/None", pdf)
    assert re.search(rb"/Lang\s*\(", pdf)


def test_a_name_in_letters_that_cannot_be_printed_is_refused_by_name():
    made = nightly()
    patient = replace(made.request.rx.patient, name="田中 Hanako")
    with pytest.raises(MissingGlyph, match="田中 Hanako"):
        render_label(replace(made, request=replace(made.request, rx=replace(made.request.rx, patient=patient))))


def test_directions_that_fit_no_labels_of_a_stock_are_refused_as_such():
    times = ("morning", "evening", "bedtime")
    regimen = [(2, [("1 mg", times[index % 3]), ("1.5 mg", times[(index + 1) % 3])]) for index in range(12)]
    with pytest.raises(PaperError, match="or the directions of 12 phases not on 3 labels") as found:
        render_label(replace(liquid(regimen, 24), choices=PaperChoices(stock="dymo-99012")))
    assert "use a larger stock: " in str(found.value)
    assert "fewer" not in str(found.value)


def test_only_the_syringes_go_on_where_only_they_have_no_room():
    pages = label_pages(replace(weekly_steps(), choices=PaperChoices(stock="roll-3x2")))
    assert "For the syringes see the next label." in words(pages[1])
    assert "Oral syringes: 1 mL syringe for 1 mL (1 mg) or less, 3 mL syringe for more." in words(pages[2])


def test_a_long_pharmacy_name_takes_lines_of_its_own():
    name = "The Very Old and Very Long Compounding Pharmacy of Dover and Kent County"
    first = words(label_pages(replace(nightly(), pharmacy=replace(DOVER, name=name)))[0])
    assert all(word in first for word in name.split())
    assert DOVER.phone in first


def test_what_it_is_for_is_said_only_when_wanted_and_is_the_first_to_leave_the_first_label():
    made = capsules_twice_daily()
    assert not any("For:" in words(page) or "Para:" in words(page) for page in label_pages(made))
    made = replace(made, language=type(made.language)("en"), choices=PaperChoices(purpose=True))
    first = label_pages(made)[0]
    (line,) = [line for line in first.lines if "For: Fibromyalgia" in plain(line.runs)]
    assert max(each.baseline for each in first.lines if each.size >= 11 and not each.white) < line.baseline
    assert line.size < 11
    before = label_pages(replace(nightly(), choices=PaperChoices()))
    after = label_pages(replace(nightly(), choices=PaperChoices(purpose=True)))
    assert len(after) == len(before)
    assert words(after[0]) == words(before[0])
    assert "For: Fibromyalgia" in words(after[1])


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stock", ["roll-4x2", "brother-dk-11202", "zebra-4x6", "roll-3x2"])
def test_the_opioid_bar_is_read_on_a_printer_of_203_dots_an_inch_that_knows_no_grey(stock, language):
    """White strokes on black of one dot break up on a copy: regular type of 7.5 points has one in ten of them."""
    made = replace(tablets(), language=language, choices=PaperChoices(stock=stock))
    first, dot = label_pages(made)[0], 203 / 72
    page = PdfDocument(render_label(made))[0]
    white = np.asarray(page.render(scale=dot, grayscale=True).to_pil().convert("L")) >= 128
    words = {"en": "strong pain or cough medicines", "es": "medicinas fuertes para el dolor o la tos"}[language]
    (explained,) = [line for line in first.lines if plain(line.runs) == words]
    boxes = [box for box in first.boxes if not box.border and box.top < explained.baseline < box.top + box.height]
    for box in boxes:
        rows = slice(int(box.top * dot) + 2, int((box.top + box.height) * dot) - 2)
        bar = white[rows, int(box.x * dot) + 3 : int((box.x + box.width) * dot) - 3]
        edges = np.diff(np.pad(bar.astype(int), ((0, 0), (1, 1))), axis=1)
        strokes = np.nonzero(edges == -1)[1] - np.nonzero(edges == 1)[1]
        assert len(strokes) > 500
        assert (strokes == 1).mean() < 0.05
        assert np.median(strokes) >= 3
        assert 0.12 < bar.mean() < 0.3
    assert len(boxes) == 1
