"""The label on every stock: content over the set, sizes, the printable area, and what small stock refuses."""

import re
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pytest
from documents_support import (
    capsule_titration,
    capsules_twice_daily,
    liquid,
    liquid_three_phases,
    long_names,
    many_phases,
    nightly,
    spanish,
    tablets,
    weekly_steps,
    with_plan,
)
from pdf_pages import read_pages

from ldn_calc.documents.drawing.label_page import LEADING
from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label import layout
from ldn_calc.documents.label.content import label_contents
from ldn_calc.documents.label.frame import frame_of
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.errors import DoesNotFit, MissingGlyph, PaperError
from ldn_calc.documents.values.stock import label_stocks, stock_of
from ldn_calc.documents.words.runs import plain

MADE = {
    "nightly": nightly(),
    "three phases": liquid_three_phases(),
    "weekly steps": weekly_steps(),
    "long names": long_names(),
    "capsules": capsules_twice_daily(),
    "titration": capsule_titration(),
    "tablets": tablets(),
}
STOCKS = [stock.key for stock in label_stocks()]
SMALL = {"roll-2.25x1.25", "dymo-30252", "avery-5160", "dymo-99012", "brother-dk-11208", "avery-l7163", "roll-3x2"}
"""Stock that need not take every fill: it may refuse by name."""


@pytest.fixture(scope="module", autouse=True)
def _fitted_once():
    """Words that were set on a stock are not set on it again: a refusal tries every larger stock, and so do these tests."""
    fit, known = layout.first_fit, {}

    def once(content, stock):
        asked = repr(content), stock.key
        if asked not in known:
            known[asked] = fit(content, stock)
        return known[asked]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "first_fit", once)
        yield


def on(made, stock, **choices):
    return replace(made, choices=PaperChoices(stock=stock, **choices))


@cache
def pages_of(name, stock, language):
    """The fill and its labels, or in their place the words in which the stock refuses it."""
    made = on(MADE[name] if language == "en" else spanish(MADE[name]), stock)
    if language == "en":
        made = replace(made, language=type(made.language)("en"))
    try:
        return made, label_pages(made)
    except PaperError as error:
        return made, str(error)


@cache
def sets_on(stock):
    """The fill and labels of every fill that the stock takes, and what it says of those it refuses."""
    taken, refused = [], {}
    for name in MADE:
        for language in ("en", "es"):
            made, pages = pages_of(name, stock, language)
            if isinstance(pages, str):
                refused[name, language] = pages
            else:
                taken.append((made, pages))
    return taken, refused


def area(key):
    return stock_of(key).width * stock_of(key).height


@pytest.fixture(params=STOCKS)
def stock(request):
    return request.param


@pytest.fixture
def taken(stock):
    return sets_on(stock)[0]


def words(page):
    """A label's text in the order in which it was set."""
    return " ".join(plain(line.runs) for line in page.lines).replace("\u00a0", " ")


def test_only_small_stock_refuses_and_says_which_has_room(stock):
    refused = sets_on(stock)[1]
    assert not refused or stock in SMALL
    for (name, language), message in refused.items():
        advised = re.findall(r"(?:: |, | or )(\S+) \(", message.partition("use a larger stock")[2])
        takes = {each for each in STOCKS if not isinstance(pages_of(name, each, language)[1], str)}
        assert advised, message
        assert len(advised) == len(set(advised))
        assert set(advised) == {each for each in takes if area(each) > area(stock)}


@pytest.mark.parametrize("stock", ["roll-3x2", "brother-dk-11208", "avery-l7163"])
def test_smaller_stock_takes_simple_fills(stock):
    for name, language in (("nightly", "en"), ("tablets", "en"), ("tablets", "es"), ("capsules", "es")):
        assert (name, language) not in sets_on(stock)[1]


def test_every_first_label_has_the_first_direction_the_warning_and_the_shaking(taken):
    for made, pages in taken:
        es = made.language == "es"
        first = words(pages[0])
        dose = made.result["plan"]["doses"][0]
        assert ("No tome con opioides" if es else "Do not take with opioids") in first
        assert f"({dose['prescribed']}" in first
        assert dose.get("volume", "") in first
        if made.request.rx.number == "240105":
            shake = "Agite bien el frasco antes de cada dosis." if es else "Shake the bottle well before each dose."
            assert first.index(shake) < first.index(f"({dose['prescribed']}")
        assert made.result["plan"]["lot"] in first


def test_a_stock_that_holds_no_first_direction_is_refused_and_no_fewer_phases_are_asked_for():
    for stock in ("roll-2.25x1.25", "dymo-30252", "avery-5160"):
        message = sets_on(stock)[1]["nightly", "en"]
        assert message.startswith("the patient, the drug with its strength, the first direction and the opioid warning do not fit")
        assert "fewer phases" not in message


def test_every_label_names_patient_drug_strength_number_and_phone(taken):
    for made, pages in taken:
        strength = next(iter(made.result["plan"]["products"].values()))["strength"].replace(
            "/", " por " if made.language == "es" else " per "
        )
        for page in pages:
            text = words(page)
            for due in (
                made.request.rx.patient.name,
                "naltrexone hydrochloride",
                strength,
                f"Rx {made.request.rx.number}",
                made.pharmacy.phone,
            ):
                assert due in text.replace(" • ", " "), due


def test_a_set_says_everything_and_cuts_nothing(taken):
    for made, pages in taken:
        es = made.language == "es"
        due = [
            made.pharmacy.name,
            made.pharmacy.address,
            "Surtido 22 nov 2026" if es else "Filled 22 Nov 2026",
            made.request.rx.prescriber.name,
            made.result["plan"]["lot"],
            next(iter(made.result["plan"]["products"].values()))["amount"].split()[0],
            "Proteja de la luz" if es else "Protect from light",
            "°F)",
            "Preparado (compounded)" if es else "Compounded by this pharmacy",
            "No tome con opioides" if es else "Do not take with opioids",
            "No use después del" if es else "Do not use after",
            "Manténgalo lejos de los niños" if es else "Keep away from children",
            "Resurtidos" if es else "Refills",
            "RPh",
            "por la boca" if es else "by mouth",
            "Agite bien" if es and made.request.rx.number == "240105" else "",
            "jeringa" if es and made.result["plan"]["form"] == "liquid" else "",
            "English: " if es else "",
        ]
        text = re.sub(r"\s+", " ", " ".join(words(page) for page in pages))
        for phrase in due:
            assert phrase in text, phrase
        for dose in made.result["plan"]["doses"]:
            assert dose["prescribed"] in text
            assert dose.get("volume", "") in text
            for draw in dose.get("draws", []):
                assert draw["volume"] in text


def test_directions_are_never_under_11_points_and_nothing_under_6(taken):
    for made, pages in taken:
        assert all(line.size >= 6 for page in pages for line in page.lines)
        large = " ".join(words(replace(page, lines=tuple(line for line in page.lines if line.size >= 11))) for page in pages)
        for dose in made.result["plan"]["doses"]:
            assert f"({dose['prescribed']}" in large
            assert dose.get("volume", "") in large
        first = words(replace(pages[0], lines=tuple(line for line in pages[0].lines if line.size >= 11)))
        assert made.request.rx.patient.name in first
        assert "naltrexone hydrochloride" in first


def test_nothing_leaves_the_printable_area_and_nothing_overlaps(stock, taken):
    of = stock_of(stock)
    for _, pages in taken:
        for page in pages:
            assert (page.width, page.height) == (of.width, of.height)
            texts = []
            for line in page.lines:
                width = line_width(line.runs, line.size)
                left = line.x - line.alignment * width
                texts.append((left, line.baseline - 0.72 * line.size, left + width, line.baseline + 0.2 * line.size, line))
            codes = [(code.x, code.top, code.x + code.side, code.top + code.side, code) for code in page.codes]
            boxes = [(box.x, box.top, box.x + box.width, box.top + box.height, box) for box in page.boxes]
            for left, top, right, bottom, what in (*texts, *codes, *boxes):
                assert left >= of.edge_x - 0.05, what
                assert top >= of.edge_y - 0.05, what
                assert right <= of.width - of.edge_x + 0.05, what
                assert bottom <= of.height - of.edge_y + 0.05, what
            for one, other in combinations((*texts, *codes), 2):
                assert _apart(one, other), (one[4], other[4])
            for one in boxes:
                for other in texts:
                    inside = other[0] >= one[0] and other[2] <= one[2] and other[1] >= one[1] and other[3] <= one[3] + 0.1
                    assert inside or _apart(one, other), (one[4], other[4])


def _apart(one, other):
    return one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1 or one[3] <= other[1] + 0.1 or other[3] <= one[1] + 0.1


def test_no_line_ends_inside_the_drugs_name(taken):
    for _, pages in taken:
        for page in pages:
            for line in page.lines:
                text = plain(line.runs).replace("\u00a0", " ")
                assert text.count("naltrexone") == text.count("naltrexone hydrochloride"), text


def test_the_last_label_alone_has_the_code(taken):
    for _, pages in taken:
        assert not any(page.codes for page in pages[:-1])
        assert len(pages[-1].codes) == 1


@pytest.mark.parametrize(("name", "stock"), [("weekly steps", "roll-3x2"), ("three phases", "avery-l7163")])
def test_phases_keep_their_order_over_small_labels(name, stock):
    made, pages = pages_of(name, stock, "en")
    text = " ".join(words(page) for page in pages)
    found = [text.index(f"({dose['prescribed']})") for dose in made.result["plan"]["doses"]]
    assert found == sorted(found)


def test_large_stock_takes_everything_on_one_large_label():
    for name in MADE:
        pages = pages_of(name, "zebra-4x6", "en")[1]
        assert len(pages) == 1
        lowest = max(line.baseline for line in pages[0].lines)
        assert lowest > 0.8 * stock_of("zebra-4x6").height
        assert min(line.size for line in pages[0].lines) >= 8
    assert max(line.size for line in pages_of("nightly", "zebra-4x6", "en")[1][0].lines) >= 16


def test_the_4_by_2_sheet_prints_the_labels_of_the_4_by_2_roll():
    assert label_pages(on(nightly(), "avery-5163")) == label_pages(nightly())


def test_a_fill_too_long_for_small_labels_is_refused_with_a_stock_that_takes_it():
    with pytest.raises(
        PaperError, match=r"or the directions of 12 phases not on 3 labels, of 2\.25 x 1\.25 inch; use a larger stock: "
    ):
        label_pages(on(many_phases(12), "roll-2.25x1.25"))
    with pytest.raises(PaperError, match="use a larger stock: roll-3x2"):
        label_pages(on(weekly_steps(), "avery-5160"))


def test_no_set_has_more_than_three_labels_and_one_that_a_label_holds_has_one(taken, stock):
    assert all(len(pages) <= 3 for _, pages in taken)
    if stock == "brother-dk-11202":
        assert [len(pages_of(name, stock, "en")[1]) for name in ("capsules", "titration", "tablets")] == [1, 1, 1]


def entered(made, **fields):
    """The fill with what a person typed in place of its own."""
    rx, pharmacy = made.request.rx, made.pharmacy
    rx = replace(
        rx, number=fields.get("number", rx.number), patient=replace(rx.patient, name=fields.get("patient", rx.patient.name))
    )
    rx = replace(rx, prescriber=replace(rx.prescriber, name=fields.get("prescriber", rx.prescriber.name)))
    pharmacy = replace(pharmacy, address=fields.get("address", pharmacy.address), name=fields.get("pharmacy", pharmacy.name))
    made = replace(made, request=replace(made.request, rx=rx), pharmacy=pharmacy)
    return with_plan(made, lot=f"{rx.number}-1-261122-0930")


LONG = {
    "number": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "patient": "Maria de los Angeles " * 6,
    "prescriber": "Prof. Dr. Featherstonehaugh " * 5,
    "address": "Calle Larga de la Paz 12345, " * 6,
    "pharmacy": "The Very Old Compounding Pharmacy " * 4,
}
NAMED = {
    "number": "the prescription number",
    "patient": "the patient's name",
}


def fits(made, stock):
    """Whether every container's labels find room; why not, and where there is room, is not asked."""
    return all(layout.first_fit(content, stock_of(stock)) for content in label_contents(made))


def lies_within(inner, outer):
    one, other = frame_of(stock_of(inner)), frame_of(stock_of(outer))
    return one.room <= other.room and one.bottom - one.top <= other.bottom - other.top


@pytest.mark.parametrize("field", LONG)
def test_a_larger_label_takes_all_that_a_smaller_takes(field):
    for made in (nightly(), spanish(liquid_three_phases())):
        long = entered(made, **{field: LONG[field].strip()})
        taken = {stock for stock in STOCKS if fits(long, stock)}
        for inner in taken:
            assert {outer for outer in STOCKS if lies_within(inner, outer)} <= taken, (field, inner)


@pytest.mark.parametrize(
    ("field", "stock"),
    [("patient", "roll-4x2"), ("patient", "brother-dk-11208"), ("number", "roll-4x2"), ("number", "zebra-4x6")],
)
def test_a_refusal_names_the_field_that_is_too_long(field, stock):
    text = LONG[field].strip() * 4
    with pytest.raises(DoesNotFit) as found:
        label_pages(on(entered(nightly(), **{field: text}), stock))
    assert str(found.value).startswith(f'{NAMED[field]} "{text[:20]}')
    assert "phases" not in str(found.value)


@pytest.mark.parametrize("stock", ["roll-4x2", "brother-dk-11208", "zebra-4x6"])
@pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "Наталия Кузнецова"])
def test_greek_and_cyrillic_names_print(name, stock):
    made = _named(tablets(), name)
    assert all(name in words(page) for page in label_pages(on(made, stock)))
    assert b"LiberationSans" in render_label(on(made, stock))


@pytest.mark.parametrize(
    ("own", "stock"),
    [
        ("周美玲", "roll-4x2"),
        ("מרים לוי", "roll-3x2"),
        ("محمد عبد الله", "dymo-30256"),
        ("สมชาย ใจดี", "zebra-4x6"),
        ("김민수", "brother-dk-11202"),
        ("Наталия Кузнецова", "avery-5163"),
    ],
)
def test_the_name_in_its_own_letters_stands_under_the_latin_one_on_the_first_label(own, stock):
    made = on(_named(tablets(), "Ruth Okafor", own), stock)
    first, *others = label_pages(made)
    assert not any(page.names for page in others)
    latin = next(line for line in first.lines if plain(line.runs) == "Ruth Okafor")
    drug = next(line for line in first.lines if "naltrexone" in plain(line.runs))
    if own[0] == "Н":
        (own_line,) = (line for line in first.lines if plain(line.runs) == own)
    else:
        (own_line,) = first.names
        assert own_line.x + own_line.width <= first.width
    assert latin.baseline < own_line.baseline < drug.baseline
    assert own_line.size >= 11
    page = read_pages(render_label(made))[0]
    assert "Ruth Okafor" in page.text


def test_a_name_that_keeps_a_stock_out_in_its_own_letters_may_be_left_out():
    made = on(_named(capsules_twice_daily(), "Mohammed Abdullah", "محمد عبد الله"), "brother-dk-11208")
    made = replace(made, language=type(made.language)("en"))
    with pytest.raises(DoesNotFit, match=r"the patient's name in its own letters .* leave it out, or use a larger stock: "):
        label_pages(made)


def test_an_ordinary_address_is_never_blamed_for_the_directions_of_many_phases():
    """Without the address the nine phases would fit; it is the directions that are wide."""
    made = entered(spanish(many_phases(9)), address="1250 North Washington Street, Suite 12, Dover, DE")
    with pytest.raises(PaperError, match=r"^the directions of 9 phases do not fit 3 labels of 4 x 2 inch; use a larger stock: "):
        label_pages(on(made, "roll-4x2"))


def test_a_name_too_long_for_every_stock_is_named_and_no_larger_stock_is_advised():
    made = entered(liquid_three_phases(), patient="x" * 60)
    for stock in STOCKS:
        with pytest.raises(PaperError, match=r"the patient's name .* shorten it") as refused:
            label_pages(on(made, stock))
        assert "larger" not in str(refused.value)


@pytest.mark.parametrize("stock", ["avery-5160", "zebra-4x6"])
def test_a_name_that_cannot_be_printed_is_refused_on_every_stock(stock):
    with pytest.raises(MissingGlyph, match="田中 Hanako"):
        label_pages(on(_named(nightly(), "田中 Hanako"), stock))


def _named(made, name, own=None):
    patient = replace(made.request.rx.patient, name=name, name_own_script=own)
    return replace(made, request=replace(made.request, rx=replace(made.request.rx, patient=patient)))


def test_leading_is_what_usp_asks_on_small_stock_too():
    for page in pages_of("weekly steps", "roll-3x2", "en")[1]:
        lines = sorted((line for line in page.lines if line.size >= 11 and not line.white), key=lambda line: line.baseline)
        for above, below in pairwise(lines):
            assert below.baseline == above.baseline or below.baseline - above.baseline >= LEADING * below.size - 0.01


def test_a_time_of_day_that_changes_from_phase_to_phase_stands_on_small_stock_too():
    made = liquid([(7, [("1.5 mg", "morning")]), (7, [("3 mg", "bedtime")])], 14)
    for stock in ("roll-3x2", "brother-dk-11208", "avery-l7163"):
        text = " ".join(words(page) for page in label_pages(on(made, stock)))
        assert text.index("1.5 mL (1.5 mg) in the morning") < text.index("3 mL (3 mg) at bedtime")


def test_no_line_ends_between_the_word_lot_and_the_lot(taken):
    for _, pages in taken:
        for line in (line for page in pages for line in page.lines):
            assert not plain(line.runs).endswith(("Lot", "Lote"))


def test_a_record_has_the_name_in_its_own_letters_on_its_copy_of_the_label():
    made = _named(tablets(), "Mei-Ling Zhou", "周美玲")
    assert "周美玲" in " ".join(page.text for page in read_pages(render_worksheet(made)))
