"""The pharmacy's own file on the command line: used by every command, and never passed over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pdf_pages import read_pages

from ldn_calc.cli import main

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CAPSULES = str(next(SAMPLES.glob("02-*.json")))
CLOCK = ["--clock", "2026-11-22T09:30"]
OWN = """
[fillers."microcrystalline cellulose PH-105"]
measured = { 3 = "128 mg" }
"""


@pytest.fixture
def run(capsys, tmp_path):
    def run_command(*arguments, own=OWN, clock=True):
        (tmp_path / "formulary.toml").write_text(own, encoding="utf-8")
        code = main([*arguments, "--settings", str(tmp_path / "settings.toml"), *(CLOCK if clock else [])])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


def test_a_plan_uses_the_own_rows_and_names_them(run):
    code, out, _ = run("plan", CAPSULES, "--json")
    result = json.loads(out)
    assert code == 0
    assert result["plan"]["instruments"]["size 3 capsule"]["filler_fill"] == "128 mg"
    [own] = [row for row in result["rows_used"] if row["own"]]
    assert own == {
        "table": "fillers",
        "row": "microcrystalline cellulose PH-105",
        "source": "this pharmacy's own file",
        "tag": "own",
        "own": True,
    }


def test_in_words_the_own_rows_stand_at_the_end(run):
    assert "Own rows used: fillers: microcrystalline cellulose PH-105." in run("plan", CAPSULES)[1]
    assert "Own rows used" not in run("plan", CAPSULES, own="")[1]


def test_prove_uses_the_own_rows(run, tmp_path):
    stored = tmp_path / "result.json"
    stored.write_text(run("plan", CAPSULES, "--json")[1], encoding="utf-8")
    code, out, _ = run("prove", CAPSULES, str(stored), "--json", clock=False)
    assert (code, json.loads(out)["agrees"], json.loads(out)["notes"]) == (0, True, [])
    code, out, _ = run("prove", CAPSULES, str(stored), "--json", own="", clock=False)
    assert (code, json.loads(out)["notes"]) == (0, ["rows-of-its-own"])


def test_a_stored_plan_prints_with_its_own_rows_where_the_own_file_is_gone(run, tmp_path):
    request = json.loads(Path(CAPSULES).read_text("utf-8"))
    request["preparation"]["filler"] = "house blend"
    path, stored = tmp_path / "rx.json", tmp_path / "result.json"
    path.write_text(json.dumps(request), encoding="utf-8")
    own = '[fillers."house blend"]\ncomponents = ["microcrystalline cellulose"]\nfills = { 3 = "90 mg", 1 = "150 mg" }\n'
    code, out, err = run("plan", str(path), "--json", own=own)
    assert code == 0, err
    stored.write_text(out, encoding="utf-8")
    for only, made in (("worksheet,label", "first"), ("worksheet,label", "second")):
        code, out, err = run("print", "--result", str(stored), "--out", str(tmp_path / made), "--only", only, own="")
        assert (code, len(out.splitlines())) == (0, 2), err
    assert "house blend" in "".join(page.drawn for page in read_pages((tmp_path / "first" / "worksheet.pdf").read_bytes()))
    assert json.loads(path.read_text("utf-8")) == request  # no lot is issued, nothing is written into it
    code, _, err = run("print", str(path), "--result", str(stored), "--out", str(tmp_path / "third"), own="")
    assert code == 0, err


def test_a_stored_plan_that_was_changed_or_is_over_is_not_printed(run, tmp_path):
    stored, out_of = tmp_path / "result.json", str(tmp_path / "papers")
    result = json.loads(run("plan", CAPSULES, "--json", own="")[1])
    stored.write_text(json.dumps(result | {"status": "review"}), encoding="utf-8")
    code, _, err = run("print", "--result", str(stored), "--out", out_of, own="")
    assert code == 3
    assert "is not proved" in err
    stored.write_text(json.dumps(result), encoding="utf-8")
    over = ("--clock", "2027-11-22T09:30")
    code, _, err = run("print", "--result", str(stored), "--out", out_of, *over, own="", clock=False)
    assert code == 3
    assert "beyond-use date has passed" in err
    code, _, err = run("print", "--result", str(stored), "--out", out_of, "--only", "worksheet", *over, own="", clock=False)
    assert code == 0, err
    assert run("print", "--out", out_of, own="")[0] == 2


def test_papers_are_made_with_the_own_rows(run, tmp_path):
    two_hundredths = """
        [instruments."1 mL oral syringe"]
        in_stock = false
        [instruments."1 mL oral syringe, 0.02 mL marks"]
        in_stock = true
        """
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    request["rx"]["regimen"][0]["take"][0]["dose"] = "0.5 mg"
    request["preparation"] |= {"concentration": "1 mg/mL", "balance": {"readability": "0.1 mg", "minimum": "5 mg"}}
    path = tmp_path / "rx.json"
    path.write_text(json.dumps(request), encoding="utf-8")
    code, out, err = run("print", str(path), "--out", str(tmp_path / "papers"), own=two_hundredths)
    assert (code, err.count("\n")) == (0, 1)
    assert err.startswith("There is no settings file")
    assert len(out.splitlines()) == 3


WRONG = '[instruments."10 mL oral syringe"]\nstep = "0.3 mL"\n[fillers.rice]\nmeasured = { 3 = "190 mg" }\n'


def test_a_file_that_cannot_be_used_stops_a_plan_with_every_problem(run):
    code, out, err = run("plan", CAPSULES, "--json", own=WRONG)
    result = json.loads(out)
    assert code == 2
    assert result["status"] == "invalid"
    paths = {error["path"] for error in result["errors"]}
    assert {'formulary.toml: instruments["10 mL oral syringe"].step', "formulary.toml: fillers.rice.components"} <= paths
    assert "plan" not in result
    assert "nothing is planned" in err


def test_it_stops_the_papers_and_the_proof_too(run, tmp_path):
    stored = tmp_path / "result.json"
    stored.write_text(run("plan", CAPSULES, "--json")[1], encoding="utf-8")
    code, out, err = run("print", CAPSULES, "--out", str(tmp_path / "papers"), own=WRONG)
    assert (code, out) == (2, "")
    assert "10 mL oral syringe" in err
    assert not (tmp_path / "papers").exists()
    code, out, err = run("prove", CAPSULES, str(stored), "--json", own=WRONG, clock=False)
    assert (code, json.loads(out)["agrees"]) == (2, False)
    assert {each["code"] for each in json.loads(out)["problems"]} == {"formulary-unreadable"}
    assert "10 mL oral syringe" in err


def test_the_formulary_is_shown_row_by_row_with_its_sources_and_the_own_ones_marked(run):
    code, out, _ = run("formulary", clock=False)
    assert code == 0
    assert "  microcrystalline cellulose PH-105 (own)" in out
    assert "    own: measured; the rest from: Formulating Capsules Guide, packed weights per full capsule" in out
    assert "    source: this pharmacy's own file [own]" in out
    assert "does_not_license: 360 days: USP <795> caps every extension at 180 days" in out
    assert "  lactose anhydrous\n" in out


def test_the_formulary_as_json_holds_the_rows_whose_fingerprint_a_plan_names(run):
    document = json.loads(run("formulary", "--json", clock=False)[1])
    assert document["formulary"] == json.loads(run("plan", CAPSULES, "--json")[1])["formulary"]
    assert document["rows"]["fillers"]["microcrystalline cellulose PH-105"]["measured"] == {"3": "128 mg"}
    assert set(document["reference"]) == {"studies", "shell_makers", "label_stocks", "conditions"}
    assert "doi:10.1016/S2665-9913(23)00278-3" in " ".join(document["reference"]["conditions"]["fibromyalgia"]["studies"])
    for rows in document["reference"].values():
        assert all(row["source"] and row["tag"] for row in rows.values())


def test_the_formulary_command_checks_the_own_file(run):
    code, out, err = run("formulary", "--json", own=WRONG, clock=False)
    assert (code, json.loads(out)["status"]) == (2, "invalid")
    assert "10 mL oral syringe" in err
