"""ZPL: the picture that a printer is sent is, dot for dot, the page that the preview shows."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
import zxingcpp
from documents_support import DOVER, every_dispensing, nightly

from ldn_calc.documents.label import render_label
from ldn_calc.printing.pages import open_pages
from ldn_calc.printing.resolutions import DOTS_PER_INCH
from ldn_calc.printing.zpl import zpl_job

LABEL = re.compile(rb"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^LS0\^PON\^FO0,0\^GFA,(\d+),(\d+),(\d+),([G-Zg-z0-9A-F,!:]+)\^FS\^PQ1\^XZ\n")
REPEATS = {chr(ord("G") + index): index + 1 for index in range(19)} | {
    chr(ord("g") + index): 20 * (index + 1) for index in range(20)
}


def decoded(job):
    """Every label of a job as black dots, read as the printer's manual says; what is no label is an error."""
    assert b"".join(found.group() for found in LABEL.finditer(job)) == job
    return [picture(*(int(number) for number in found.groups()[:5]), found.group(6).decode()) for found in LABEL.finditer(job)]


def picture(width, height, total, again, row_bytes, data):
    assert total == again == row_bytes * height
    rows, row, count = [], "", 0
    for letter in data:
        if letter in REPEATS:
            count += REPEATS[letter]
        elif letter == ":":
            assert not row
            rows.append(rows[-1])
        elif letter in ",!":
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
    assert len(rows) == height
    bits = np.unpackbits(np.frombuffer(bytes.fromhex("".join(rows)), np.uint8)).reshape(height, 8 * row_bytes)
    assert not bits[:, width:].any(), "dots outside the label"
    return bits[:, :width].astype(bool)


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
