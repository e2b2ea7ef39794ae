"""A name in its own script: joined, ordered and told as what it is; refused where it cannot be drawn right."""

import re
import subprocess
import sys
import zlib
from io import BytesIO

import pypdfium2
import pytest

from ldn_calc.documents.drawing import own_script
from ldn_calc.documents.drawing.fonts import open_canvas
from ldn_calc.documents.drawing.own_script import draw_shaped, drawable, face_of, shaped
from ldn_calc.documents.values.errors import MissingGlyph

NAMES = ["דוד כהן", "محمد عبد الله", "สมชาย ใจดี", "Արմեն Սարգսյան", "周美玲", "張志強", "佐藤 ゆり", "김민수"]


def drawn(*names):
    """A page with a name a line, and what its canvas remembers."""
    buffer = BytesIO()
    canvas = open_canvas(buffer, (300, 300), "Label", "en")
    for number, name in enumerate(names):
        draw_shaped(canvas, shaped(name), 20, 270 - 30 * number, 12)
    canvas.save()
    return buffer.getvalue(), canvas.drawn


def test_letters_that_run_from_right_to_left_stand_so_and_arabic_ones_are_joined():
    first = [glyph.letters for glyph in shaped("דוד כהן").glyphs]
    assert first == list(reversed("דוד כהן"))
    joined, alone = shaped("مح").glyphs, [shaped(letter).glyphs[0].glyph for letter in "حم"]
    assert [glyph.letters for glyph in joined] == ["ح", "م"]
    assert not {glyph.glyph for glyph in joined} & set(alone)


def test_a_mark_stands_over_its_letter_and_moves_nothing():
    assert shaped("ดี").width == pytest.approx(shaped("ด").width)
    assert [glyph.letters for glyph in shaped("ดี").glyphs] == ["ดี", "\u200b"]


def test_a_name_may_need_several_faces_and_a_dot_or_a_hyphen_between_its_parts():
    found = shaped("婷·佐藤-強")
    assert "".join(glyph.letters for glyph in found.glyphs) == "婷·佐藤-強"
    assert len({glyph.face for glyph in found.glyphs}) >= 2


def test_no_paper_of_a_latin_name_waits_for_the_shaper():
    """ReportLab would load it with every paper where it is installed."""
    code = "import sys, ldn_calc.documents.label.render; sys.exit(sys.modules.get('uharfbuzz') is not None)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_page_says_every_name_as_it_is_and_its_bytes_come_again():
    pdf, remembered = drawn(*NAMES)
    assert pdf == drawn(*NAMES)[0]
    assert [each.text for each in remembered] == NAMES
    assert all(each.end - each.x == pytest.approx(shaped(each.text).width * 12) for each in remembered)
    for name in NAMES:
        assert ("\ufeff" + name).encode("utf-16-be").hex().upper().encode() in _streams(pdf)
    read = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    for name in NAMES[3:]:
        assert name in read
    assert len(pdf) < 60_000


def _streams(pdf):
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    assert len(list(page.get_objects())) >= sum(len(shaped(name).glyphs) - name.count(" ") for name in NAMES)

    return b"".join(zlib.decompress(found) for found in re.findall(rb"stream\r?\n(x.*?)endstream", pdf, re.DOTALL))


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("دود12", "1"),
        ("דוד Ruth", "R"),
        ("\u05b4דוד", "\u05b4"),
        ("周\u202e美", "\u202e"),
        ("देव", "द"),
        ("周美𠀀", "𠀀"),
        ("דוד周", "周"),
        ("김 дарья", "д"),
    ],
)
def test_what_cannot_be_drawn_right_is_refused_by_name(name, character):
    with pytest.raises(MissingGlyph) as found:
        drawable(name)
    assert found.value.character == character


def test_a_face_is_loaded_only_for_a_name_that_needs_it():
    assert (face_of("Ruth Okafor"), face_of("Наталия"), face_of("(周)")) == ("", "", "chinese-often")
    before = own_script._font.cache_info().currsize
    assert [drawable(name) for name in ("Ruth Okafor", "Наталия Кузнецова", "Ελένη")] == [
        "Ruth Okafor",
        "Наталия Кузнецова",
        "Ελένη",
    ]
    assert own_script._font.cache_info().currsize == before
