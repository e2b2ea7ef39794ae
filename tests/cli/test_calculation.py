"""A calculation on the command line: planned with exit code 0, printed as a worksheet alone, left out of a batch."""

from __future__ import annotations

import json

import pytest
from pdf_pages import read_pages

from ldn_calc.cli import main
from ldn_calc.printing.verify import read_codes

CLOCK = ["--clock", "2026-11-22T09:30"]
NOBODY = {"rx": {"form": "capsule", "regimen": [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]}}
TWO_STRENGTHS = {
    "rx": {
        "form": "capsule",
        "regimen": [
            {"days": 30, "take": [{"dose": dose, "when": "bedtime"}]} for dose in ("0.5 mg", "1 mg", "1.5 mg", "3 mg", "4.5 mg")
        ],
    }
}
SET_UP = '[pharmacy]\nname = "Hale Pharmacy"\naddress = "1 Main St, Dover"\nphone = "555-010-0199"\n'


@pytest.fixture
def file(tmp_path):
    def write(request: dict) -> str:
        path = tmp_path / "calculation.json"
        path.write_text(json.dumps(request))
        return str(path)

    return write


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text(SET_UP)
    return ["--settings", str(path)]


def test_it_plans_with_exit_code_0_and_says_what_it_is(file, capsys):
    assert main(["plan", file(NOBODY), *CLOCK]) == 0
    out = capsys.readouterr().out
    assert out.startswith("CALCULATION - NO PATIENT.")
    assert "30 capsules, 4.5 mg" in out


@pytest.mark.parametrize("request_", [NOBODY, TWO_STRENGTHS])
def test_the_worksheet_alone_is_written_and_no_lot_is_kept(file, settings, tmp_path, capsys, request_):
    asked = file(request_)
    before = (tmp_path / "calculation.json").read_bytes()
    assert main(["print", asked, "--out", str(tmp_path / "papers"), *CLOCK, *settings]) == 0
    assert "only its worksheet prints" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "papers").iterdir() if path.suffix == ".pdf"] == ["worksheet.pdf"]
    assert (tmp_path / "calculation.json").read_bytes() == before


def test_a_kept_one_is_printed_later_as_a_worksheet_alone(file, settings, tmp_path, capsys):
    main(["plan", file(NOBODY), "--json", *CLOCK])
    kept = tmp_path / "result.json"
    kept.write_text(capsys.readouterr().out)
    later = ["--clock", "2026-11-25T09:30"]
    assert main(["print", "--result", str(kept), "--out", str(tmp_path / "papers"), *later, *settings]) == 0
    assert "only its worksheet prints" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "papers").iterdir() if path.suffix == ".pdf"] == ["worksheet.pdf"]
    [page, *_] = read_pages((tmp_path / "papers" / "worksheet.pdf").read_bytes())
    assert page.text.replace("\u00a0", " ").count("CALCULATION - NO PATIENT") >= 2


@pytest.mark.parametrize("request_", [NOBODY, TWO_STRENGTHS])
def test_every_page_of_the_worksheet_says_that_there_is_no_patient(file, settings, tmp_path, request_):
    main(["print", file(request_), "--out", str(tmp_path / "papers"), *CLOCK, *settings])
    for page in read_pages((tmp_path / "papers" / "worksheet.pdf").read_bytes()):
        said = page.text.replace("\u00a0", " ")
        assert said.count("CALCULATION - NO PATIENT") >= 2  # the banner and the head
        assert "NO PATIENT, NO LOT" in said
        for word in ("Lot 2", "Rx ", "Released", "I. Copy of the label", "DRAFT", "PRACTICE"):
            assert word not in said


def test_no_code_stands_on_the_worksheet(file, settings, tmp_path):
    main(["print", file(NOBODY), "--out", str(tmp_path / "papers"), *CLOCK, *settings])
    assert not any(read_codes((tmp_path / "papers" / "worksheet.pdf").read_bytes(), 203))


@pytest.mark.parametrize("only", ["label", "sheet", "label,sheet", "master"])
def test_asked_for_other_papers_alone_it_prints_nothing(file, settings, tmp_path, capsys, only):
    assert main(["print", file(NOBODY), "--out", str(tmp_path / "papers"), "--only", only, *CLOCK, *settings]) == 3
    assert "calculation without a patient" in capsys.readouterr().err
    assert not (tmp_path / "papers").exists()


def test_a_batch_leaves_it_out_and_says_why(file, settings, tmp_path, capsys):
    assert main(["batch", file(NOBODY), "--out", str(tmp_path / "batch"), *CLOCK, *settings]) == 1
    out = capsys.readouterr().out
    assert "refused" in out
    assert "calculation without a patient" in out
