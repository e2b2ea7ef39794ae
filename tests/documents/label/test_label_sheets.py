"""Labels on sheets: the grid, the first free label, the next sheet, drafts that stay drafts when peeled off, and stickers."""

from dataclasses import replace

import pytest
import zxingcpp
from documents_support import capsules_twice_daily, long_names, nightly, practice, spanish, tablets, weekly_steps
from pdf_pages import read_pages
from PIL import Image

from ldn_calc.documents.drawing.typeset import line_width
from ldn_calc.documents.label import auxiliary
from ldn_calc.documents.label.auxiliary import auxiliaries, small_print, warnings_needed
from ldn_calc.documents.label.render import label_pages, render_label
from ldn_calc.documents.label.stickers import sticker_pages
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.stock import label_stocks, stock_of
from ldn_calc.documents.words.runs import plain
from ldn_calc.order.prescription import Form, Language
from ldn_calc.printing.pages import open_pages


def on(made, stock, **choices):
    return replace(made, choices=PaperChoices(stock=stock, **choices))


def places(made):
    """Of every page its size, and the corner of each label that has the patient's name as its first large line."""
    return [
        (tuple(map(round, page.size)), [word for word in page.words if word["text"] == "302-555-0142"])
        for page in read_pages(render_label(made))
    ]


def test_a_set_begins_at_the_first_free_label_and_goes_on_over_the_next_sheet():
    (first_size, first), (second_size, second) = places(on(weekly_steps(), "avery-5163", start=9))
    assert first_size == second_size == (612, 792)
    assert len(first) == 2
    assert len(second) == 1
    grid = stock_of("avery-5163").grid
    for word, number in zip([*first, *second], (9, 10, 1), strict=True):
        left, top = grid.corner(number)
        assert left < word["x0"] < left + 288
        assert top < word["top"] < top + 144


def test_every_label_of_a_sheet_lies_where_the_grid_has_it():
    made = on(nightly(), "avery-5163", start=2)
    pages = label_pages(made)
    ((size, found),) = places(made)
    assert size == (612, 792)
    assert len(found) == len(pages)
    grid = stock_of("avery-5163").grid
    corners = [grid.corner(2 + index) for index in range(len(pages))]
    for word in found:
        assert any(left < word["x0"] < word["x1"] < left + 288 and top < word["top"] < top + 144 for left, top in corners)


def test_a_sheet_of_the_l7163_is_a4():
    assert places(on(nightly(), "avery-l7163"))[0][0] == (595, 842)


def test_a_code_on_a_sheet_reads_back_from_a_finished_and_from_a_draft_label():
    made = on(nightly(), "avery-5163")
    final = f"240101|{made.result['plan']['lot']}|{made.result['plan']['beyond_use']['date']}"
    for each, expected in ((made, final), (replace(made, draft=True), f"DRAFT|{final}")):
        with open_pages(render_label(each)) as pages:
            dots = pages.render(0, 300 / 72)
            picture = Image.frombuffer("RGB", (dots.width, dots.height), bytes(dots.buffer), "raw", "BGRX", dots.stride, 1)
        assert {code.text for code in zxingcpp.read_barcodes(picture)} == {expected}


def test_a_draft_on_a_sheet_says_so_in_both_margins_and_behind_every_label():
    draft = replace(on(nightly(), "avery-5163"), draft=True)
    labels = len(label_pages(draft))
    (page,) = read_pages(render_label(draft))
    banners = page.search(r"DRAFT - NOT FOR DISPENSING")
    assert [banner["bottom"] < 36 or banner["top"] > 792 - 36 for banner in banners] == [True, True]
    grey = [char for char in page.chars if 0.8 < char["colour"][0] / 255 < 0.95]
    assert "".join(char["text"] for char in grey).replace(" ", "") == "DRAFTNOTFORDISPENSING" * labels
    assert [page.lines for page in label_pages(draft)] == [page.lines for page in label_pages(on(nightly(), "avery-5163"))]


def test_a_finished_sheet_has_no_word_of_a_draft():
    text = read_pages(render_label(on(nightly(), "avery-5163")))[0].text
    assert "DRAFT" not in text
    assert "DISPENSING" not in text


def test_a_spanish_practice_sheet_is_peeled_off_in_spanish():
    made = on(practice(tablets()), "avery-5163")
    text = read_pages(render_label(replace(made, language=Language.SPANISH)))[0].text
    assert text.count("NO ENTREGAR") >= 3


@pytest.mark.parametrize("stock", ["roll-3x2", "zebra-4x6"])
def test_a_draft_on_a_roll_is_higher_by_its_banner(stock):
    of = stock_of(stock)
    for page in read_pages(render_label(replace(on(nightly(), stock), draft=True))):
        assert page.size == pytest.approx((of.width, of.height + 18), abs=0.01)
        assert "DRAFT - NOT FOR DISPENSING" in page.text


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (nightly, {"opioids", "mouth", "refrigerate", "light", "children"}),
        (tablets, {"opioids", "mouth", "shake", "refrigerate", "light", "children"}),
        (capsules_twice_daily, {"opioids", "light", "children"}),
    ],
)
def test_warnings_follow_from_the_plan(made, expected):
    assert warnings_needed(made().plan) == expected


def test_a_liquid_kept_at_room_temperature_has_no_refrigerator_on_it():
    plan = nightly().plan
    assert "refrigerate" not in warnings_needed(replace(plan, beyond_use=replace(plan.beyond_use, storage="room")))


def test_label_and_stickers_give_the_same_warnings():
    for made in (nightly(), tablets(), capsules_twice_daily()):
        text = " ".join(plain(line.runs) for page in label_pages(made) for line in page.lines).replace("\u00a0", " ")
        stuck = {each.key: each.words for each in auxiliaries(made.plan, Language.ENGLISH)}
        assert ("Shake the bottle well" in text) == ("shake" in stuck)
        assert ("in the refrigerator" in text) == ("refrigerate" in stuck)
        assert ("Use the oral 3 mL syringe" in text) == ("mouth" in stuck)
        for key in ("opioids", "light", *small_print(made.plan)):
            assert stuck[key] in text


def test_a_warning_of_the_small_print_needs_no_more_than_its_rule_and_its_words(monkeypatch):
    def said(made):
        text = " ".join(plain(line.runs) for page in label_pages(made) for line in page.lines)
        return text.replace("\u00a0", " ").count("Protect from light.")

    assert said(nightly()) == said(capsules_twice_daily()) == 1
    rule = auxiliary._Rule("light", lambda plan: plan.form is Form.LIQUID, about_taking=False, in_small_print=True)
    monkeypatch.setattr(auxiliary, "_RULES", (*auxiliary._RULES, rule))
    assert (said(nightly()), said(capsules_twice_daily())) == (2, 1)


@pytest.mark.parametrize("stock", [stock.key for stock in label_stocks()])
def test_every_sticker_fits_its_band_on_every_stock(stock):
    of = stock_of(stock)
    for made in (tablets(), spanish(tablets()), long_names()):
        pages = sticker_pages(made, of)
        warnings = auxiliaries(made.plan, made.language)
        boxes = [box for page in pages for box in page.boxes]
        assert len(boxes) == len(warnings)
        assert [box.border == 0 for box in boxes] == [warning.about_taking for warning in warnings]
        text = " ".join(plain(line.runs) for page in pages for line in page.lines).replace("\u00a0", " ")
        assert all(warning.words in text and warning.english in text for warning in warnings)
        for page in pages:
            for box in page.boxes:
                assert box.width >= 107
                assert box.x >= of.edge_x
                assert box.x + box.width <= of.width - of.edge_x + 0.01
                assert box.top + box.height <= of.height - of.edge_y + 0.01
            for line in page.lines:
                half = line_width(line.runs, line.size) / 2
                assert any(
                    box.x < line.x - half < line.x + half < box.x + box.width
                    and box.top < line.baseline - 0.72 * line.size < line.baseline + 0.2 * line.size < box.top + box.height
                    for box in page.boxes
                )


def test_stickers_come_after_the_labels_and_only_when_asked_for():
    def texts(**choices):
        return [page.text for page in read_pages(render_label(on(tablets(), "roll-4x2", **choices)))]

    plain_set, with_stickers = texts(), texts(stickers=True)
    assert with_stickers[:-1] == plain_set
    assert "Do not take with" in with_stickers[-1]
    assert tablets().request.rx.patient.name not in with_stickers[-1]


@pytest.mark.parametrize("stock", ["zebra-4x6", "avery-5163", "roll-3x2"])
def test_the_record_has_copies_of_the_labels_on_the_chosen_stock(stock):
    made = on(nightly(), stock)
    scaled = 0.92 * stock_of(stock).width
    pages = read_pages(render_worksheet(made))
    frames = [rect for page in pages for rect in page.rects if rect["width"] == pytest.approx(scaled, abs=0.7)]
    text = " ".join(page.text for page in pages)
    assert len(frames) >= len(label_pages(made))
    assert "Do not take with opioids" in text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stock", ["roll-4x2", "dymo-30256", "zebra-4x6", "avery-l7163"])
def test_all_bands_have_one_size_so_that_the_opioid_warning_is_never_the_smallest(stock, language):
    for made in (tablets(), nightly(), capsules_twice_daily()):
        pages = sticker_pages(replace(made, language=language), stock_of(stock))
        sizes = {line.size for page in pages for line in page.lines if line.runs[0].bold}
        assert len(sizes) == 1
        assert min(sizes) >= 8
