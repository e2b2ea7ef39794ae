"""`ldn-calc print --stock --start --stickers`, and the request's containers, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pdf_pages import read_pages

from ldn_calc.cli import main

SAMPLE = next((Path(__file__).parents[1] / "prescriptions").glob("01-*.json"))


@pytest.fixture
def print_label(tmp_path, capsys):
    settings = tmp_path / "settings.toml"
    settings.write_text('[pharmacy]\nname = "Dover Compounding"\naddress = "1 Main Street, Dover"\nphone = "302-555-0142"\n')

    def run(*options, request=SAMPLE):
        copy = tmp_path / "copies" / request.name  # a final paper writes the lot into its request
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(request.read_bytes())
        out = tmp_path / "out"
        arguments = ["print", str(copy), "--out", str(out), "--only", "label", "--clock", "2026-11-22T09:30"]
        code = main([*arguments, "--settings", str(settings), *options])
        return code, capsys.readouterr().err, out / "label.pdf"

    return run


def texts(path):
    return [(tuple(map(round, page.size)), page.text) for page in read_pages(path.read_bytes())]


def test_a_stock_and_a_first_label_may_be_chosen(print_label):
    code, _, label = print_label("--stock", "avery-5163", "--start", "10")
    assert code == 0
    assert [size for size, _ in texts(label)] == [(612, 792)] * 2


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--stock", "avery-5161"], '"avery-5161" is no label stock. Choose one of roll-4x2, '),
        (["--stock", "avery-5160", "--start", "31"], "number 31: a sheet of Avery 5160 has labels 1 to 30"),
        (["--stock", "avery-5160", "--start", "0"], "number 0: a sheet of Avery 5160 has labels 1 to 30"),
        (["--start", "2"], "number 2: roll-4x2 is a roll, which always begins at label 1"),
    ],
)
def test_a_stock_or_first_label_there_is_not_is_exit_2(print_label, options, says):
    code, error, label = print_label(*options)
    assert code == 2
    assert says in error
    assert not label.exists()


def test_a_fill_that_its_stock_has_no_room_for_is_exit_1_and_says_which_has(print_label):
    long_names = next(SAMPLE.parent.glob("12-*.json"))
    code, error, label = print_label("--stock", "avery-5160", request=long_names)
    assert code == 1
    assert "use a larger stock: " in error
    assert not label.exists()


def test_stickers_are_a_further_label(print_label):
    plain = texts(print_label()[2])
    with_stickers = texts(print_label("--stickers")[2])
    assert with_stickers[:-1] == plain
    assert "Do not take with" in with_stickers[-1][1]


def test_what_it_is_for_stands_on_the_label_when_asked(print_label):
    assert "Fibromyalgia" not in texts(print_label()[2])[-1][1]
    assert "For: Fibromyalgia" in texts(print_label("--purpose")[2])[-1][1]


def test_containers_change_labels_and_nothing_that_is_planned_or_proved(print_label, tmp_path, capsys):
    document = json.loads(SAMPLE.read_text("utf-8"))
    document["preparation"]["containers"] = 2
    split = tmp_path / "split.json"
    split.write_text(json.dumps(document), "utf-8")
    results = []
    for request in (SAMPLE, split):
        assert main(["plan", str(request), "--json", "--clock", "2026-11-22T09:30"]) == 0
        result = json.loads(capsys.readouterr().out)
        results.append({key: result[key] for key in ("status", "plan", "proof", "working")})
    assert results[0] == results[1]
    pages = [text for _, text in texts(print_label(request=split)[2])]
    assert len(pages) == 2 * len(texts(print_label()[2]))
    assert "Bottle 2 of 2" in pages[-1]
