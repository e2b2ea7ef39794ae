"""The pharmacy's own file: rows over the shipped ones key by key, every problem at once, and never a silent way back."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.own_formulary import OwnFileError, own_file_beside
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.finding_text import finding_sentence
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.names.medicine_list import names_drug_or_opioid
from ldn_calc.quantities.text import read_mass

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "prescriptions"
CLOCK = datetime(2026, 11, 22, 9, 30)
MCC = "microcrystalline cellulose PH-105"


def own(tmp_path, text):
    (tmp_path / "formulary.toml").write_text(text, encoding="utf-8")
    return FilePharmacy(tmp_path / "settings.toml").formulary()


def errors(tmp_path, text):
    with pytest.raises(OwnFileError) as raised:
        own(tmp_path, text)
    return {error.path: error for error in raised.value.errors}


def planned(number, formulary, **preparation):
    request = json.loads(next(SAMPLES.glob(f"{number}-*.json")).read_text("utf-8"))
    request["preparation"] = request.get("preparation", {}) | preparation
    return plan_request(json.dumps(request), CLOCK, formulary)


def test_no_own_file_is_the_shipped_formulary(tmp_path):
    assert own_file_beside(tmp_path / "settings.toml") == tmp_path / "formulary.toml"
    assert FilePharmacy(tmp_path / "settings.toml").formulary() is shipped_formulary()


def test_the_overfill_of_a_small_need_is_the_pharmacys_own(tmp_path):
    """28 draws of 0.1 mL: 1 mL and 0.05 mL a draw as shipped, 3 mL and the same where the own file says so; both are proved."""
    as_shipped = planned("14", shipped_formulary())
    own_rule = planned("14", own(tmp_path, '[policies.defaults]\noverfill_small_least = "3 mL"\n'))
    extra = [each.result["defaults_used"]["preparation.overfill"] for each in (as_shipped, own_rule)]
    assert extra == ["2.4 mL", "4.4 mL"]
    assert own_rule.result["proof"]["agrees"]
    refused = errors(tmp_path, '[policies.defaults]\noverfill_small_least = "0 mL"\n')
    assert list(refused) == ["policies.defaults.overfill_small_least"]


def without_cylinders(*sizes):
    return "".join(f'[instruments."{size} mL cylinder"]\nin_stock = false\n' for size in sizes)


LARGE = (25, 50, 100, 250, 500, 1000)


def test_with_one_10_ml_cylinder_a_larger_batch_is_made_before_an_aliquot(tmp_path):
    """28 x 0.1 mL: 5.2 mL by an aliquot would be 18 % off, and refused; 51 mg in 10 mL is 0.8 % over and 4.04 % off at worst."""
    found = planned("14", own(tmp_path, without_cylinders(*LARGE)))
    steps = found.plan["steps"]
    assert [step["mass"] for step in steps if step["op"] == "weigh"] == ["51 mg"]
    assert [step["volume"] for step in steps if step["op"] in ("fill_to", "bottle")] == ["10 mL", "5.2 mL"]
    assert found.result["error_budget"]["strength"]["worst_case"] == "4.04 %"


def test_a_batch_too_small_to_weigh_names_the_cylinder_that_would_do_and_with_it_is_planned(tmp_path):
    refused = planned("14", own(tmp_path, without_cylinders(*LARGE)), concentration="1 mg/mL")
    facts = {each["code"]: each["facts"] for each in refused.result["findings"]}["weighing-below-minimum"]
    assert facts["suggestion"] == "a larger batch in a 50 mL cylinder"
    said = finding_sentence("weighing-below-minimum", facts, "es")[1].replace("\u00a0", " ")
    assert said.startswith("Ayudaría: un lote mayor en una de 50 mL (probeta), o")
    followed = planned("14", own(tmp_path, without_cylinders(25, 100, 250, 500, 1000)), concentration="1 mg/mL")
    assert [step["mass"] for step in followed.plan["steps"] if step["op"] == "weigh"] == ["51 mg"]


def test_no_change_that_helps_most_is_an_oral_syringe_that_no_plan_measures_with(tmp_path):
    found = planned("14", own(tmp_path, without_cylinders(*LARGE)), way="aliquot")
    changes = [each["facts"]["change"] for each in found.result["findings"] if each["code"] == "error-budget-wide"]
    assert len(changes) == 1
    assert "syringe" not in changes[0]


def test_an_overridden_row_keeps_its_other_keys_and_says_which_are_the_pharmacys(tmp_path):
    formulary = own(tmp_path, '[instruments."1 mL oral syringe"]\nstep = "0.02mL"\n')
    shipped = shipped_formulary().rows["instruments"]["1 mL oral syringe"]
    assert formulary.rows["instruments"]["1 mL oral syringe"] == shipped | {
        "step": "0.02 mL",
        "source": "this pharmacy's own file",
        "tag": "own",
        "own_keys": ["step"],
        "shipped_source": shipped["source"],
    }
    assert formulary.fingerprint != shipped_formulary().fingerprint
    assert shipped_formulary().rows["instruments"]["1 mL oral syringe"]["step"] == "0.01 mL"


def test_a_row_may_name_its_own_source(tmp_path):
    formulary = own(tmp_path, f'[fillers."{MCC}"]\nmeasured = {{ 3 = "128 mg" }}\nsource = "20 capsules of 3 June"\n')
    assert formulary.rows["fillers"][MCC]["source"] == "20 capsules of 3 June"
    assert formulary.rows["fillers"][MCC]["tag"] == "own"


def test_a_measured_fill_overrides_the_chart_and_is_not_called_assumed(tmp_path):
    formulary = own(tmp_path, f'[fillers."{MCC}"]\nmeasured = {{ 3 = "128 mg" }}\n')
    found = planned("02", formulary, filler=MCC)
    assert found.plan["instruments"]["size 3 capsule"]["filler_fill"] == "128 mg"
    assert "filler-fill-assumed" not in [each["code"] for each in found.result["findings"]]
    other = planned("02", formulary, filler=MCC, capsule_size="2")
    assert other.plan["instruments"]["size 2 capsule"]["filler_fill"] == "160 mg"
    assert "filler-fill-assumed" in [each["code"] for each in other.result["findings"]]


def test_another_chart_in_the_own_file_is_still_a_chart(tmp_path):
    found = planned("02", own(tmp_path, f'[fillers."{MCC}"]\nfills = {{ 3 = "128 mg" }}\n'))
    assert found.plan["instruments"]["size 3 capsule"]["filler_fill"] == "128 mg"
    assert "filler-fill-assumed" in [each["code"] for each in found.result["findings"]]


def test_a_new_filler_is_planned_proved_and_checked_for_allergies(tmp_path):
    formulary = own(tmp_path, '[fillers."rice flour"]\ncomponents = ["rice flour"]\nmeasured = { 3 = "190 mg" }\n')
    found = planned("02", formulary, filler="rice flour")
    assert found.result["proof"]["agrees"]
    assert "rice flour" in found.plan["materials"]


def test_a_syringe_with_other_marks_changes_what_can_be_drawn(tmp_path):
    text = """
        [instruments."1 mL oral syringe"]
        in_stock = false
        [instruments."1 mL oral syringe, 0.02 mL marks"]
        in_stock = true
        """
    marks = '[{"days": 30, "take": [{"dose": "0.75 mg", "when": "bedtime"}]}]'
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    request["rx"]["regimen"] = json.loads(marks)
    request["preparation"]["concentration"] = "1 mg/mL"
    shipped = plan_request(json.dumps(request), CLOCK, shipped_formulary())
    assert shipped.plan["doses"][0]["draws"] == [{"volume": "0.75 mL", "instrument": "1 mL oral syringe"}]
    assert "dose-between-marks" not in [each["code"] for each in shipped.result["findings"]]
    other = plan_request(json.dumps(request), CLOCK, own(tmp_path, text))
    assert "dose-between-marks" in [each["code"] for each in other.result["findings"]]
    assert other.plan["doses"][0]["draws"] == [{"volume": "0.75 mL", "instrument": "1 mL oral syringe, 0.02 mL marks"}]


def test_a_cylinder_of_another_class_is_read_by_its_own_tolerance(tmp_path):
    text = """
        [instruments."100 mL cylinder"]
        in_stock = false
        [instruments."100 mL cylinder, class A"]
        in_stock = true
        """
    shipped, finer = planned("03", shipped_formulary()), planned("03", own(tmp_path, text))
    assert finer.plan["instruments"]["100 mL cylinder, class A"]["tolerance"] == "0.5 %"
    assert finer.result["proof"]["agrees"]
    found, before = (float(each.result["error_budget"]["strength"]["worst_case"].removesuffix(" %")) for each in (finer, shipped))
    assert found < before


def test_a_scale_in_the_own_file_was_measured_and_no_other(tmp_path):
    found = own(tmp_path, '[instruments."3 mL oral syringe"]\nscale_length = "52.3 mm"\n')
    assert {each.name for each in found.syringes if each.is_measured} == {"3 mL oral syringe"}
    other = own(tmp_path, '[instruments."3 mL oral syringe"]\nsource = "SOP 12"\n')
    assert not any(each.is_measured for each in other.syringes)


def test_a_named_balance_is_chosen_by_its_name(tmp_path):
    found = planned("16", own(tmp_path, '[policies.defaults]\nbalance = "0.1 mg analytical balance"\n'))
    assert found.plan["instruments"]["balance"] == {"kind": "balance", "readability": "0.1 mg", "minimum": "5 mg"}
    [row] = [each for each in found.result["rows_used"] if each["row"] == "balance"]
    assert row["own"] is True
    assert row["source"] == shipped_formulary().rows["instruments"]["0.1 mg analytical balance"]["source"]


def test_a_shell_that_is_added_can_be_asked_for(tmp_path):
    text = f"""
        [shells.5]
        volume = "0.13 mL"
        empty = "28 mg"
        length = "11.1 mm"
        width = "4.9 mm"
        [fillers."{MCC}"]
        measured = {{ 5 = "60 mg" }}
        """
    found = planned("02", own(tmp_path, text), filler=MCC, capsule_size="5")
    assert found.result["proof"]["agrees"]
    assert found.plan["instruments"]["size 5 capsule"]["filler_fill"] == "60 mg"


def test_a_size_whose_fill_nobody_knows_is_an_error_that_asks_for_it(tmp_path):
    text = '[shells.5]\nvolume = "0.13 mL"\nempty = "28 mg"\nlength = "11.1 mm"\nwidth = "4.9 mm"\n'
    found = planned("02", own(tmp_path, text), capsule_size="5")
    assert [error["path"] for error in found.result["errors"]] == ["preparation.filler_fill"]


def test_an_own_vehicle_is_planned_and_proved(tmp_path):
    text = """
        [vehicles.house]
        name = "house vehicle"
        components = ["purified water", "potassium sorbate"]
        formula = "potassium sorbate 0.2 %, purified water to 100 %"
        beyond_use = "aqueous-preserved"
        preservative = "potassium sorbate"
        storage = "room"
        studied_days = { room = 20 }
        """
    found = planned("01", own(tmp_path, text), vehicle="house")
    assert found.result["proof"]["agrees"]
    assert found.plan["beyond_use"]["days"] == 20
    assert [(row["row"], row["source"]) for row in found.result["rows_used"] if row["own"]] == [
        ("house", "this pharmacy's own file")
    ]


def test_the_contracts_example_is_a_file_that_can_be_used(tmp_path):
    [example] = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "interface.md").read_text("utf-8"), re.DOTALL)
    formulary = own(tmp_path, example)
    assert formulary.balance[0] == read_mass("0.1 mg")
    assert {"house", "purified-water"} <= set(formulary.vehicles)
    assert "5" in formulary.shells
    assert formulary.syringes[0].name == "1 mL oral syringe, 0.02 mL marks"
    for number in ("01", "02", "03", "05"):
        assert planned(number, formulary).result["proof"]["agrees"]


WRONG = {
    "a wrong unit": (f'[fillers."{MCC}"]\nmeasured = {{ 3 = "128 mL" }}', f'fillers["{MCC}"].measured["3"]', "a mass"),
    "no unit": ('[instruments."3 mL oral syringe"]\nstep = 0.1', 'instruments["3 mL oral syringe"].step', "text in quotes"),
    "grams for milligrams": (f'[fillers."{MCC}"]\nmeasured = {{ 3 = "128 g" }}', f'fillers["{MCC}"].measured["3"]', "0.1 to 2 g"),
    "an unknown table": ('[instrument.x]\nstep = "1 mL"', "instrument", "did you mean instruments?"),
    "an unknown key": (f'[fillers."{MCC}"]\nfils = {{ 3 = "1 mg" }}', f'fillers["{MCC}"].fils', "did you mean fills?"),
    "a filler without components": ('[fillers.rice]\nmeasured = { 3 = "190 mg" }', "fillers.rice.components", "made of"),
    "a filler without a weight": ('[fillers.rice]\ncomponents = ["rice"]', "fillers.rice.measured", "net weight"),
    "a filler that holds the drug": (
        '[fillers.premix]\ncomponents = ["naltrexone"]\nmeasured = { 3 = "130 mg" }',
        "fillers.premix",
        "without naltrexone",
    ),
    "a filler that holds a brand of the drug": (
        '[fillers.premix]\ncomponents = ["ReVia crushed"]\nmeasured = { 3 = "130 mg" }',
        "fillers.premix",
        "by any name",
    ),
    "a filler named by the drug's abbreviation": (
        '[fillers."LDN premix"]\ncomponents = ["lactose"]\nmeasured = { 3 = "130 mg" }',
        'fillers["LDN premix"]',
        "by any name",
    ),
    "a filler that holds an opioid": (
        '[fillers.premix]\ncomponents = ["rice", "poppy straw"]\nmeasured = { 3 = "130 mg" }',
        "fillers.premix",
        "without opioids",
    ),
    "a filler named as the drug": (
        '[fillers."naltrexone hydrochloride"]\ncomponents = ["lactose"]\nmeasured = { 3 = "130 mg" }',
        'fillers["naltrexone hydrochloride"]',
        "without naltrexone",
    ),
    "a step that does not divide": (
        '[instruments."10 mL oral syringe"]\nstep = "0.3 mL"',
        'instruments["10 mL oral syringe"].step',
        "divides the capacity of 10 mL",
    ),
    "a cylinder by another name": (
        '[instruments.beaker]\nkind = "cylinder"\ncapacity = "10 mL"\nstep = "1 mL"\nsmallest = "2 mL"\ntolerance = "1 %"',
        "instruments.beaker",
        '"10 mL cylinder"',
    ),
    "a cylinder read below a mark": (
        '[instruments."10 mL cylinder"]\nsmallest = "2.1 mL"',
        'instruments["10 mL cylinder"].smallest',
        "whole number of steps",
    ),
    "two syringes of one size": (
        '[instruments."1 mL oral syringe, 0.02 mL marks"]\nin_stock = true',
        "instruments",
        "never hold one with other marks",
    ),
    "two cylinders of one size": (
        '[instruments."25 mL cylinder, class A"]\nin_stock = true',
        "instruments",
        "a plan must know which class is read",
    ),
    "no cylinder left": (
        "\n".join(f'[instruments."{size} mL cylinder"]\nin_stock = false' for size in (10, 25, 50, 100, 250, 500, 1000)),
        "instruments",
        "at least one cylinder",
    ),
    "a minimum under USP <41>": ('[instruments.balance]\nminimum = "10 mg"', "instruments.balance.minimum", "at least 41 mg"),
    "an error too small for the balance": (
        '[policies.defaults]\nweighing_error = "1 %"',
        "instruments.balance.minimum",
        "at least 82 mg",
    ),
    "a balance that is not there": ('[policies.defaults]\nbalance = "0.1 mg"', "policies.defaults.balance", "one of the balances"),
    "a preserved vehicle without a preservative": (
        '[vehicles.mine]\nname = "v"\ncomponents = ["purified water"]\nformula = "water"\nbeyond_use = "aqueous-preserved"\n'
        'storage = "room"',
        "vehicles.mine.preservative",
        "one of the components",
    ),
    "an unpreserved vehicle at room temperature": (
        '[vehicles.purified-water]\nstorage = "room"',
        'vehicles["purified-water"].storage',
        "refrigerator",
    ),
    "lactose taken out of lactose": (
        '[fillers."lactose anhydrous"]\ncomponents = ["powder base"]',
        'fillers["lactose anhydrous"].components',
        "also lactose",
    ),
    "a preservative taken out of a vehicle": (
        '[vehicles.syrspend-sf-ph4]\ncomponents = ["purified water", "modified starch"]\npreservative = "modified starch"',
        'vehicles["syrspend-sf-ph4"].components',
        "also sodium citrate",
    ),
    "a label that no longer warns": (
        '[fillers."lactose anhydrous"]\nlabel_contains = "sugar"',
        'fillers["lactose anhydrous"].label_contains',
        "still names lactose",
    ),
    "a vehicle of oil": (
        '[vehicles.purified-water]\nbeyond_use = "nonaqueous-liquid"',
        'vehicles["purified-water"].beyond_use',
        "one of aqueous-unpreserved, aqueous-preserved",
    ),
    "the dose range": ('[policies.doses]\nmost = "50 mg"', "policies.doses", "the range that this program is checked for"),
    "the limits of USP <795>": ("[beyond_use.solid]\ndays = 360", "beyond_use", "one of the tables"),
    "a default that no row has": ('[policies.defaults]\nfiller = "sand"', "policies.defaults.filler", "one of"),
    "a default filler without the default size": (
        '[policies.defaults]\nfiller = "rice"\n[fillers.rice]\ncomponents = ["rice"]\nmeasured = { 2 = "250 mg" }',
        "fillers.rice.measured",
        "default size",
    ),
    "a shell in grams": ('[shells.3]\nempty = "48 g"', 'shells["3"].empty', "at most 400 mg"),
    "not a row": ("[shells]\n3 = 5", 'shells["3"]', "an object"),
    "not TOML": ("[fillers", "the file", "TOML"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_an_error_that_names_the_field(tmp_path, name):
    text, path, words = WRONG[name]
    found = errors(tmp_path, text)
    assert path in found
    assert words in found[path].expected
    assert "nothing is planned" in str(OwnFileError(tmp_path, tuple(found.values())))


def test_every_problem_is_told_at_once_and_nothing_is_written(tmp_path):
    text = "\n".join(
        [
            f'[fillers."{MCC}"]\nmeasured = {{ 3 = "128 g", 9 = "1 mg" }}',
            '[shells.3]\nvolume = 0.3\nempty = "48 g"',
            '[instruments."10 mL oral syringe"]\nstep = "0.3 mL"',
        ]
    )
    found = errors(tmp_path, text)
    assert {
        f'fillers["{MCC}"].measured["9"]',
        f'fillers["{MCC}"].measured["3"]',
        'shells["3"].volume',
        'shells["3"].empty',
        'instruments["10 mL oral syringe"].step',
    } <= set(found)
    assert (tmp_path / "formulary.toml").read_text("utf-8") == text


def test_a_file_that_is_there_and_cannot_be_read_is_never_taken_for_none(tmp_path):
    path = tmp_path / "formulary.toml"
    path.symlink_to(tmp_path / "nowhere.toml")
    with pytest.raises(OwnFileError, match="leads nowhere"):
        FilePharmacy(tmp_path / "settings.toml").formulary()
    path.unlink()
    path.mkdir()
    with pytest.raises(OwnFileError, match="can be read"):
        FilePharmacy(tmp_path / "settings.toml").formulary()
    path.rmdir()
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(OwnFileError, match="UTF-8"):
        FilePharmacy(tmp_path / "settings.toml").formulary()
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(OwnFileError, match="1 MB"):
        FilePharmacy(tmp_path / "settings.toml").formulary()


ROWS = {table: list(shipped_formulary().rows[table]) for table in ("shells", "instruments", "fillers", "vehicles", "policies")}
KEYS = sorted({key for table in ROWS for row in shipped_formulary().rows[table].values() for key in row} | {"measured", "balance"})
SCALARS = st.sampled_from(
    ["1 mg", "3 mL", "0.1 mL", "2 %", "58 mm", "3", "lactose", "balance", "room", "", "aqueous-preserved", 0, 7, True, 0.5]
)
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.sampled_from(["3", "4", "room", "x.y"]), SCALARS, max_size=2)


@given(
    st.dictionaries(
        st.sampled_from([*ROWS, "beyond_use"]),
        st.dictionaries(
            st.sampled_from(sorted({name for names in ROWS.values() for name in names} | {"new", "naltrexone", 'a "b"'})),
            st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5) | SCALARS,
            max_size=3,
        ),
        max_size=3,
    )
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_the_file_it_is_used_or_its_problems_are_named(tmp_path, tables):
    (tmp_path / "formulary.toml").write_text(tomlkit.dumps(tables), encoding="utf-8")
    try:
        formulary = FilePharmacy(tmp_path / "settings.toml").formulary()
    except OwnFileError as error:
        problems = error.errors
    else:
        problems = ()
    if problems:
        assert all(each.path and each.expected for each in problems)
        return
    for number in ("01", "02"):
        assert planned(number, formulary).result["status"] in ("ready", "review", "refused")
        assert not [each for each in planned(number, formulary).result["findings"] if each["code"] == "proof-disagrees"]


VEHICLE = """
[vehicles.mine]
name = "own vehicle"
components = ["purified water", "{preservative}"]
formula = "its own"
beyond_use = "aqueous-preserved"
storage = "room"
preservative = "{preservative}"
"""
PRESERVATIVES = [
    *("sodium benzoate", "potassium sorbate", "methylparaben", "propylparaben", "benzyl alcohol", "benzoic acid", "sorbic acid"),
    "sodium benzoate 0.1 %",
]
SHIPPED = shipped_formulary().rows["vehicles"].values()
OTHERS = sorted({each for row in SHIPPED for each in row["components"]} - set(PRESERVATIVES))


@pytest.mark.parametrize("preservative", PRESERVATIVES)
def test_a_listed_preservative_makes_a_vehicle_a_preserved_one(tmp_path, preservative):
    assert own(tmp_path, VEHICLE.format(preservative=preservative)).vehicles["mine"].beyond_use == "aqueous-preserved"


@pytest.mark.parametrize("preservative", [*OTHERS, "sugar", "secret mix", "benzoate-free base", "sin conservante"])
def test_nothing_else_makes_a_vehicle_a_preserved_one(tmp_path, preservative):
    found = errors(tmp_path, VEHICLE.format(preservative=preservative))
    assert "a preservative that is listed" in found["vehicles.mine.preservative"].expected


def test_a_pharmacys_own_usual_strengths_are_tried_in_its_order(tmp_path):
    rows = own(tmp_path, '[policies.defaults]\nconcentrations = ["3 mg/mL", "1 mg/mL"]\ncapsule_strengths = ["0.75 mg", "2 mg"]\n')
    assert [float(each.milligrams) for each in rows.capsule_strengths] == [0.75, 2]
    request = json.loads(next(SAMPLES.glob("01-*.json")).read_text("utf-8"))
    del request["preparation"]["concentration"]
    assert plan_request(json.dumps(request), CLOCK, rows).plan["products"]["bottle 1"]["strength"] == "3 mg/mL"


@pytest.mark.parametrize("listed", ['["1.5 mg", "1.5 mg"]', "[]", '["1.5 mL"]', '"1.5 mg"'])
def test_usual_capsule_strengths_that_cannot_be_read_are_refused(tmp_path, listed):
    found = errors(tmp_path, f"[policies.defaults]\ncapsule_strengths = {listed}\n")
    assert any(path.startswith("policies.defaults.capsule_strengths") for path in found)


def test_an_own_row_may_add_components_and_they_are_held_against_allergies(tmp_path):
    text = f'[fillers."{MCC}"]\ncomponents = ["microcrystalline cellulose", "silicon dioxide"]\n'
    request = json.loads(next(SAMPLES.glob("02-*.json")).read_text("utf-8"))
    request["screening"]["allergies"] = ["silica"]
    found = plan_request(json.dumps(request), CLOCK, own(tmp_path, text)).result["findings"]
    assert "excipient-allergy" in [each["code"] for each in found]


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ("hypromellose", "filler-release-modifying"),
        ("Methocel K4M", "filler-release-modifying"),
        ("HPMC", "filler-release-modifying"),
        ("ethylcellulose", "filler-release-modifying"),
        ("calcium carbonate", "filler-calcium-carbonate"),
        ("rice flour", None),
        ("sucrose", None),
    ],
)
def test_what_a_filler_is_made_of_decides_what_speaks_against_it(tmp_path, component, code):
    text = f'[fillers.mine]\ncomponents = ["{component}"]\nmeasured = {{ 3 = "128 mg" }}\n'
    codes = [each["code"] for each in planned("02", own(tmp_path, text), filler="mine").result["findings"]]
    assert [each for each in codes if each.startswith("filler-")] == ([code] if code else [])


@pytest.mark.parametrize(
    ("key", "fill", "far"),
    [
        ("measured", "97 mg", True),
        ("measured", "98 mg", False),
        ("measured", "128 mg", False),
        ("measured", "162 mg", False),
        ("measured", "163 mg", True),
        ("measured", "560 mg", True),
        ("fills", "560 mg", True),
        ("fills", "128 mg", False),
    ],
)
def test_an_own_fill_far_from_the_chart_is_reviewed_and_names_both(tmp_path, key, fill, far):
    formulary = own(tmp_path, f'[fillers."{MCC}"]\n{key} = {{ 3 = "{fill}" }}\n')
    found = [each for each in planned("02", formulary).result["findings"] if each["code"] == "filler-fill-far-from-chart"]
    assert [(each["severity"], each["facts"]["fill"], each["facts"]["chart"]) for each in found] == (
        [("review", fill, "130 mg")] if far else []
    )


def test_an_own_filler_s_measured_fill_is_held_against_its_own_chart(tmp_path):
    text = '[fillers.rice]\ncomponents = ["rice flour"]\nfills = {{ 3 = "190 mg" }}\nmeasured = {{ 3 = "{}" }}\n'
    for fill, far in (("200 mg", False), ("250 mg", True)):
        found = planned("02", own(tmp_path, text.format(fill)), filler="rice").result["findings"]
        assert ("filler-fill-far-from-chart" in [each["code"] for each in found]) is far


IMPOSSIBLE = {
    "marks of a millionth": (
        '[instruments."1 mL oral syringe"]\nstep = "0.000001 mL"\nnumbered = "0.1 mL"',
        "step",
        "at least 0.01 mL",
    ),
    "marks a little too fine": ('[instruments."10 mL oral syringe"]\nstep = "0.05 mL"', "step", "at least 0.1 mL"),
    "a cylinder of a thousand marks": ('[instruments."10 mL cylinder"]\nstep = "0.01 mL"', "step", "at least 0.04 mL"),
    "a cylinder that is never off": ('[instruments."25 mL cylinder"]\ntolerance = "0.0001 %"', "tolerance", "at least 0.2 %"),
    "a drop in a large cylinder": ('[instruments."500 mL cylinder"]\nsmallest = "5 mL"', "smallest", "at least 50 mL"),
    "a syringe as thin as a hair": ('[instruments."1 mL oral syringe"]\nscale_length = "557 mm"', "scale_length", "3 to 40 mm"),
    "a scale of one millimeter": ('[instruments."10 mL oral syringe"]\nscale_length = "6 mm"', "scale_length", "3 to 40 mm"),
    "a balance that takes less than it weighs": ('[instruments.balance]\ncapacity = "500 mg"', "capacity", "1000 of its readings"),
    "a sensitivity better than half a reading": (
        '[instruments.balance]\nsensitivity = "0.01 mg"\nminimum = "20 mg"',
        "minimum",
        "at least 25 mg",
    ),
    "a weighing that may be a tenth off": ('[policies.defaults]\nweighing_error = "10 %"', "weighing_error", "to 5 %"),
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_figure_that_no_such_instrument_has_is_refused(tmp_path, name):
    text, key, expected = IMPOSSIBLE[name]
    found = [error for path, error in errors(tmp_path, text).items() if path.endswith(f".{key}")]
    assert [expected in error.expected for error in found] == [True], found


def test_a_wider_weighing_error_of_the_pharmacys_own_is_noted_on_the_plan(tmp_path):
    rows = own(tmp_path, '[policies.defaults]\nweighing_error = "5 %"')
    assert "weighing-error-own" in [each["code"] for each in planned("01", rows).result["findings"]]
    assert "weighing-error-own" not in [each["code"] for each in planned("01", shipped_formulary()).result["findings"]]


@pytest.mark.parametrize(
    "component",
    [
        *(
            "naltrex\u043ene",
            "n\u0430ltrexone",
            "nal-trexone",
            "naltrexonehcl",
            "naltrex0ne",
            "naltrexon",
            "naltrexoen",
            "Vivitrol",
        ),
        *("Nalorex", "LDN", "codeine phosphate", "oxycod", "t.r.a.m.a.d.o.l", "kratom"),
    ],
)
def test_no_name_of_the_drug_or_of_an_opioid_is_a_component(component):
    assert names_drug_or_opioid(component)


def test_no_shipped_material_is_taken_for_the_drug():
    rows = shipped_formulary()
    names = {name for table in (rows.fillers, rows.vehicles) for name in table}
    components = {component for table in (rows.fillers, rows.vehicles) for row in table.values() for component in row.components}
    for name in (*names, *components, "povidone", "ethanol", "maltodextrin", "mannitol", "ginger", "titanium dioxide"):
        assert not names_drug_or_opioid(name), name
