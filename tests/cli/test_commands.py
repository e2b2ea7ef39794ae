"""The ldn-calc command as other systems script it: exit codes, JSON alone on standard output, nothing lost."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from order_support import clock_of

from ldn_calc.cli import _COMMANDS, main

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = ["--clock", "2026-11-22T09:30"]

READY = {1, 2, 3, 4, 5, 6, 12, 18, 23, 27}
REVIEW = {7, 9, 13, 14, 15, 16, 20, 22, 25, 28}
REFUSED = {8, 10, 11, 19, 21, 24, 26}


def clock(number: int) -> list[str]:
    """The clock at which a sample is judged: half past nine on the day it is made."""
    return ["--clock", f"{clock_of(Path(sample(number))):%Y-%m-%dT%H:%M}"]


def sample(number: int) -> str:
    return str(next(SAMPLES.glob(f"{number:02}-*.json")))


@pytest.fixture
def run(capsys):
    def run_command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_command


@pytest.mark.parametrize("number", range(1, 29))
def test_each_sample_has_the_status_a_pharmacist_expects(run, number):
    code, out, _ = run("plan", sample(number), "--json", *clock(number))
    status = "ready" if number in READY else "review" if number in REVIEW else "refused" if number in REFUSED else "invalid"
    assert json.loads(out)["status"] == status
    assert code == {"ready": 0, "review": 0, "refused": 3, "invalid": 2}[status]


@pytest.mark.parametrize("number", sorted(REFUSED))
def test_a_refusal_has_no_numbers_that_could_be_used(run, number):
    result = json.loads(run("plan", sample(number), "--json", *clock(number))[1])
    assert result["plan"] is None
    assert result["proof"] is None
    assert result["working"] == []


def test_sample_17_lists_exactly_its_seven_errors(run):
    result = json.loads(run("plan", sample(17), "--json", *CLOCK)[1])
    assert [error["path"] for error in result["errors"]] == [
        "rx.patient.birth_date",
        "rx.regimen[0].days",
        "rx.regimen[0].take[0].dose",
        "rx.regimen[0].take[0].when",
        "rx.regimen[0].take[1].dose",
        "preparation.concentration",
        "colour",
    ]


@pytest.mark.parametrize("number", sorted(READY | REVIEW))
def test_a_planned_result_is_proved_again_from_its_own_text(run, tmp_path, number):
    stored = tmp_path / "result.json"
    stored.write_text(run("plan", sample(number), "--json", *clock(number))[1])
    code, out, _ = run("prove", sample(number), str(stored), "--json")
    proof = json.loads(out)
    assert (code, proof["agrees"], proof["problems"]) == (0, True, [])
    assert proof["schema"] == "ldn-calc/proof/1"


def test_a_stored_result_that_was_altered_is_not_proved(run, tmp_path):
    result = json.loads(run("plan", sample(1), "--json", *CLOCK)[1])
    result["plan"]["steps"][0]["mass"] = "1480 mg"
    stored = tmp_path / "result.json"
    stored.write_text(json.dumps(result))
    code, out, _ = run("prove", sample(1), str(stored), "--json")
    assert code == 3
    assert json.loads(out)["agrees"] is False
    assert run("prove", sample(1), str(stored))[1].startswith("Not proved. Do not use this plan.")


def test_standard_input_is_a_request_too(run, monkeypatch):
    content = Path(sample(1)).read_bytes()
    monkeypatch.setattr("sys.stdin", type("Input", (), {"buffer": io.BytesIO(content)}))
    assert json.loads(run("plan", "-", "--json", *CLOCK)[1])["status"] == "ready"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1, 2]", b'{"rx": ', b"null", b"NaN"])
def test_what_is_no_request_is_an_answer_and_not_a_traceback(run, tmp_path, content):
    path = tmp_path / "rx.json"
    path.write_bytes(content)
    code, out, _ = run("plan", str(path), "--json", *CLOCK)
    assert (code, json.loads(out)["status"]) == (2, "invalid")


def test_a_missing_file_is_named(run):
    code, out, err = run("plan", "no-such-file.json", "--json", *CLOCK)
    assert code == 2
    assert "no-such-file.json cannot be read" in err
    assert json.loads(out)["status"] == "invalid"


def test_papers_are_written_for_a_ready_plan(run, tmp_path):
    code, out, _ = run("print", sample(2), "--out", str(tmp_path), "--settings", str(tmp_path / "none.toml"), *CLOCK)
    assert code == 0
    assert sorted(path.name for path in tmp_path.glob("*")) == ["label.pdf", "sheet.pdf", "worksheet.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.glob("*.pdf"))
    assert len(out.splitlines()) == 3


def test_only_the_papers_asked_for_are_written(run, tmp_path):
    run("print", sample(2), "--out", str(tmp_path), "--only", "label", "--settings", str(tmp_path / "none.toml"), *CLOCK)
    assert [path.name for path in tmp_path.glob("*")] == ["label.pdf"]


def test_the_master_formulation_record_is_written_where_it_is_asked_for(run, tmp_path):
    settings = str(tmp_path / "none.toml")
    code, _, _ = run("print", sample(2), "--out", str(tmp_path), "--only", "worksheet,master", "--settings", settings, *CLOCK)
    assert code == 0
    assert sorted(path.name for path in tmp_path.glob("*")) == ["master.pdf", "worksheet.pdf"]


def test_nothing_is_printed_while_a_finding_is_open(run, tmp_path):
    code, _, err = run("print", sample(9), "--out", str(tmp_path), *CLOCK)
    assert code == 3
    assert "not settled: Only 8 days from the last opioid (14 Nov 2026, short-acting)" in err
    assert list(tmp_path.glob("*")) == []


def test_a_draft_is_printed_with_its_name_on_it(run, tmp_path):
    settings = str(tmp_path / "none.toml")
    code, _, _ = run("print", sample(9), "--out", str(tmp_path / "papers"), "--draft", "--settings", settings, *CLOCK)
    assert code == 0
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 3


@pytest.mark.parametrize("number", [8, 17])
def test_a_refused_or_invalid_request_prints_nothing(run, tmp_path, number):
    code, _, err = run("print", sample(number), "--out", str(tmp_path), "--draft", *CLOCK)
    assert code == {8: 3, 17: 2}[number]
    assert err
    assert list(tmp_path.glob("*")) == []


def test_a_folder_that_cannot_be_made_is_the_world_s_failure(run, tmp_path):
    (tmp_path / "file").write_text("")
    settings = str(tmp_path / "none.toml")
    code, _, err = run("print", sample(2), "--out", str(tmp_path / "file"), "--settings", settings, *CLOCK)
    assert code == 1
    assert "cannot be written" in err


def test_a_settings_file_that_cannot_be_read_is_named(run, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text("pharmacy = ")
    code, _, err = run("print", sample(2), "--out", str(tmp_path / "papers"), "--settings", str(settings), *CLOCK)
    assert code == 1
    assert str(settings) in err


def test_the_answer_in_words_names_every_dose_and_its_date(run):
    code, out, _ = run("plan", sample(2), *CLOCK)
    assert code == 0
    assert out.startswith("Ready.")
    assert "22 Nov 2026 to 5 Dec 2026: 1 capsule at bedtime, 1.5 mg prescribed, 1.49871 mg delivered" in out


@pytest.mark.parametrize("clock", ["0100-01-01T00:00", "9999-12-31T23:59", "2026-11-00T09:30", "soon"])
def test_a_clock_that_no_pharmacy_has_is_a_clean_error(run, clock, capsys):
    with pytest.raises(SystemExit) as ended:
        run("plan", sample(1), "--json", "--clock", clock)
    assert ended.value.code == 2
    assert "2026-11-22T09:30" in capsys.readouterr().err


@pytest.mark.parametrize("clock", ["1900-01-01T00:00", "1970-01-01T00:00", "2016-11-22T09:30", "2199-12-31T23:59"])
def test_a_clock_that_is_wrong_plans_nothing(run, clock, tmp_path):
    request = json.loads(Path(sample(1)).read_text("utf-8"))
    for dated in (True, False):
        if not dated:
            del request["compounded_on"]
        path = tmp_path / "request.json"
        path.write_text(json.dumps(request), "utf-8")
        code, out, _ = run("plan", str(path), "--json", "--clock", clock)
        assert code in (2, 3)
        assert json.loads(out).get("plan") is None


@pytest.mark.parametrize("name", _COMMANDS)
def test_each_line_of_the_table_adds_and_runs_its_own_command(name):
    row, own = _COMMANDS[name], name.replace("-", "_")
    assert row.words
    assert (row.add.__name__, row.run.__name__) == (f"_add_{own}", f"_run_{own}")
