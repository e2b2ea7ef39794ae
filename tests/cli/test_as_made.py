"""`ldn-calc as-made`: one JSON document in every case, exit codes, and words for people."""

from __future__ import annotations

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
from proof.cases import hand_made, planned

from ldn_calc.application.plan.as_made import as_made
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.cli import main
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.resources import read_toml

LIQUID = hand_made("contract-liquid-titration")


@pytest.fixture
def run(capsys, tmp_path):
    def run_as_made(actuals, *options: str, case=LIQUID) -> tuple[int, str, str]:
        texts = {"request": case.request, "result": case.result, "actuals": actuals}
        for name, value in texts.items():
            (tmp_path / name).write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
        code = main(["as-made", *(str(tmp_path / name) for name in texts), *options])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_as_made


def entered(**read):
    return {"steps": [read]}


@pytest.mark.parametrize(
    ("actuals", "code", "verdict"),
    [
        (entered(step=1, mass="102 mg", lot="N-118"), 0, "go-on"),
        (entered(step=1, mass="107 mg"), 0, "decide"),
        (entered(step=1, mass="112 mg"), 3, "remake"),
        (entered(step=1, mass="102"), 2, None),
        ("{", 2, None),
        ('{"steps": [], "steps": []}', 2, None),
    ],
)
def test_the_answer_is_one_json_document_with_its_exit_code(run, actuals, code, verdict):
    found, out, err = run(actuals, "--json")
    answer = json.loads(out)
    assert (found, answer["verdict"], answer["schema"], err) == (code, verdict, "ldn-calc/as-made/1", "")
    assert list(answer) == ["schema", "strength", "doses", "verdict", "why", "steps", "problems", "errors"]


def test_one_product_has_its_strength_as_text_and_several_by_product(run):
    assert json.loads(run(entered(step=1, mass="102 mg"), "--json")[1])["strength"] == "1.0078 mg/mL"
    two = next(case for case in planned() if case.name == "capsules of two strengths")
    strengths = json.loads(run({"steps": []}, "--json", case=two)[1])["strength"]
    assert set(strengths) == set(two.result["plan"]["products"])


def test_a_stored_result_that_is_not_proved_has_no_strength(run):
    request, result = LIQUID.copy()
    result["plan"]["steps"][0]["mass"] = "1010 mg"
    altered = type(LIQUID)("altered", request, result)
    code, out, _ = run(entered(step=1, mass="1010 mg"), "--json", case=altered)
    answer = json.loads(out)
    assert (code, answer["verdict"], answer["strength"], answer["doses"]) == (3, None, None, [])
    assert "dose-off" in {problem["code"] for problem in answer["problems"]}


def test_a_file_that_is_not_there_is_a_json_document_too(capsys, tmp_path):
    missing = str(tmp_path / "none.json")
    assert main(["as-made", missing, missing, missing, "--json"]) == 2
    answer = json.loads(capsys.readouterr().out)
    assert "none.json cannot be read" in answer["errors"][0]["found"]
    assert main(["as-made", missing, missing, missing]) == 2
    assert capsys.readouterr().out == ""


def test_people_read_the_verdict_first_and_why(run):
    assert run(entered(step=1, mass="102 mg"))[1].splitlines()[:2] == [
        "Go on: every amount is as planned within the limits, and so is the strength.",
        "Strength: 1.0078 mg/mL",
    ]
    code, out, _ = run(entered(step=1, mass="112 mg"))
    assert code == 3
    assert out.splitlines()[0] == (
        "Make it again: 1.1066 mg/mL in bottle 1, 111 % of its label; it should be 95 % to 105 % of the label."
    )
    assert "Step 1: 112 mg, planned 101 mg (10.9 %)  outside" in out
    assert "steps[0].mass: found 102; expected a mass such as 4.5 mg" in run(entered(step=1, mass="102"))[1]
    lot = run(entered(step=1, lot="N-119"))[1].splitlines()[0]
    assert lot == "A pharmacist decides, with a reason: step 1 used lot N-119; planned was lot N-118."


def test_every_problem_and_verdict_has_its_words():
    from ldn_calc.proof.as_made import CODES

    words = read_toml("text/as_made.toml")
    assert set(words["problems"]) == set(CODES)
    assert set(words["verdicts"]) == {"go-on", "decide", "remake"}


def test_a_keystroke_is_answered_within_a_frame():
    request, result = json.dumps(LIQUID.request), json.dumps(LIQUID.result)
    as_made(request, result, entered(step=1, mass="102 mg"), shipped_formulary())
    took = []
    for mass in range(101, 121):
        started = time.perf_counter()
        as_made(request, result, entered(step=1, mass=f"{mass} mg"), shipped_formulary())
        took.append(time.perf_counter() - started)
    assert sorted(took)[len(took) // 2] < 0.016


def test_as_made_reads_the_samples_that_the_program_plans(capsys, tmp_path):
    sample = next((Path(__file__).parents[1] / "prescriptions").glob("01-*.json"))
    assert main(["plan", str(sample), "--json", "--clock", "2026-11-22T09:30"]) == 0
    stored, actuals = tmp_path / "result.json", tmp_path / "actuals.json"
    stored.write_text(capsys.readouterr().out, "utf-8")
    actuals.write_text('{"steps": []}', "utf-8")
    assert main(["as-made", str(sample), str(stored), str(actuals), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == "go-on"


def test_a_dose_that_is_not_of_every_day_says_its_days(run):
    request = json.loads((Path(__file__).parents[1] / "prescriptions" / "01-liquid-4.5-nightly.json").read_text("utf-8"))
    request["rx"]["regimen"] = [{"days": 28, "take": [{"dose": "3 mg", "when": "bedtime"}], "weekdays": ["mon", "fri"]}]
    text = json.dumps(request)
    result = plan_request(text, datetime(2026, 11, 22, 9, 30), shipped_formulary()).result
    case = type(LIQUID)("weekdays", text, json.dumps(result))
    assert "Phase 1, bedtime, only Monday and Friday: " in run({"steps": []}, case=case)[1]
