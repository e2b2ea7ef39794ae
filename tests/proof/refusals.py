"""Refusals that `faults` cannot reach: of other or spoilt rows, the rows said, a vehicle, an error budget, of what is made.

Each is what it is called and how it is found; a test keeps the words of every one.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from functools import cache

from proof.cases import CLOCK, hand_made
from proof.faults import ALIQUOT, CAPSULES, DIHYDRATE, LIQUID, TABLETS, Json, put_in
from proof.test_places import words
from proof.test_places_all import changed, nodes
from proof.test_vehicle import SABOTAGE

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.vehicle import make_vehicle, vehicle_request
from ldn_calc.formulary.formulary import fingerprint_of, shipped_formulary
from ldn_calc.proof.as_made import Making
from ldn_calc.proof.error_budget import error_budget
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.problems import Problem, ProblemError
from ldn_calc.proof.replay import replay
from ldn_calc.proof.vehicle import replay_vehicle

__all__ = ["REFUSALS"]

Found = Callable[[], tuple[Problem, ...]]
REFUSALS: list[tuple[str, Found]] = []
HYDROCHLORIDE, TABLET = "naltrexone hydrochloride", "naltrexone hydrochloride tablet"
ANHYDROUS, DIHYDRATED = f"{HYDROCHLORIDE} anhydrous", f"{HYDROCHLORIDE} dihydrate"
SHELL = "size 3 capsule"


def texts(request: Json, result: Json, values: Mapping[str, object], *, follows: bool) -> tuple[str, str, str]:
    """Request, result and rows with values put in; where the result `follows`, it says that it was made with those rows."""
    rows = shipped_rows() if any(path.startswith("rows/") for path in values) else None
    documents = {"request": copy.deepcopy(request), "result": copy.deepcopy(result), "rows": rows}
    documents["plan"] = documents["result"]["plan"]
    for path, value in values.items():
        put_in(documents, path, value)
    text = shipped_formulary().text if rows is None else json.dumps(rows)
    if follows and "result/formulary" not in values:
        documents["result"]["formulary"] = fingerprint_of(text)
    return json.dumps(documents["request"]), json.dumps(documents["result"]), text


def shipped_rows() -> Json:
    rows: Json = json.loads(shipped_formulary().text)
    return rows


def raised(find: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        find()
    except ProblemError as refusal:
        return (Problem(refusal.code, None, refusal.found, refusal.expected),)
    return ()


def proved(what: str, plan: str, values: Mapping[str, object]) -> None:
    """A plan that says it was made with these rows: the first that is refused; the rest follows from it."""
    case = hand_made(plan)
    REFUSALS.append((what, lambda: replay(*texts(case.request, case.result, values, follows=True)).problems[:1]))


def with_other_rows(what: str, plan: str, values: Mapping[str, object]) -> None:
    """A plan that was made with rows that are not at hand: likewise."""
    case = hand_made(plan)
    other = {"result/formulary": "sha256:" + "0" * 64, **values}
    REFUSALS.append((what, lambda: replay(*texts(case.request, case.result, other, follows=False)).problems[:1]))


def budgeted(what: str, plan: str, values: Mapping[str, object]) -> None:
    """An error budget alone, of a plan that nobody has proved."""
    case = hand_made(plan)
    REFUSALS.append((what, lambda: raised(lambda: error_budget(*texts(case.request, case.result, values, follows=True)))))


def begun(what: str, plan: str, values: Mapping[str, object]) -> None:
    """The making of a plan that nobody has proved."""
    case = hand_made(plan)
    REFUSALS.append((what, lambda: raised(lambda: Making(*texts(case.request, case.result, values, follows=True)))))


@cache
def planned(plan: str) -> tuple[Json, Json]:
    request = hand_made(plan).request
    return request, json.loads(json.dumps(plan_request(json.dumps(request), CLOCK, shipped_formulary()).result)) | {"proof": None}


def said(what: str, plan: str, change: Callable[[list[Json]], object], values: Mapping[str, object] | None = None) -> None:
    """A plan as planning makes it, with something changed among the rows that it says it used."""

    def find() -> tuple[Problem, ...]:
        request, result = copy.deepcopy(planned(plan))
        change(result["rows_used"])
        problems = replay(*texts(request, result, values or {}, follows=False)).problems
        return tuple(problem for problem in problems if problem.code in ("rows-used-differ", "value-unreadable", "key-missing"))

    REFUSALS.append((what, find))


@cache
def vehicle() -> tuple[str, Json]:
    made = make_vehicle(vehicle_request("fawcett-preserved", "100 mL"), CLOCK, shipped_formulary())
    return made.text, made.result


def bottled(what: str, spoil: Callable[[Json], object], request: Mapping[str, object] | None = None) -> None:
    """A vehicle whose result is spoilt, or of which something else was asked."""

    def find() -> tuple[Problem, ...]:
        text, result = copy.deepcopy(vehicle())
        spoil(result)
        return replay_vehicle(json.dumps(json.loads(text) | (request or {})), json.dumps(result), shipped_formulary().text).problems

    REFUSALS.append((what, find))


def bottled_by(what: str, values: Mapping[str, object]) -> None:
    """A vehicle made with these rows."""

    def find() -> tuple[Problem, ...]:
        text, result = vehicle()
        return replay_vehicle(*texts(json.loads(text), result, values, follows=True)).problems

    REFUSALS.append((what, find))


def all_but(rows: list[Json], table: str) -> None:
    """All rows but those of one table."""
    rows[:] = [row for row in rows if row["table"] != table]


def source_of(table: str, row: str) -> Json:
    return {key: shipped_formulary().rows[table][row][key] for key in ("source", "tag")}


# rows that are spoilt, or that are another pharmacy's
MOLAR = f"rows/substances/{ANHYDROUS}"
BASE = {"request/rx/strength_as": "base", "plan/strength_as": "base"}
proved("a molar mass in words", LIQUID, {**BASE, f"{MOLAR}/base_molar_mass": "heavy"})
proved("a molar mass with two points", LIQUID, {**BASE, f"{MOLAR}/hydrochloride_molar_mass": "377.8.65"})
proved("a molar mass of nothing", LIQUID, {**BASE, f"{MOLAR}/base_molar_mass": "0"})
proved("no molar mass", LIQUID, {**BASE, f"{MOLAR}/base_molar_mass": ...})
proved("another molar mass", LIQUID, {**BASE, f"{MOLAR}/base_molar_mass": "341.4"})
proved("no powder that is pure", LIQUID, {"request/preparation/source": ..., f"{MOLAR}/hydrochloride_share": "0.9"})
proved("tablets that may hold anything", TABLETS, {f"rows/substances/{TABLET}/content_limits": "80 to 120 %"})
proved("tablets of another name in the rows", TABLETS, {f"rows/substances/{TABLET}/name": "tablet"})
proved("a powder of another name in the rows", LIQUID, {f"{MOLAR}/name": "LDN"})
proved("a powder that is no row", LIQUID, {MOLAR: ...})
proved("a vehicle that is no row", LIQUID, {"rows/vehicles/fawcett-preserved": ...})
proved("a filler that is no row", CAPSULES, {"rows/fillers/microcrystalline cellulose PH-105": ...})
proved("a shell that is no row", CAPSULES, {"rows/shells/3": ...})
proved("a filler without fills", CAPSULES, {"rows/fillers/microcrystalline cellulose PH-105/fills": "130 mg"})
proved("a filler whose own fills are a text", CAPSULES, {"rows/fillers/microcrystalline cellulose PH-105/measured": "130 mg"})
proved("a filler that fills another shell", CAPSULES, {"rows/fillers/microcrystalline cellulose PH-105/fills/3": ...})
proved("a filler that fills it otherwise", CAPSULES, {"rows/fillers/microcrystalline cellulose PH-105/fills/3": "150 mg"})
proved("a cylinder without capacity", LIQUID, {"rows/instruments/100 mL cylinder/capacity": ...})
proved("a cylinder without graduations in the rows", LIQUID, {"rows/instruments/100 mL cylinder/step": ...})
proved("a cylinder without tolerance in the rows", LIQUID, {"rows/instruments/100 mL cylinder/tolerance": ...})
proved("a cylinder that measures any drop", LIQUID, {"rows/instruments/100 mL cylinder/smallest": "1 mL"})
proved("a syringe without marks in the rows", LIQUID, {"rows/instruments/3 mL oral syringe/step": ...})
proved("a vehicle for ever", LIQUID, {"rows/beyond_use/aqueous-preserved/days": 36})
proved("a vehicle of no rule", LIQUID, {"rows/vehicles/fawcett-preserved/beyond_use": "aqueous"})
proved("a vehicle of a rule without a name", LIQUID, {"rows/vehicles/fawcett-preserved/beyond_use": ...})
proved("a rule without days", LIQUID, {"rows/beyond_use/aqueous-preserved/days": "35"})
proved("a vehicle that says nothing of where it is kept", LIQUID, {"rows/vehicles/fawcett-preserved/storage": ...})
proved("a vehicle that is kept nowhere", LIQUID, {"rows/vehicles/fawcett-preserved/storage": "pantry"})
proved("capsules that are kept nowhere", CAPSULES, {"rows/beyond_use/solid/storage": ...})
proved("a place to keep it in other words", LIQUID, {"rows/beyond_use/storages/refrigerator/en": "somewhere cold"})
proved("places to keep it as a text", LIQUID, {"rows/beyond_use/storages": "cold"})
proved("a study that looked nowhere", LIQUID, {"rows/vehicles/fawcett-preserved/studied_days": "60"})
proved("a study of no days", LIQUID, {"rows/vehicles/fawcett-preserved/studied_days/refrigerator": 0})
proved("a study shorter than the rule", LIQUID, {"rows/vehicles/fawcett-preserved/studied_days/refrigerator": 34})
proved(
    "kept where no study looked",
    LIQUID,
    {"request/preparation/storage": "room", "rows/vehicles/fawcett-preserved/studied_days/room": ...},
)
proved("no defaults", CAPSULES, {"rows/policies/defaults": ...})
for _key in ("filler", "capsule_size", "overage", "weighing_error", "beyond_use_counting", "least_extra_capsules"):
    proved(f"no default for {_key}", CAPSULES, {f"rows/policies/defaults/{_key}": ...})
for _key in ("concentrations", "overfill_share", "overfill_least", "overfill_a_draw", "vehicle"):
    _asked = {"request/preparation/concentration": ..., "request/preparation/overfill": ..., "request/preparation/vehicle": ...}
    proved(f"no default for {_key}, which is left open", LIQUID, {**_asked, f"rows/policies/defaults/{_key}": ...})
proved("a filler of another name for a default", CAPSULES, {"rows/policies/defaults/filler": "corn starch"})
proved("another error of weighing for a default", CAPSULES, {"rows/policies/defaults/weighing_error": "6 %"})
for _table in ("substances", "vehicles", "fillers", "shells", "instruments", "beyond_use", "policies"):
    proved(f"rows without {_table}", LIQUID, {f"rows/{_table}": ...})
proved("substances that are a list", LIQUID, {"rows/substances": []})

# rows that are not at hand
with_other_rows("a liquid kept for longer than any", LIQUID, {"plan/beyond_use/days": 36})
with_other_rows("a liquid kept in the pantry", LIQUID, {"plan/beyond_use/storage": "in the pantry"})
with_other_rows("a liquid kept elsewhere than was asked for", LIQUID, {"request/preparation/storage": "room"})
with_other_rows("a liquid that says nothing of its use", LIQUID, {"plan/beyond_use": "35 days"})
with_other_rows("another powder that nobody knows", LIQUID, {"request/preparation/source/substance": "naltrexone"})
with_other_rows(
    "a powder that nobody knows",
    LIQUID,
    {"request/preparation/source/substance": "naltrexone", f"plan/materials/{HYDROCHLORIDE}/substance": "naltrexone"},
)
with_other_rows(
    "a dried powder whose loss is not said",
    DIHYDRATE,
    {"request/preparation/source/water": ..., f"plan/materials/{DIHYDRATED}/water": ...},
)
with_other_rows("a shell that nothing fills", CAPSULES, {f"plan/instruments/{SHELL}/filler_fill": "0 mg"})
with_other_rows("a balance that weighs less than it shows", CAPSULES, {"plan/instruments/balance/minimum": "0.9 mg"})
with_other_rows("a cylinder that measures less than it shows", LIQUID, {"plan/instruments/100 mL cylinder/smallest": "0.5 mL"})
with_other_rows("no error of weighing at all", LIQUID, {"request/preparation/weighing_error": "0 %"})

# the rows that the plan says it was made with
WEEKLY = "03-liquid-weekly-steps"
said("a row of another source", WEEKLY, lambda rows: rows[0].update(source="another"))
said("a row of another tag", WEEKLY, lambda rows: rows[0].update(tag="another"))
said("a row that is the pharmacy's own", WEEKLY, lambda rows: rows[0].update(own=True))
said("a row that is own as a text", WEEKLY, lambda rows: rows[0].update(own="no"))
said("a row that the formulary has not", WEEKLY, lambda rows: rows[0].update(row="another"))
said("a row of a table that the formulary has not", WEEKLY, lambda rows: rows[0].update(table="potions"))
said("a row twice", WEEKLY, lambda rows: rows.append(rows[0]))
said("a row without its source", WEEKLY, lambda rows: rows[0].pop("source"))
said("a row without a name", WEEKLY, lambda rows: rows[0].update(row=""))
said("a row of no table", WEEKLY, lambda rows: rows[0].update(table=None))
said("rows that are an object", WEEKLY, lambda rows: None, {"result/rows_used": {}})
said("a text for a row", WEEKLY, lambda rows: rows.insert(0, "fawcett-preserved"))
for _table in ("substances", "vehicles", "instruments"):
    said(f"no row of {_table}", WEEKLY, lambda rows, table=_table: all_but(rows, table))
said("no row of fillers", CAPSULES, lambda rows: all_but(rows, "fillers"))
said("no row of shells", CAPSULES, lambda rows: all_but(rows, "shells"))
said(
    "a filler that the plan does not use",
    WEEKLY,
    lambda rows: rows.append({"table": "fillers", "row": "corn starch", "own": False} | source_of("fillers", "corn starch")),
)
said("shells of a material without a row", CAPSULES, lambda rows: rows.pop(4), {"request/preparation/shell": "hpmc"})


# error budgets of plans that nobody has proved
DOSE = "plan/doses/0"
budgeted("a budget without products or doses", LIQUID, {"plan/doses": []})
budgeted("a budget of a step unknown to the rows", LIQUID, {"plan/steps": "none"})
budgeted("a budget of no plan", LIQUID, {"result/plan": None})
budgeted("a budget of another powder", LIQUID, {f"plan/materials/{HYDROCHLORIDE}/assay": "99.3 %"})
budgeted("a budget of a dose of nothing that is made", LIQUID, {f"{DOSE}/from": "bottle 2"})
budgeted("a budget of a dose without a bottle", LIQUID, {f"{DOSE}/from": ...})
budgeted("a budget of a dose of no draw", LIQUID, {f"{DOSE}/draws": []})
budgeted("a budget of draws that are a text", LIQUID, {f"{DOSE}/draws": "1.5 mL"})
budgeted("a budget of a draw that is a text", LIQUID, {f"{DOSE}/draws/0": "1.5 mL"})
budgeted("a budget of a draw without a volume", LIQUID, {f"{DOSE}/draws/0/volume": ...})
budgeted("a budget of a draw with a balance", LIQUID, {f"{DOSE}/draws/0/instrument": "scales"})
budgeted("a budget of a dose that is a text", LIQUID, {DOSE: "1.5 mg"})
budgeted("a budget of a dose of no phase", LIQUID, {f"{DOSE}/phase": 0})
budgeted("a budget of a dose at no time", LIQUID, {f"{DOSE}/when": ...})
budgeted("a budget of a dose that nobody prescribed", LIQUID, {f"{DOSE}/prescribed": ...})
budgeted("a budget of doses that are a text", LIQUID, {"plan/doses": "three"})
budgeted("a budget of capsules that are not made", CAPSULES, {f"{DOSE}/capsules/0/from": "capsules 3 mg"})
budgeted("a budget of no capsules", CAPSULES, {f"{DOSE}/capsules": []})
budgeted("a budget of capsules that are a text", CAPSULES, {f"{DOSE}/capsules": "one"})
budgeted("a budget of a capsule that is a text", CAPSULES, {f"{DOSE}/capsules/0": "one"})
budgeted("a budget of no capsule", CAPSULES, {f"{DOSE}/capsules/0/count": 0})
budgeted("a budget of a capsule without a name", CAPSULES, {f"{DOSE}/capsules/0/from": ...})
budgeted(
    "a budget of a weighing that may be all error",
    LIQUID,
    {
        "request/preparation/balance": {"readability": "1 mg", "sensitivity": "101 mg"},
        "request/preparation/weighing_error": ...,
        "plan/instruments/balance/minimum": "5050 mg",
    },
)
budgeted("a budget of a weighing in a shell", CAPSULES, {"plan/steps/0/instrument": SHELL})
budgeted("a budget of a weighing with nothing", LIQUID, {"plan/steps/0/instrument": ...})
budgeted("a budget of a weighing with what is not listed", LIQUID, {"plan/steps/0/instrument": "scales"})
budgeted("a budget of instruments that are a list", LIQUID, {"plan/instruments": []})
budgeted("a budget of materials that are a list", LIQUID, {"plan/materials": []})
for _limits in ("90 %", ...):
    budgeted(
        f"a budget of tablets {'without limits' if _limits is ... else 'with one limit'}",
        TABLETS,
        {f"rows/substances/{TABLET}/content_limits": _limits, "result/formulary": "sha256:" + "0" * 64},
    )
for _table, _key in (
    ("syringe_tolerance", "large_from"),
    ("syringe_tolerance", "from_half_of_draw"),
    ("error_budget", "review_above"),
    ("error_budget", "dead_space_below"),
    ("hand", "author"),
    ("hand", "volume"),
    ("hand", "year"),
):
    budgeted(f"a budget without {_key} of {_table}", LIQUID, {f"rows/policies/{_table}/{_key}": ...})
    budgeted(f"a budget with an object for {_key} of {_table}", LIQUID, {f"rows/policies/{_table}/{_key}": {}})
for _table in ("syringe_tolerance", "error_budget", "hand"):
    budgeted(f"a budget without {_table}", LIQUID, {f"rows/policies/{_table}": ...})
for _key in ("capsule_limit", "capsule_spread"):
    budgeted(f"a budget without {_key}", CAPSULES, {f"rows/policies/error_budget/{_key}": ...})
for _key in ("least", "most"):
    budgeted(
        f"a budget of an assay without {_key}",
        LIQUID,
        {
            "request/preparation/source/assay": ...,
            f"plan/materials/{HYDROCHLORIDE}/assay": "100 %",
            f"plan/materials/{HYDROCHLORIDE}/drug_fraction": "0.994",
            f"rows/substances/assay/{_key}": ...,
        },
    )
budgeted(
    "a budget of no assay's row",
    LIQUID,
    {
        "request/preparation/source": ...,
        f"plan/materials/{HYDROCHLORIDE}": {
            "kind": "powder",
            "substance": ANHYDROUS,
            "assay": "100 %",
            "assay_basis": "as-is",
            "drug_fraction": "1",
        },
        "rows/substances/assay": ...,
    },
)

# instruments that nothing can be read on; the steps refuse them before by their kind
REFUSALS.append(("a reading on a shell", lambda: raised(lambda: Instrument("shell").graduation)))
REFUSALS.append(("a fill of a cylinder", lambda: raised(lambda: Instrument("cylinder").holds)))

# the making of plans that nobody has proved
begun("made of what the plan has not", LIQUID, {"plan/steps/0/material": "naloxone"})
begun("made with steps that are a text", LIQUID, {"plan/steps": "none"})
begun("made with a step that is a text", LIQUID, {"plan/steps/0": "weigh"})
begun("made of no mass", LIQUID, {"plan/steps/0/mass": "0 mg"})
begun("made of a mass in millilitres", LIQUID, {"plan/steps/0/mass": "101 mL"})
begun("made with no tablets", TABLETS, {"plan/steps/0/units": 0})
begun("made of capsules that are none", CAPSULES, {"plan/steps/3/capsules": 0})
begun("made with a rinse of powder", LIQUID, {"plan/steps/3/rinse": "10 mg"})
begun("capsules filled from nothing", CAPSULES, {"plan/steps/3/from": "bowl"})
begun("a part taken of nothing", ALIQUOT, {"plan/steps/3/from": "bowl"})
begun("made of another powder", LIQUID, {f"plan/materials/{HYDROCHLORIDE}/assay": "99.3 %"})
begun("made of no plan", LIQUID, {"result/plan": None})
begun("made by no policy", LIQUID, {"rows/policies/as_made": ...})
for _key in ("amount_tolerance", "go_on_least", "go_on_most", "decide_least", "decide_most"):
    begun(f"made by a policy without {_key}", LIQUID, {f"rows/policies/as_made/{_key}": ...})

# vehicles
for _at, (_spoil, _code) in enumerate(SABOTAGE):
    bottled(f"vehicle {_at + 1}, {_code}", _spoil)
AS_MADE: Callable[[Json], object] = lambda result: None  # noqa: E731
bottled("a vehicle that is bought", AS_MADE, {"vehicle": "ora-sweet"})
bottled("a vehicle that is none", AS_MADE, {"vehicle": "syrup"})
bottled("a vehicle without a name", AS_MADE, {"vehicle": 3})
bottled("another volume asked for", AS_MADE, {"volume": "90 mL"})
bottled("a volume by weight", AS_MADE, {"volume": "100 g"})
bottled("made after it was planned", AS_MADE, {"made_on": "2026-11-23"})
bottled("made on no day", AS_MADE, {"made_on": "today"})
bottled("made so long ago that it is over", AS_MADE, {"made_on": "2026-10-01"})
bottled("another lot asked for", AS_MADE, {"lot": "S-1"})
bottled("an ingredient that ends sooner", AS_MADE, {"expires": {"glycerol": "2026-12-01"}})
bottled("an ingredient that has expired", AS_MADE, {"expires": {"glycerol": "2026-11-21"}})
bottled("an ingredient that ends on no day", AS_MADE, {"expires": {"glycerol": "soon"}})
bottled("expiries that are a list", AS_MADE, {"expires": ["2026-12-01"]})
bottled("something else asked for", AS_MADE, {"colour": "blue"})
bottled("an ingredient that is a text", lambda result: result["plan"]["ingredients"].insert(0, "glycerol"))
bottled("an ingredient with a colour", lambda result: result["plan"]["ingredients"][0].update(colour="blue"))
bottled("a step that is a text", lambda result: result["plan"]["steps"].insert(0, "weigh"))
bottled("a plan that is a text", lambda result: result.update(plan="none"))
bottled("a material that is a text", lambda result: result["plan"]["materials"].update(glycerol="ingredient"))
bottled("nothing in the bottle", lambda result: result["plan"]["steps"].pop())
bottled("the last mixing otherwise", lambda result: result["plan"]["steps"][8].update(how="shake"))
bottled("two bottles", lambda result: result["plan"]["steps"].append(result["plan"]["steps"][-1] | {"into": "bottle 2"}))
bottled("a version nobody knows", lambda result: result["plan"].update(version="0"))
MADE = "rows/vehicles/fawcett-preserved/made"
bottled_by("a recipe of other components", {"rows/vehicles/fawcett-preserved/components/0": "sugar"})
bottled_by("a recipe without its diluent", {f"{MADE}/diluent": ...})
bottled_by("a recipe whose diluent is a list", {f"{MADE}/diluent": []})
bottled_by("a recipe of no ingredients", {f"{MADE}/ingredients": "all"})
bottled_by("a recipe with a colour", {f"{MADE}/colour": "blue"})
bottled_by("an ingredient of no amount", {f"{MADE}/ingredients/0/amount": "some"})
bottled_by("an ingredient without a name", {f"{MADE}/ingredients/0/name": ""})
bottled_by("an ingredient that takes up a weight", {f"{MADE}/ingredients/0/displaces": "1 mg"})
bottled_by("an ingredient that is a component of nothing", {f"{MADE}/ingredients/0/component": ""})
bottled_by("a recipe of half as much", {f"{MADE}/ingredients/0/amount": "250 mg"})
bottled_by("a recipe mixed otherwise", {f"{MADE}/ingredients/0/mix": "shake"})
bottled_by("components that are a text", {"rows/vehicles/fawcett-preserved/components": "all"})

# an object in place of every value of a vehicle's plan
for _path, _value in nodes(vehicle()[1]["plan"], ("plan",)):
    if not isinstance(_value, (dict, list)) and "because" not in _path:
        bottled(f"an object for {words(_path)}", lambda result, path=_path: result.update(changed(result, path, {})))

# and of every value that an error budget or a making reads of a plan
UNREAD = {
    *(("mix", "vessel"), ("measure", "material"), ("transfer", "material"), ("fill_to", "material"), ("bottle", "instrument")),
    *(("encapsulate", "instrument"), ("discard", "product"), ("discard", "capsules"), ("dose", "volume")),
}
"""What neither reads, by the step's operation and the key; the proof itself has read it."""
LEFT_OUT = ("op", "how", "phase", "when", "delivered", "count", "lot", "expires_on", "size", "from_date", "to_date")
for _plan in (LIQUID, CAPSULES, TABLETS):
    for _path, _value in nodes(hand_made(_plan).result["plan"], ("plan",)):
        if len(_path) < 4 or isinstance(_value, (dict, list)) or _path[-1] in LEFT_OUT:
            continue
        _op = hand_made(_plan).result["plan"]["steps"][_path[2]]["op"] if _path[1] == "steps" else "dose"
        _spoilt = {"/".join(map(str, _path)): {}}
        if _path[1] in ("steps", "doses") and (_op, _path[-1]) not in UNREAD:
            budgeted(f"a budget of {_plan} with an object for {words(_path)}", _plan, _spoilt)
        elif _path[1] in ("materials", "instruments"):
            begun(f"{_plan} made with an object for {words(_path)}", _plan, _spoilt)
