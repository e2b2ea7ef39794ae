"""Every finding of many requests, to the field and the figure, and what is made for them: recorded, and read in large part."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path

from planning.test_findings import FOUND, SAMPLES, TABLETS, balance, phases

import ldn_calc.planning
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.vehicle import make_vehicle, vehicle_request
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

CLOCK = datetime(2026, 11, 22, 9, 30)
KEPT = (Path(__file__).parent / "findings.txt").read_text("utf-8").splitlines()
"""The case, then severity, code, field and facts; a plan as its products, steps and doses: recorded from the program."""


def powder(**figures):
    return {
        "kind": "powder",
        "substance": "naltrexone hydrochloride anhydrous",
        "lot": "N-118",
        "expires_on": "2028-03-31",
    } | figures


def wet(water, **more):
    return {"source": powder(assay="99.4 %", assay_basis="anhydrous", water=water, **more)}


def loaded(capacity):
    return {"balance": balance("50 mg") | {"capacity": capacity}}


def days(*weekdays, of=14):
    return {"regimen": [{"days": of, "weekdays": list(weekdays), "take": [{"dose": "1.5 mg", "when": "bedtime"}]}]}


CASES = {
    "water of half the powder": (1, wet("50 %"), {}),
    "water and solvents": (
        1,
        {"source": powder(assay="99.4 %", assay_basis="anhydrous-solvent-free", water="11 %", solvents="9 %")},
        {},
    ),
    "loss on drying": (1, {"source": powder(assay="99.4 %", assay_basis="dried", lod="20 %")}, {}),
    "an assay of nothing else": (1, {"source": powder(assay="89.9 %", assay_basis="as-is")}, {}),
    "more drug than there can be": (1, {"source": powder(assay="103.1 %", assay_basis="as-is")}, {}),
    "a fill far from the chart": (2, {"filler_fill": "145 mg"}, {}),
    "a fill a tenth from the chart": (2, {"filler_fill": "143 mg"}, {}),
    "a fill that is not the filler's": (2, {"filler_fill": "170 mg"}, {}),
    "a drug's fill": (2, {"drug_fill": "90 mg"}, {}),
    "a load above the balance's": (2, loaded("11 g"), {}),
    "a load of all that the balance takes": (2, loaded("11435 mg"), {}),
    "a load and its vessel above the balance's": (2, loaded("21434 mg"), {}),
    "a load and its vessel on the balance": (2, loaded("21435 mg"), {}),
    "a minimum under its floor": (1, {"balance": balance("10 mg")}, {}),
    "a weight that falls between two readings": (
        2,
        {"balance": {"readability": "5 mg", "minimum": "205 mg"}, "extra_capsules": 230, "way": "direct"},
        phases("0.5 mg", days=180),
    ),
    "four capsules": (7, {"capsule_strengths": ["0.5 mg"]}, phases("2 mg")),
    "strengths that look alike": (7, {"capsule_strengths": ["1.5 mg", "0.5 mg"]}, phases("1.5 mg", "0.5 mg")),
    "a week without its day": (1, {}, days("mon", of=1)),
    "two days of the week": (1, {}, days("mon", "thu")),
    "a dose between all marks": (1, {}, phases("0.513 mg")),
    "a dose between all marks at 1 mg/mL": (1, {"concentration": "1 mg/mL"}, phases("0.513 mg", "4.5 mg")),
    "a small dose": (1, {"concentration": "5 mg/mL"}, phases("0.5 mg")),
    "a small dose and a syringe asked for": (
        1,
        {"concentration": "5 mg/mL", "syringe": "3 mL oral syringe"},
        phases("0.5 mg", "4.5 mg"),
    ),
    "a dose off the marks of the syringe asked for": (
        1,
        {"concentration": "1 mg/mL", "syringe": "3 mL oral syringe"},
        phases("1.25 mg"),
    ),
    "a dose off the marks of a large syringe": (
        1,
        {"concentration": "2 mg/mL", "syringe": "10 mL oral syringe"},
        phases("1.5 mg", "4.5 mg"),
    ),
    "a small syringe asked for": (1, {"concentration": "1 mg/mL", "syringe": "1 mL oral syringe"}, phases("1.5 mg", "3 mg")),
    "a second draw that is small": (1, {"concentration": "1 mg/mL", "syringe": "3 mL oral syringe"}, phases("3.1 mg")),
    "several syringes": (1, {"concentration": "1 mg/mL"}, phases("0.55 mg", "4.5 mg")),
    "a large dose of a weak liquid": (1, {"concentration": "0.5 mg/mL"}, phases("4.5 mg")),
    "more than is ordered": (1, {}, phases("1.5 mg") | {"quantity": "20 mL"}),
    "as much as is ordered": (1, {}, phases("1.5 mg") | {"quantity": "21 mL"}),
    "fewer days than ordered": (2, {}, phases("1.5 mg") | {"quantity": "30 days"}),
    "other capsules than ordered": (2, {}, phases("1.5 mg", "3 mg") | {"quantity": "41 capsules"}),
    "as many capsules as ordered": (2, {}, phases("1.5 mg", "3 mg") | {"quantity": "42 capsules"}),
    "a volume of capsules": (2, {}, phases("1.5 mg") | {"quantity": "14 mL"}),
    "another strength than written": (1, {"concentration": "2 mg/mL"}, phases("1.5 mg") | {"strength": "1 mg/mL"}),
    "another capsule than written": (2, {"capsule_strengths": ["1.5 mg"]}, phases("3 mg") | {"strength": "3 mg"}),
    "an aliquot": (1, {"way": "aliquot", "concentration": "0.5 mg/mL"}, phases("0.5 mg")),
    "an aliquot on a coarse balance": (1, {"way": "aliquot", "balance": balance("500 mg")}, phases("0.5 mg")),
    "no aliquot in up to half as much again": (
        1,
        {"way": "aliquot", "concentration": "0.5 mg/mL", "balance": balance("500 mg")},
        phases("0.5 mg", days=4),
    ),
    "a little liquid": (1, {}, phases("0.5 mg", days=4)),
    "capsules of two strengths": (7, {}, phases("1 mg", "4.5 mg")),
    "one strength weighed beside one of a larger blend": (
        7,
        {"capsule_strengths": ["0.5 mg", "4.5 mg"]},
        {"regimen": [*phases("0.5 mg")["regimen"], *phases("4.5 mg", days=60)["regimen"]]},
    ),
    "capsules of a larger blend": (7, {"way": "larger-batch"}, {}),
    "a crushed part": (23, {"source": TABLETS | {"average_weight": "200 mg"}, "way": "crushed-part"}, {}),
    "whole tablets": (23, {"source": TABLETS | {"average_weight": "200 mg"}}, {}),
    "a liquid from tablets": (1, {"source": TABLETS}, phases("1.5 mg", "4.5 mg")),
    "doses as base": (1, {}, phases("1.5 mg", "4.5 mg") | {"strength_as": "base"}),
    "capsules in the cold": (2, {"storage": "refrigerator"}, {}),
    "a lot that ends soon": (
        1,
        {"source": powder(assay="99.4 %", assay_basis="anhydrous", water="0.6 %") | {"expires_on": "2026-12-01"}},
        {},
    ),
}

OTHER_ROWS = {
    "a wider error by the pharmacy's own rows": (1, ("policies", "defaults", "weighing_error"), "4 %"),
    "only a weak strength": (1, ("policies", "defaults", "concentrations"), ["0.5 mg/mL"]),
    "only a strong strength": (1, ("policies", "defaults", "concentrations"), ["5 mg/mL"]),
    "a small dose at the only strength": (1, ("policies", "defaults", "concentrations"), ["5 mg/mL"], phases("0.5 mg")),
}

VEHICLES = {
    "an ingredient that has expired": ("fawcett-preserved", "100 mL", {"expires": {"glycerol": "2026-10"}}),
    "a vehicle that is over": ("simple-syrup", "100 mL", {"made_on": "2026-11-01"}),
    "too little of a vehicle": ("sugar-free", "50 mL", {}),
    "a vehicle": ("fawcett-preserved", "250 mL", {}),
}


def planned(number, preparation, rx, formulary=None):
    request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
    request["preparation"] = request.get("preparation", {}) | preparation
    request["rx"] |= rx
    return plan_request(json.dumps(request), CLOCK, formulary or shipped_formulary()).result


def with_row(path, value):
    rows = json.loads(shipped_formulary().text)
    place = rows
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return Formulary(rows)


def spelled(value):
    """A value of a plan on one line, without its quotes and braces."""
    if isinstance(value, dict):
        return " ".join(f"{key}={spelled(inner)}" if key != "op" else inner for key, inner in value.items())
    if isinstance(value, list):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return str(value)


def lines_of(result):
    for error in result.get("errors") or []:
        yield f"error {error['path']}"
    for each in result["findings"]:
        yield f"{each['severity']} {each['code']} | {each['field']} | {spelled(each['facts'])}"
    plan = result["plan"]
    proof = result.get("proof") or {"agrees": "without a proof"}
    yield f"{result['status']}, {'proved' if proof['agrees'] is True else proof['agrees']}"
    if plan is None:
        return
    yield "rows " + ", ".join(f"{row['row']} of {row['table']}" for row in result.get("rows_used") or [])
    if "form" in plan:
        yield f"form {plan['form']}"
    for called, product in plan["products"].items():
        yield f"{called}: {spelled(product)}"
    for step in plan["steps"]:
        yield spelled({key: value for key, value in step.items() if key not in ("how", "instrument")})
    for dose in plan.get("doses", []):
        yield "dose " + spelled({key: value for key, value in dose.items() if key not in ("from_date", "to_date")})


@cache
def found():
    results = {what: planned(*case) for what, case in CASES.items()}
    for what, (number, path, value, *rx) in OTHER_ROWS.items():
        request = json.loads(next(SAMPLES.glob(f"{number:02}-*.json")).read_text("utf-8"))
        request["preparation"].pop("concentration", None)
        request["rx"] |= rx[0] if rx else {}
        results[what] = plan_request(json.dumps(request), CLOCK, with_row(path, value)).result
    for what, (vehicle, volume, more) in VEHICLES.items():
        results[what] = make_vehicle(vehicle_request(vehicle, volume, **more), CLOCK, shipped_formulary()).result
    return [f"{what} | {line}" for what, result in results.items() for line in lines_of(result)]


def test_what_is_found_and_made_for_each_request():
    assert found() == KEPT


def test_every_finding_of_planning_is_among_them():
    said = {line.split(" | ")[1] for line in KEPT} | {finding for _, _, _, finding, _, _ in FOUND}
    sources = {path.name: path.read_text("utf-8") for path in Path(ldn_calc.planning.__file__).parent.glob("*.py")}
    made = {
        f"{severity} {code}"
        for source in sources.values()
        for severity, code in re.findall(r'\b(stop|review|note)\)?\(\s*"([a-z0-9-]+)"', source)
    }
    assert len(made) > 30
    assert made - said == set()
