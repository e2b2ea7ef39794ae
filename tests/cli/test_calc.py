"""`ldn-calc calc` and `ldn-calc check` as other systems script them."""

from __future__ import annotations

import json

import pytest

from ldn_calc.application.installation import checking
from ldn_calc.cli import main


@pytest.fixture
def run(capsys):
    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.mark.parametrize(
    "arguments",
    [
        ["minimum-weighable", "sensitivity=6 mg", "error=5 %", "--json"],
        ["--json", "minimum-weighable", "sensitivity=6mg", "error=5%"],
        ["minimum-weighable", "--json", "sensitivity=6", "mg", "error=5", "%"],
    ],
)
def test_the_answer_is_one_document_of_the_contracts_shape(run, arguments):
    code, out, err = run("calc", *arguments)
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert list(document) == ["calculator", "inputs", "result", "working", "sources"]
    assert document["result"] == {"minimum": "120 mg"}
    assert document["working"] == ["6 mg ÷ 5 % = 120 mg."] or document["inputs"]["sensitivity"] == "6mg"


def test_a_wrong_and_a_missing_key_are_exit_2_with_the_expected_keys(run):
    code, out, err = run("calc", "weighing-error", "sensitivty=6 mg", "mass=50 mg", "--json")
    document = json.loads(out)
    assert code == 2
    assert (document["calculator"], document["status"]) == ("weighing-error", "invalid")
    assert [error["path"] for error in document["errors"]] == ["sensitivity", "sensitivty"]
    assert all("sensitivity, mass" in error["expected"] for error in document["errors"])
    assert "did you mean sensitivity?" in document["errors"][1]["expected"]
    assert "weighing-error takes sensitivity, mass" in err


def test_a_bad_value_names_key_found_and_expected(run):
    code, out, err = run("calc", "weighing-error", "sensitivity=6 Mg", "mass=0 mg")
    assert (code, out) == (2, "")
    assert "sensitivity: found 6 Mg; expected a mass in small letters" in err
    assert "mass: found 0 mg; expected more than zero" in err


@pytest.mark.parametrize("words", [["mass"], ["mass=1 mg", "mass=2 mg"]])
def test_a_word_without_a_key_and_a_key_written_twice_are_refused(run, words):
    code, out, _ = run("calc", "weighing-error", *words, "--json")
    assert code == 2
    assert json.loads(out)["status"] == "invalid"


def test_an_unknown_name_lists_the_names(run):
    code, out, _ = run("calc", "potensy", "--json")
    assert code == 2
    assert json.loads(out)["errors"][0]["path"] == "calculator"
    assert "content-uniformity" in json.loads(out)["errors"][0]["expected"]


def test_without_a_name_all_are_listed_with_their_keys(run):
    code, out, _ = run("calc")
    assert code == 0
    assert "  potency              label_mass strength_as form assay basis [water] [solvents] [lod]" in out.splitlines()
    names = [each["calculator"] for each in json.loads(run("calc", "--json")[1])["calculators"]]
    assert len(names) == len(set(names)) >= 17


@pytest.mark.parametrize("arguments", [["beyond-use", "--help"], ["--help", "beyond-use"], ["-h", "beyond-use"]])
def test_help_shows_what_each_key_is(run, arguments):
    code, out, _ = run("calc", *arguments)
    assert code == 0
    assert "made_on=2026-11-22" in out
    assert "one of day-one, days-after" in out


def test_the_answer_for_people_has_result_working_and_source(run):
    code, out, _ = run("calc", "dilution", "have=5 mg/mL", "want=1 mg/mL", "volume=100 mL")
    assert code == 0
    assert out.splitlines()[0] == "take: 20 mL"
    assert "1 mg/mL × 100 mL ÷ 5 mg/mL = 20 mL to take." in out


def test_check_says_how_many_passed_and_writes_the_evidence(run, tmp_path):
    code, out, _ = run("check", "--pdf", str(tmp_path / "evidence.pdf"), "--clock", "2026-11-22T09:30")
    assert code == 0
    assert out.strip() == f"{len(checking.reference_cases())} passed, 0 failed"
    assert (tmp_path / "evidence.pdf").read_bytes().startswith(b"%PDF")


def test_check_as_json_is_one_document(run):
    code, out, _ = run("check", "--json", "--clock", "2026-11-22T09:30")
    document = json.loads(out)
    assert code == 0
    assert (document["failed"], document["at"]) == (0, "2026-11-22T09:30")
    assert len(document["cases"]) == document["passed"]


def test_check_exits_1_with_what_failed(run, monkeypatch):
    wrong = {**checking.reference_cases()[0], "expected": {"minimum": "121 mg"}}
    monkeypatch.setattr(checking, "reference_cases", lambda: (wrong,))
    code, out, _ = run("check")
    assert code == 1
    assert out.splitlines() == [
        "FAILED V1: Class III torsion balance at 5 % (minimum-weighable)",
        "  found    minimum: 120 mg",
        "  expected minimum: 121 mg",
        "0 passed, 1 failed",
    ]


def test_evidence_that_cannot_be_written_is_exit_1(run, tmp_path):
    code, _, err = run("check", "--pdf", str(tmp_path / "none" / "evidence.pdf"))
    assert code == 1
    assert "cannot be written" in err


@pytest.mark.parametrize("day", ["2026-11-00", "2026-00-12", "0000-00-00", "2026-02-29", "2026-11-22T00:00"])
@pytest.mark.parametrize("key", ["made_on", "expires"])
def test_a_day_that_is_none_is_a_clean_error(run, key, day):
    given = {"made_on": "2026-11-22", "kind": "solid", key: day}
    code, out, _ = run("calc", "beyond-use", *(f"{name}={value}" for name, value in given.items()), "--json")
    assert (code, [error["path"] for error in json.loads(out)["errors"]]) == (2, [key])
