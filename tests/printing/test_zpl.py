"""ZPL: the picture that a printer is sent is, dot for dot, the page that the preview shows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import zxingcpp
from documents_support import DOVER, every_dispensing, nightly

from ldn_calc.documents.label.render import render_label
from ldn_calc.documents.single.ruler_page import render_ruler
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH
from ldn_calc.printing.zpl import _row, zpl_job

FIELD = rb"\^FO0,(\d+)\^GFA,(\d+),(\d+),(\d+),([G-Zg-z0-9A-F,!:]+)\^FS"
LABEL = re.compile(rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^LS0\^PON((?:" + re.sub(rb"\((?!\?)", b"(?:", FIELD) + rb")+)\^PQ1\^XZ\n")
MOST_BYTES_OF_A_FIELD = 99_999
REPEATS = {chr(ord("G") + index): index + 1 for index in range(19)} | {
    chr(ord("g") + index): 20 * (index + 1) for index in range(20)
}


def decoded(job):
    """Every label of a job as black dots, read as the printer's manual says; what is no label is an error."""
    assert b"".join(found.group() for found in LABEL.finditer(job)) == job
    return [label_of(int(found.group(1)), int(found.group(2)), found.group(3)) for found in LABEL.finditer(job)]


def label_of(width, height, fields):
    """The fields of a label one under the other, without a gap and without one dot more than the label has."""
    parts = []
    for top, total, again, row_bytes, data in re.findall(FIELD, fields):
        assert int(top) == sum(len(part) for part in parts)
        assert int(total) == int(again) <= MOST_BYTES_OF_A_FIELD
        parts.append(picture(int(total), int(row_bytes), data.decode()))
    dots = np.concatenate(parts)
    assert len(dots) == height
    assert not dots[:, width:].any(), "dots outside the label"
    return dots[:, :width]


def picture(total, row_bytes, data):
    rows, row, count = [], "", 0
    for letter in data:
        if letter in REPEATS:
            count += REPEATS[letter]
        elif letter == ":":
            assert not row
            rows.append(rows[-1])
        elif letter in ",!":
            assert len(row) % 2 == 0, "the manual asks for whole bytes before a comma"
            assert not count
            rows.append(row.ljust(2 * row_bytes, "0" if letter == "," else "F"))
            row = ""
        else:
            row += letter * (count or 1)
            count = 0
        if len(row) == 2 * row_bytes:
            rows.append(row)
            row = ""
    assert not row
    assert not count
    assert len(rows) * row_bytes == total
    bits = np.unpackbits(np.frombuffer(bytes.fromhex("".join(rows)), np.uint8)).reshape(len(rows), 8 * row_bytes)
    return bits.astype(bool)


def shown(pdf, number, resolution):
    """The page as the preview's renderer draws it, dark where it is nearer black than white."""
    with open_pages(pdf) as pages:
        dots = pages.render(number, DOTS_PER_INCH[resolution] / 72)
        colors = np.frombuffer(dots.buffer, np.uint8).reshape(dots.height, dots.stride)[:, : 4 * dots.width]
        blue, green, red = (colors[:, channel::4].astype(int) for channel in range(3))
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000 >> 16) < 128


@cache
def label(name):
    return render_label(every_dispensing()[name])


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
@pytest.mark.parametrize("name", ["three phases in Spanish", "two strengths"])
def test_what_is_sent_is_what_the_preview_shows(name, resolution):
    pdf = label(name)
    labels = decoded(zpl_job(pdf, resolution))
    with open_pages(pdf) as pages:
        assert len(labels) == pages.count
    for number, dots in enumerate(labels):
        assert np.array_equal(dots, shown(pdf, number, resolution))
        assert dots.mean() > 0.02


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_a_label_of_4_by_6_inch_is_several_fields_and_one_picture(resolution):
    pdf = render_ruler(288, 432)
    job = zpl_job(pdf, resolution)
    assert job.count(b"^GFA") == {203: 2, 300: 3, 600: 11}[resolution]
    assert np.array_equal(decoded(job)[0], shown(pdf, 0, resolution))


@pytest.mark.parametrize(
    ("row", "sent"),
    [
        ("F00000000000", "F0,"),
        ("FF0000000000", "FF,"),
        ("FFF000000000", "IF0,"),
        ("FFFFF0000000", "KF0,"),
        ("000000000000", ","),
        ("FFFFFFFFFFFF", "!"),
        ("0FFFFFFFFFFF", "0F!"),
        ("A" * 12, "RA"),
        ("5" + "A" * 431, "5zgQA"),
        ("12345678A0", "12345678A0"),
        ("AAB000BB", "AABI0BB"),
    ],
)
def test_rows_are_shortened_as_the_manual_shows(row, sent):
    assert _row(row) == sent


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_a_label_is_as_long_and_wide_as_its_stock(resolution):
    dots = decoded(zpl_job(label("nightly"), resolution))[0]
    height, width = dots.shape
    assert abs(width / DOTS_PER_INCH[resolution] - 4) * DOTS_PER_INCH[resolution] <= 1
    assert abs(height / DOTS_PER_INCH[resolution] - 2) * DOTS_PER_INCH[resolution] <= 1


@pytest.mark.parametrize("resolution", DOTS_PER_INCH)
def test_the_code_is_read_from_the_dots_that_are_sent(resolution):
    dots = decoded(zpl_job(label("nightly"), resolution))[-1]
    found = zxingcpp.read_barcodes(np.where(dots, 0, 255).astype(np.uint8), formats=zxingcpp.BarcodeFormat.DataMatrix)
    assert [code.text.split("|")[0] for code in found] == ["240101"]


def test_commands_in_a_name_are_shapes_and_no_commands():
    made = nightly()
    patient = replace(made.request.rx.patient, name="^XA~JR ^FS")
    hostile = replace(made, request=replace(made.request, rx=replace(made.request.rx, patient=patient)), pharmacy=DOVER)
    job = zpl_job(render_label(hostile), 203)
    assert decoded(job)
    assert b"~" not in job
    assert b"JR" not in re.sub(rb"\^GFA[^^]*", b"", job)


def test_copies_are_whole_sets_one_after_another():
    pdf = label("two strengths")
    assert zpl_job(pdf, 203, copies=3) == zpl_job(pdf, 203) * 3
