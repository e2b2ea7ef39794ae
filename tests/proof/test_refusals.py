"""Every refusal of the proof: one fault made in a plan that is proved, and the code that must name it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from proof.cases import HAND_MADE, codes, hand_made, prove

import ldn_calc.proof
from ldn_calc.proof.problems import CODES

Json = dict[str, Any]
Fault = Callable[[Json, Json], None]

LIQUID, WEEKLY, CAPSULES, DIHYDRATE, ALIQUOT = (
    "contract-liquid-titration",
    "03-liquid-weekly-steps",
    "02-capsule-titration",
    "06-capsule-dihydrate",
    "07-capsule-aliquot",
)
FAULTS: list[tuple[str, str, str, Fault]] = []


def fault(code: str, plan: str, what: str) -> Callable[[Fault], Fault]:
    """Register a fault: it changes the request and the result's plan in place."""

    def register(make: Fault) -> Fault:
        FAULTS.append((code, plan, what, make))
        return make

    return register


def put(code: str, plan: str, what: str, path: str, value: object) -> None:
    """A fault that only puts a value somewhere: `plan/steps/0/mass`, or `request/rx/form`; `...` takes the key away."""

    def make(request: Json, result: Json) -> None:
        place: Any = {"request": request, "result": result, "plan": result["plan"]}
        *way, last = path.split("/")
        for part in way:
            place = place[int(part)] if isinstance(place, list) else place[part]
        key: Any = int(last) if isinstance(place, list) else last
        if value is ...:
            del place[key]
        else:
            place[key] = value

    FAULTS.append((code, plan, what, make))


def step(result: Json, at: int) -> Json:
    found: Json = result["plan"]["steps"][at]
    return found


# the three texts
put("quantity-unreadable", LIQUID, "a number with a point", "plan/steps/0/mass", 101.5)
put("key-missing", LIQUID, "a step without its mass", "plan/steps/0/mass", ...)
put("key-missing", LIQUID, "a result without status", "result/status", ...)
put("key-missing", LIQUID, "a request without a regimen", "request/rx/regimen", ...)
put("key-missing", LIQUID, "a plan without doses", "plan/doses", ...)
put("key-missing", LIQUID, "a material without drug fraction", "plan/materials/naltrexone hydrochloride/drug_fraction", ...)
put("key-missing", LIQUID, "a supply without the next fill", "plan/supply/next_fill_by", ...)
put("key-missing", LIQUID, "a transfer with a rinse of nothing named", "plan/steps/3/material", ...)
put("key-missing", ALIQUOT, "a take of neither mass nor volume", "plan/steps/3/mass", ...)
put("key-missing", ALIQUOT, "a discard of nothing named", "plan/steps/8/vessel", ...)
put("key-unknown", LIQUID, "a strange key in a step", "plan/steps/0/purity", "99 %")
put("key-unknown", LIQUID, "a strange key in the plan", "plan/colour", "blue")
put("key-unknown", LIQUID, "a strange key in the result", "result/colour", "blue")
put("key-unknown", LIQUID, "a strange key in the request", "request/rx/colour", "blue")
put("key-unknown", LIQUID, "capsules in a liquid dose's place", "plan/doses/0/syringe", "3 mL")
put("value-unreadable", LIQUID, "a count as text", "plan/doses/0/count", "14")
put("value-unreadable", LIQUID, "a date that does not exist", "plan/doses/0/from_date", "2026-11-31")
put("value-unreadable", LIQUID, "a list where an object is due", "plan/materials", [])
put("value-unreadable", LIQUID, "no reason for the beyond-use date", "plan/beyond_use/because", [])
put("value-unreadable", LIQUID, "a fingerprint that is none", "result/formulary", "sha256:12")
put("value-unreadable", LIQUID, "a fill of days within the regimen", "request/fill/days", 30)
put("value-unreadable", LIQUID, "a time of day nobody knows", "request/rx/regimen/0/take/0/when", "noon")
put("value-unreadable", LIQUID, "a yes for a count", "plan/doses/0/count", True)
put("supply-differs", LIQUID, "a yes for a number", "plan/supply/fill", True)
put("quantity-unreadable", LIQUID, "a comma", "plan/steps/0/mass", "100,5 mg")
put("quantity-unreadable", LIQUID, "a trailing zero", "plan/steps/0/mass", "101.0 mg")
put("quantity-unreadable", LIQUID, "no unit", "plan/steps/0/mass", "101")
put("quantity-unreadable", LIQUID, "a number for a quantity", "plan/steps/0/mass", 101)
put("quantity-unreadable", LIQUID, "mega or milli", "plan/steps/0/mass", "101 Mg")
put("quantity-unreadable", LIQUID, "no space", "plan/steps/0/mass", "101mg")
put("quantity-unreadable", LIQUID, "a comma in the request", "request/rx/regimen/0/take/0/dose", "1,5 mg")
put("dimension-wrong", LIQUID, "a volume weighed", "plan/steps/0/mass", "101 mL")
put("dimension-wrong", LIQUID, "a mass measured", "plan/steps/1/volume", "60 mg")
put("dimension-wrong", LIQUID, "a volume prescribed", "request/rx/regimen/0/take/0/dose", "1.5 mL")
put("dimension-wrong", CAPSULES, "milligrams of capsules", "plan/products/capsules 1.5 mg/amount", "84 mg")
put("schema-unknown", LIQUID, "another schema", "result/schema", "ldn-calc/plan/2")
put("no-plan", LIQUID, "a refused result", "result/plan", None)
put("status-against-findings", LIQUID, "ready is not refused", "result/status", "refused")


@fault("status-against-findings", LIQUID, "a plan in spite of a stop")
def _(request: Json, result: Json) -> None:
    result["findings"][0]["severity"] = "stop"


@fault("status-against-findings", LIQUID, "ready with a review open")
def _(request: Json, result: Json) -> None:
    result["findings"][0]["severity"] = "review"


# bench
put("operation-unknown", LIQUID, "a step nobody knows", "plan/steps/2/op", "heat")
put("material-unknown", LIQUID, "a powder that is not listed", "plan/steps/0/material", "naloxone hydrochloride")
put("instrument-unknown", LIQUID, "a cylinder that is not listed", "plan/steps/1/instrument", "250 mL cylinder")
put("instrument-unknown", LIQUID, "a syringe that is not listed", "plan/doses/0/draws/0/instrument", "5 mL oral syringe")
put("instrument-unsuitable", LIQUID, "a mass on a cylinder", "plan/steps/0/instrument", "100 mL cylinder")
put("instrument-unsuitable", LIQUID, "a dose drawn with a cylinder", "plan/doses/0/draws/0/instrument", "100 mL cylinder")
put("material-unsuitable", LIQUID, "a vehicle weighed", "plan/steps/0/material", "preserved vehicle")
put("not-a-vehicle", LIQUID, "drug measured by volume", "plan/steps/1/material", "naltrexone hydrochloride")
put("not-a-vehicle", LIQUID, "a rinse with drug", "plan/steps/3/material", "naltrexone hydrochloride")
put("not-a-vehicle", LIQUID, "made up with drug", "plan/steps/4/material", "naltrexone hydrochloride")
put("not-a-vehicle", LIQUID, "an unknown liquid measured", "plan/steps/1/material", "syrup")
put("vessel-unknown", LIQUID, "mixing a vessel nobody filled", "plan/steps/2/vessel", "flask")
put("vessel-unknown", CAPSULES, "discarding capsules nobody made", "plan/steps/4/product", "capsules 3 mg")
put("vessel-same", LIQUID, "a beaker poured into itself", "plan/steps/3/into", "beaker")
put("vessel-is-product", LIQUID, "bottled into the beaker", "plan/steps/6/into", "beaker")
put("fill-to-lowers", LIQUID, "made up to less than is there", "plan/steps/4/volume", "60 mL")
put("fill-to-elsewhere", LIQUID, "made up in the beaker", "plan/steps/4/vessel", "beaker")
put("off-graduation", LIQUID, "half a milligram on a 1 mg balance", "plan/steps/0/mass", "101.5 mg")
put("off-graduation", LIQUID, "between two lines of the cylinder", "plan/steps/4/volume", "99.5 mL")
put("below-minimum", LIQUID, "less than the balance weighs", "plan/steps/0/mass", "49 mg")
put("below-minimum", LIQUID, "less than a fifth of the cylinder", "plan/steps/1/volume", "19 mL")
put("above-capacity", LIQUID, "more than the cylinder holds", "plan/steps/4/volume", "110 mL")
put("above-capacity", LIQUID, "a rinse that runs over", "plan/steps/3/rinse", "41 mL")
put("above-capacity", LIQUID, "more than the syringe holds", "plan/doses/1/draws/0/volume", "3.5 mL")
put("aliquot-below-twice-minimum", ALIQUOT, "an aliquot taken too small", "plan/steps/3/mass", "239 mg")
put("aliquot-below-twice-minimum", ALIQUOT, "drug weighed too small for an aliquot", "plan/steps/0/mass", "239 mg")
put("draw-off-mark", LIQUID, "between two marks of the syringe", "plan/doses/0/draws/0/volume", "1.55 mL")
put("draws-unlike-dose", LIQUID, "draws that do not add up", "plan/doses/2/volume", "4.4 mL")
put("draws-unlike-dose", LIQUID, "no draw", "plan/doses/0/draws", [])
put("shell-size-differs", CAPSULES, "another size in the step", "plan/steps/3/size", "2")
put("shell-size-differs", CAPSULES, "another size asked for", "request/preparation/capsule_size", "2")
put("capsule-fill-outside-shell", CAPSULES, "a fill of another shell", "request/preparation/filler_fill", "160 mg")
put("capsule-fill-not-the-share", CAPSULES, "a tenth of a milligram less", "plan/steps/3/mass_each", "129.9 mg")
put("vessel-too-little", CAPSULES, "more in capsules than in the mortar", "plan/steps/3/mass_each", "130.1 mg")
put("vessel-too-little", LIQUID, "more bottled than made", "plan/steps/6/volume", "101 mL")
put("too-many-discarded", CAPSULES, "more discarded than made", "plan/steps/4/capsules", 90)


@fault("vessel-empty", LIQUID, "mixing a beaker that was poured out")
def _(request: Json, result: Json) -> None:
    result["plan"]["steps"].insert(4, {"op": "mix", "vessel": "beaker", "how": "stir"})


@fault("vessel-not-uniform", LIQUID, "bottled before it is mixed")
def _(request: Json, result: Json) -> None:
    del result["plan"]["steps"][5]


@fault("vessel-not-uniform", CAPSULES, "capsules from a mortar nobody mixed")
def _(request: Json, result: Json) -> None:
    del result["plan"]["steps"][2]


@fault("vessel-not-uniform", ALIQUOT, "an aliquot of a mixture nobody mixed")
def _(request: Json, result: Json) -> None:
    del result["plan"]["steps"][2]


@fault("mass-of-a-liquid", LIQUID, "an aliquot of a liquid by mass")
def _(request: Json, result: Json) -> None:
    result["plan"]["steps"].insert(3, {"op": "take", "from": "beaker", "into": "flask", "mass": "50 mg", "instrument": "balance"})


@fault("liquid-missing", ALIQUOT, "an aliquot of a powder by volume")
def _(request: Json, result: Json) -> None:
    result["plan"]["instruments"]["10 mL cylinder"] = {
        "kind": "cylinder",
        "capacity": "10 mL",
        "step": "0.2 mL",
        "smallest": "2 mL",
        "tolerance": "1 %",
    }
    del step(result, 3)["mass"]
    step(result, 3).update(volume="2 mL", instrument="10 mL cylinder")


@fault("product-filled-twice", LIQUID, "one bottle filled twice")
def _(request: Json, result: Json) -> None:
    step(result, 6)["volume"] = "50 mL"
    result["plan"]["steps"].append(copy.deepcopy(step(result, 6)))


@fault("capsule-from-liquid", CAPSULES, "a mortar with liquid in it")
def _(request: Json, result: Json) -> None:
    plan = result["plan"]
    plan["materials"]["preserved vehicle"] = {"kind": "vehicle", "formula": "fawcett-preserved"}
    plan["instruments"]["10 mL cylinder"] = {"kind": "cylinder", "capacity": "10 mL", "step": "0.2 mL", "smallest": "2 mL"}
    measure = {
        "op": "measure",
        "material": "preserved vehicle",
        "into": "mortar",
        "volume": "10 mL",
        "instrument": "10 mL cylinder",
    }
    plan["steps"].insert(2, measure)


@fault("too-concentrated", LIQUID, "101 mg to dissolve in 2 mL")
def _(request: Json, result: Json) -> None:
    result["plan"]["instruments"]["10 mL cylinder"] = {
        "kind": "cylinder",
        "capacity": "10 mL",
        "step": "0.2 mL",
        "smallest": "2 mL",
        "tolerance": "1 %",
    }
    step(result, 0)["mass"] = "202 mg"
    step(result, 1).update(volume="2 mL", instrument="10 mL cylinder")


@fault("draws-unlike-dose", LIQUID, "three draws")
def _(request: Json, result: Json) -> None:
    result["plan"]["doses"][2]["draws"] = [{"volume": "1.5 mL", "instrument": "3 mL oral syringe"} for _ in range(3)]


@fault("draws-unlike-dose", LIQUID, "two syringes for one dose")
def _(request: Json, result: Json) -> None:
    result["plan"]["instruments"]["5 mL oral syringe"] = {"kind": "syringe", "capacity": "5 mL", "step": "0.2 mL"}
    draws = result["plan"]["doses"][2]["draws"]
    draws[0], draws[1] = (
        {"volume": "4 mL", "instrument": "5 mL oral syringe"},
        {"volume": "0.5 mL", "instrument": "3 mL oral syringe"},
    )


@fault("material-not-used", LIQUID, "a material that no step uses")
def _(request: Json, result: Json) -> None:
    result["plan"]["materials"]["microcrystalline cellulose PH-105"] = {"kind": "filler"}


@fault("instrument-not-used", LIQUID, "an instrument that nothing uses")
def _(request: Json, result: Json) -> None:
    result["plan"]["instruments"]["5 mL oral syringe"] = {"kind": "syringe", "capacity": "5 mL", "step": "0.2 mL"}


# order
put("form-differs", LIQUID, "capsules asked for", "request/rx/form", "capsule")
put("form-differs", LIQUID, "a capsule product in a liquid", "plan/products/bottle 1/kind", "capsule")
put("strength-as-differs", LIQUID, "base asked for", "request/rx/strength_as", "base")
put("lot-differs", LIQUID, "another prescription's lot", "plan/lot", "240118-1-261122-0930")
put("lot-differs", LIQUID, "another fill's lot", "plan/lot", "240117-2-261122-0930")
put("lot-differs", LIQUID, "a lot without time", "plan/lot", "240117-1-261122")
put("default-differs", CAPSULES, "a default that is not the row's", "result/defaults_used/preparation.overage", "10 %")
put("default-differs", LIQUID, "a default where the request speaks", "result/defaults_used/preparation.overfill", "5 %")
put("default-differs", LIQUID, "a default nobody knows", "result/defaults_used/preparation.colour", "blue")
put(
    "material-differs",
    LIQUID,
    "another powder asked for",
    "request/preparation/source/substance",
    "naltrexone hydrochloride dihydrate",
)
put("material-differs", LIQUID, "another vehicle in the plan", "plan/materials/preserved vehicle/formula", "purified-water")
put("material-differs", LIQUID, "another vehicle asked for", "request/preparation/vehicle", "syrspend-sf-ph4")
put("material-differs", CAPSULES, "another filler asked for", "request/preparation/filler", "corn starch")
put("certificate-differs", LIQUID, "another assay", "plan/materials/naltrexone hydrochloride/assay", "99.5 %")
put("certificate-differs", LIQUID, "another water", "plan/materials/naltrexone hydrochloride/water", "0.5 %")
put("certificate-differs", LIQUID, "no water", "plan/materials/naltrexone hydrochloride/water", ...)
put("certificate-differs", LIQUID, "another basis", "plan/materials/naltrexone hydrochloride/assay_basis", "as-is")
put("certificate-differs", LIQUID, "another lot", "plan/materials/naltrexone hydrochloride/lot", "N-119")
put("certificate-differs", LIQUID, "another expiry", "plan/materials/naltrexone hydrochloride/expires_on", "2028-04-30")
put("instrument-differs", LIQUID, "another readability", "plan/instruments/balance/readability", "0.1 mg")
put("instrument-differs", LIQUID, "another minimum", "plan/instruments/balance/minimum", "20 mg")
put("instrument-differs", ALIQUOT, "a minimum that sensitivity and error do not give", "plan/instruments/balance/minimum", "60 mg")
put("instrument-differs", LIQUID, "another capacity", "plan/instruments/100 mL cylinder/capacity", "120 mL")
put("instrument-differs", LIQUID, "another step of the syringe", "plan/instruments/3 mL oral syringe/step", "0.05 mL")
put("instrument-differs", CAPSULES, "another fill of the shell", "plan/instruments/size 3 capsule/filler_fill", "131 mg")
put("dose-outside-range", LIQUID, "6 mg", "request/rx/regimen/2/take/0/dose", "6 mg")
put("dose-outside-range", LIQUID, "0.4 mg", "request/rx/regimen/0/take/0/dose", "0.4 mg")
put("dose-not-asked", LIQUID, "a phase that is not in this fill", "plan/doses/2/phase", 4)
put("dose-not-asked", LIQUID, "another time of day", "plan/doses/0/when", "morning")
put("dose-missing", LIQUID, "a phase left out", "plan/doses/2", ...)
put(
    "dose-prescribed-differs",
    LIQUID,
    "ten times the dose, read again from the request",
    "request/rx/regimen/0/take/0/dose",
    "0.15 mg",
)
put("dose-prescribed-differs", LIQUID, "another dose in the plan", "plan/doses/0/prescribed", "1.6 mg")
put("dose-count-differs", LIQUID, "a day too few", "plan/doses/0/count", 13)
put("dose-dates-differ", LIQUID, "from a day later", "plan/doses/0/from_date", "2026-11-23")
put("dose-product-wrong", LIQUID, "from a bottle that is not there", "plan/doses/0/from", "bottle 2")
put("dose-product-wrong", CAPSULES, "from capsules that are not there", "plan/doses/0/capsules/0/from", "capsules 3 mg")
put("dose-product-wrong", CAPSULES, "no capsules", "plan/doses/0/capsules", [])
put("dose-not-as-labelled", CAPSULES, "a capsule too many in a dose", "plan/doses/0/capsules/0/count", 2)
put("product-unlisted", LIQUID, "a product left out", "plan/products", {})
put("product-too-small", CAPSULES, "capsules that run out", "plan/steps/4/capsules", 6)
put(
    "product-too-large",
    LIQUID,
    "far less prescribed",
    "request/rx/regimen",
    [{"days": 30, "take": [{"dose": "1.5 mg", "when": "bedtime"}]}],
)
put("capsules-beyond-doses", CAPSULES, "a capsule more than the doses take", "plan/steps/4/capsules", 4)
put("extras-differ", CAPSULES, "other extras asked for", "request/preparation/extra_capsules", 4)
put("amount-not-made", LIQUID, "another amount on the label", "plan/products/bottle 1/amount", "90 mL")
put("amount-not-made", CAPSULES, "another number on the label", "plan/products/capsules 1.5 mg/amount", "83 capsules")
put("strength-not-asked", LIQUID, "another strength asked for", "request/preparation/concentration", "2 mg/mL")
put("beyond-use-differs", LIQUID, "a day longer", "plan/beyond_use/date", "2026-12-27")
put("beyond-use-differs", LIQUID, "a lot that expires earlier", "request/preparation/source/expires_on", "2026-12-10")
put("key-missing", LIQUID, "no hour where days are counted after", "request/preparation/beyond_use_counting", "days-after")
put("beyond-use-differs", LIQUID, "unpreserved by the request", "request/preparation/vehicle", "purified-water")
put("storage-differs", LIQUID, "at room temperature", "plan/beyond_use/storage", "at room temperature (68 to 77 °F)")
put("supply-differs", LIQUID, "a day more covered", "plan/supply/days_covered", 36)
put("supply-differs", LIQUID, "another next day", "plan/supply/next_from_day", 37)
put("supply-differs", LIQUID, "another next date", "plan/supply/next_fill_by", "2026-12-28")
put("supply-differs", LIQUID, "another day of a phase", "plan/supply/phases_covered/2/days", 8)


@fault("product-misnamed", LIQUID, "a bottle of another name")
def _(request: Json, result: Json) -> None:
    plan = result["plan"]
    plan["products"] = {"flask": plan["products"]["bottle 1"]}
    step(result, 6)["into"] = "flask"
    for dose in plan["doses"]:
        dose["from"] = "flask"


@fault("product-too-small", LIQUID, "a bottle that runs out")
def _(request: Json, result: Json) -> None:
    step(result, 6)["volume"] = result["plan"]["products"]["bottle 1"]["amount"] = "94 mL"
    result["plan"]["steps"].append({"op": "discard", "vessel": "100 mL cylinder"})


@fault("dose-twice", LIQUID, "one dose listed twice")
def _(request: Json, result: Json) -> None:
    result["plan"]["doses"].append(copy.deepcopy(result["plan"]["doses"][0]))


@fault("default-differs", LIQUID, "another day than the lot's")
def _(request: Json, result: Json) -> None:
    del request["compounded_on"], request["rx"]["first_dose_on"]
    result["defaults_used"]["compounded_on"] = "2026-11-21"


# content
put(
    "drug-fraction-differs", LIQUID, "water taken off twice", "plan/materials/naltrexone hydrochloride/drug_fraction", "0.982107784"
)
put("drug-fraction-differs", LIQUID, "water forgotten", "plan/materials/naltrexone hydrochloride/drug_fraction", "0.994")
put("drug-fraction-differs", LIQUID, "two millionths too much", "plan/materials/naltrexone hydrochloride/drug_fraction", "0.988038")
put("dose-off", LIQUID, "a hundred and three milligrams", "plan/steps/0/mass", "103 mg")
put("strength-off", LIQUID, "a hundred and three milligrams", "plan/steps/0/mass", "103 mg")
put("delivered-differs", LIQUID, "the nominal dose", "plan/doses/0/delivered", "1.5 mg")
put("delivered-differs", LIQUID, "one more in the last digit", "plan/doses/0/delivered", "1.49688 mg")


@fault("mass-balance", ALIQUOT, "what is left of the first mixture forgotten")
def _(request: Json, result: Json) -> None:
    del result["plan"]["steps"][8]


@fault("vessel-not-emptied", ALIQUOT, "what is left of the first mixture forgotten")
def _(request: Json, result: Json) -> None:
    del result["plan"]["steps"][8]


@fault("proof-differs", LIQUID, "a stored proof of other doses")
def _(request: Json, result: Json) -> None:
    proof = prove(request, result).for_result()
    proof["doses"][0]["replayed"] = "1.5 mg"
    result["proof"] = proof


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case.name)
def test_a_right_plan_is_proved(case):
    assert prove(case.request, case.result).problems == ()
    assert prove(case.request, case.result).agrees


@pytest.mark.parametrize(("code", "plan", "what", "make"), FAULTS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_fault_is_refused_with_its_code(code, plan, what, make):
    request, result = hand_made(plan).copy()
    make(request, result)
    proof = prove(request, result)
    assert not proof.agrees
    assert code in codes(proof), f"{what}: {proof.problems}"


TABLETS_AND_TEXTS = {"text-unreadable", "tablet-weight-unknown"}
"""Codes whose tests stand in test_tablets.py and test_texts.py."""


def test_every_code_has_a_fault():
    assert {code for code, *_ in FAULTS} | TABLETS_AND_TEXTS == set(CODES)


def test_every_code_is_used_and_every_used_code_is_explained():
    folder = Path(ldn_calc.proof.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "problems.py")
    for code, rule in CODES.items():
        assert f'"{code}"' in source, code
        assert rule.endswith("."), code
    used = re.findall(r'(?:ProblemError|problems\.add|_problems\.add)\(\s*"([a-z-]+)"', source)
    assert set(used) <= set(CODES)


def test_a_problem_says_which_step_and_what_a_pharmacist_understands():
    request, result = hand_made(LIQUID).copy()
    result["plan"]["steps"][4]["volume"] = "60 mL"
    found = next(problem for problem in prove(request, result).problems if problem.code == "fill-to-lowers")
    assert (found.step, found.found) == (5, "70 mL in 100 mL cylinder")
    assert found.expected == "at most 60 mL before making up to it"
