"""`ldn-calc vehicle`: as a person and as a program use it, with the pharmacy's own recipes, and as a component afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pdf_pages import read_pages
from tagged_pdf import faults_of

from ldn_calc.cli import main

SAMPLES = Path(__file__).parents[1] / "prescriptions"
CLOCK = ["--clock", "2026-11-22T09:30"]
OWN = """
[vehicles.house]
name = "house vehicle"
components = ["purified water", "glycerol", "potassium sorbate"]
formula = "potassium sorbate 0.2 %, glycerol 10 %, purified water to 100 %"
beyond_use = "aqueous-preserved"
preservative = "potassium sorbate"
storage = "refrigerator"

[vehicles.house.made]
diluent = "purified water"
ingredients = [
  { name = "potassium sorbate", amount = "200 mg" },
  { name = "glycerin", component = "glycerol", amount = "10 mL" },
  { name = "purified water", amount = "60 mL", mix = "stir until clear" },
]
"""


@pytest.fixture
def run(capsys, tmp_path):
    def run_command(*arguments, own=""):
        (tmp_path / "formulary.toml").write_text(own, encoding="utf-8")
        code = main([*arguments, "--settings", str(tmp_path / "settings.toml"), *CLOCK])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    (tmp_path / "settings.toml").touch()
    return run_command


def test_the_answer_is_one_document_of_the_contracts_shape(run):
    code, out, err = run("vehicle", "simple-syrup", "--volume", "500 mL", "--lot", "S-7", "--json")
    result = json.loads(out)
    assert (code, err) == (0, "")
    assert list(result) == [
        "schema", "status", "formulary", "planned_at", "request", "findings", "plan", "proof", "component", "working",
    ]  # fmt: skip
    assert (result["schema"], result["status"]) == ("ldn-calc/vehicle/1", "ready")
    assert result["request"] == {"vehicle": "simple-syrup", "volume": "500 mL", "lot": "S-7"}
    assert result["component"] == {"name": "vehicle", "lot": "S-7", "expires_on": "2026-12-05"}
    assert result["proof"]["ingredients"] == [
        {"name": "sucrose", "of_100_mL": "85 g", "difference": "0 %", "worst_case": "0.807 %"}
    ]


def test_in_words_it_has_steps_lot_and_last_day(run):
    code, out, _ = run("vehicle", "Simple Syrup", "--volume", "100 mL")
    assert code == 0
    for words in ("Weigh 85 g  sucrose", "Fill up to 100 mL", "Lot simple-syrup-261122-0930", "Do not use after 5 Dec 2026"):
        assert words in out


def test_without_a_name_it_lists_what_is_made_and_nothing_that_is_bought(run):
    code, out, _ = run("vehicle", "--json")
    assert code == 0
    assert [each["vehicle"] for each in json.loads(out)["vehicles"]] == [
        "fawcett-preserved",
        "simple-syrup",
        "methylcellulose",
        "sugar-free",
    ]
    assert "ora-sweet" not in run("vehicle")[1]


BAD = [
    (["ora-sweet", "--volume", "100 mL"], "vehicle", "this one is bought"),
    (["simple-sirup", "--volume", "100 mL"], "vehicle", "did you mean simple-syrup?"),
    (["simple-syrup"], "volume", "how much to make"),
    (["simple-syrup", "--volume", "500"], "volume", "500 mL"),
    (["simple-syrup", "--volume", "500 mg"], "volume", "a volume"),
    (["simple-syrup", "--volume", "0 mL"], "volume", "above zero"),
    (["simple-syrup", "--volume", "-5 mL"], "volume", "a volume"),
    (["simple-syrup", "--volume", "501 mL"], "volume", "500 mL or 510 mL"),
    (["simple-syrup", "--volume", "2000 mL"], "volume", "at most 1000 mL"),
    (["simple-syrup", "--volume", "1 mL"], "volume", "at least 2 mL"),
    (["simple-syrup", "--volume", "100 mL", "--lot", "x" * 41], "lot", "1 to 40 characters"),
    (["simple-syrup", "--volume", "100 mL", "--lot", "a\nb"], "lot", "a line break"),
    (["simple-syrup", "--volume", "100 mL", "--made", "22/11/2026"], "made_on", "year-month-day"),
    (["simple-syrup", "--volume", "100 mL", "--made", "2026-11-23"], "made_on", "not after today"),
    (["simple-syrup", "--volume", "100 mL", "--expires", "sucrose"], "expires", "NAME=DATE"),
    (["simple-syrup", "--volume", "100 mL", "--expires", "sugar=2028-03"], "expires.sugar", "sucrose"),
    (["simple-syrup", "--volume", "100 mL", "--expires", "sucrose=soon"], "expires.sucrose", "year-month-day"),
]


@pytest.mark.parametrize(("arguments", "path", "expected"), BAD)
def test_what_cannot_be_used_is_named_with_what_is_expected(run, arguments, path, expected):
    code, out, _ = run("vehicle", *arguments, "--json")
    result = json.loads(out)
    assert (code, result["status"]) == (2, "invalid")
    [error] = result["errors"]
    assert error["path"] == path
    assert expected in error["expected"]
    assert run("vehicle", *arguments)[0] == 2


def test_below_the_balance_it_is_refused_and_no_record_written(run, tmp_path):
    file = tmp_path / "record.pdf"
    code, out, _ = run("vehicle", "sugar-free", "--volume", "50 mL", "--pdf", str(file))
    assert code == 3
    assert "25 mg of xanthan gum is below 50 mg" in out
    assert "a volume of 100 mL" in out
    assert not file.exists()


def test_the_record_has_every_amount_lot_dates_and_label(run, tmp_path):
    file = tmp_path / "record.pdf"
    code, _, err = run("vehicle", "fawcett-preserved", "--volume", "1000 mL", "--lot", "F-3", "--pdf", str(file))
    assert (code, err) == (0, "")
    text = "\n".join(page.text for page in read_pages(file.read_bytes())).replace("\u00a0", " ")
    assert faults_of(file.read_bytes()) == []
    for words in ("PRACTICE - NOT FOR DISPENSING", "RECORD OF A VEHICLE", "Lot F-3", "22 Nov 2026", "26 Dec 2026", "5 g", "200 mL"):
        assert words in text
    for words in (
        "1,000 mL",
        "Proof agrees.",
        "For compounding only.",
        "done at",
        "Checked by the pharmacist",
        "it may turn yellow",
    ):
        assert words in text
    code, _, err = run("vehicle", "simple-syrup", "--volume", "100 mL", "--pdf", str(tmp_path / "no" / "such.pdf"))
    assert code == 1
    assert "cannot be written" in err


def test_a_pharmacy_that_is_set_up_stands_on_the_record(run, tmp_path):
    (tmp_path / "settings.toml").write_text('[pharmacy]\nname = "Hill Street"\naddress = "1 Hill St"\nphone = "555-010-0000"\n')
    file = tmp_path / "record.pdf"
    assert run("vehicle", "simple-syrup", "--volume", "100 mL", "--pdf", str(file))[0] == 0
    text = "\n".join(page.text for page in read_pages(file.read_bytes()))
    assert "PRACTICE" not in text
    assert "Hill\u00a0Street" in text or "Hill Street" in text


def test_an_own_recipe_is_made_and_proved(run):
    code, out, _ = run("vehicle", "house", "--volume", "250 mL", "--json", own=OWN)
    result = json.loads(out)
    assert (code, result["status"], result["proof"]["agrees"]) == (0, "ready", True)
    assert {each["name"]: each["amount"] for each in result["plan"]["ingredients"]} == {
        "potassium sorbate": "500 mg",
        "glycerin": "25 mL",
    }
    assert result["plan"]["beyond_use"]["date"] == "2026-12-26"


def test_words_of_an_own_recipe_that_could_be_misread_are_not_printed(run, tmp_path):
    file = tmp_path / "record.pdf"
    own = OWN.replace("stir until clear", "add .5 mL more q.d. until clear")
    code, _, err = run("vehicle", "house", "--volume", "250 mL", "--pdf", str(file), own=own)
    assert code == 1
    assert "could be misread" in err
    assert not file.exists()


BAD_ROWS = [
    ('amount = "200 mg"', 'amount = "200"', "made.ingredients[0].amount"),
    ('amount = "200 mg"', 'amount = "90 g"', "made.ingredients"),
    ('name = "potassium sorbate", amount', 'name = "sodium benzoate", amount', "made.ingredients"),
    ('component = "glycerol", ', "", "made.ingredients"),
    ('diluent = "purified water"\n', "", "made.diluent"),
    ('name = "purified water", amount = "60 mL"', 'name = "purified water", amount = "60 g"', "made.ingredients"),
    ('mix = "stir', 'mixx = "stir', "made.ingredients[2].mixx"),
    ('{ name = "potassium sorbate"', '{ name = "glycerin", component = "glycerol", amount = "1 mL" }, { name = "potassium sorbate"',
     "made.ingredients"),
]  # fmt: skip


@pytest.mark.parametrize(("there", "instead", "path"), BAD_ROWS)
def test_an_own_recipe_that_does_not_fit_is_named(run, there, instead, path):
    assert there in OWN
    code, out, err = run("vehicle", "house", "--volume", "250 mL", "--json", own=OWN.replace(there, instead))
    assert code == 2
    assert f"formulary.toml: vehicles.house.{path}" in {error["path"] for error in json.loads(out)["errors"]}
    assert path in err


def test_a_shipped_vehicle_of_which_the_pharmacy_has_its_own_formula_is_not_made_by_the_shipped_recipe(run):
    own = '[vehicles.simple-syrup]\nformula = "sucrose 65 g, purified water to 100 mL"\n'
    code, out, _ = run("vehicle", "simple-syrup", "--volume", "100 mL", "--json", own=own)
    assert code == 2
    assert "this one is bought" in json.loads(out)["errors"][0]["expected"]
    assert run("vehicle", "simple-syrup", "--volume", "100 mL", own='[vehicles.simple-syrup]\ntitle = "syrup"\n')[0] == 0


@pytest.mark.parametrize("vehicle", ["ora-sweet", "methylcellulose", "sugar-free", "simple-syrup"])
def test_made_or_bought_its_papers_print_and_what_is_not_entered_is_a_blank(run, tmp_path, vehicle):
    """Nothing is asked of one that is made which is not asked of one that is bought."""
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    request["preparation"]["vehicle"] = vehicle
    file = tmp_path / "rx.json"
    file.write_text(json.dumps(request))
    result = json.loads(run("plan", str(file), "--json")[1])
    assert [each["code"] for each in result["findings"] if each["field"].startswith("preparation.comp")] == []
    assert "vehicle-not-studied" in {each["code"] for each in result["findings"]}
    assert run("print", str(file), "--out", str(tmp_path / vehicle), "--draft", "--only", "worksheet,master")[0] == 0


def test_its_lot_and_last_day_end_the_use_of_what_is_made_with_it(run, tmp_path):
    """Made on the 8th, the vehicle keeps to the 12th of December: what is made with it today keeps no longer."""
    code, out, _ = run("vehicle", "fawcett-preserved", "--volume", "1000 mL", "--made", "2026-11-08", "--json")
    component = json.loads(out)["component"]
    assert (code, component["expires_on"]) == (0, "2026-12-12")
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    request["preparation"]["vehicle"] = "fawcett-preserved"
    file = tmp_path / "rx.json"
    file.write_text(json.dumps(request))
    alone = json.loads(run("plan", str(file), "--json")[1])
    request["preparation"]["components"] = [component]
    file.write_text(json.dumps(request))
    with_it = json.loads(run("plan", str(file), "--json")[1])
    assert alone["plan"]["beyond_use"]["date"] > "2026-12-12" == with_it["plan"]["beyond_use"]["date"]
    assert with_it["plan"]["beyond_use"]["because"][0] == f"vehicle, lot {component['lot']}, expires 12 Dec 2026"
    assert with_it["proof"]["agrees"]
    assert not [each for each in with_it["findings"] if each["code"].startswith("component")]
    request["preparation"]["components"] = [component | {"expires_on": "2026-11-21"}]
    file.write_text(json.dumps(request))
    code, out, _ = run("plan", str(file), "--json")
    assert (code, {each["code"] for each in json.loads(out)["findings"]} >= {"component-expired"}) == (3, True)
