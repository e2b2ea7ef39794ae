"""Faults at the bench: what no person could do or should do."""

from __future__ import annotations

import copy

from proof.faults import ALIQUOT, CAPSULES, LIQUID, Json, fault, put, step

FILLER = "microcrystalline cellulose PH-105"
WEIGH = {"op": "weigh", "material": FILLER, "mass": "100 mg", "instrument": "balance"}

put("operation-unknown", LIQUID, "a step nobody knows", "plan/steps/2/op", "heat")
put("material-unknown", LIQUID, "a powder that is not listed", "plan/steps/0/material", "naloxone hydrochloride")
put("instrument-unknown", LIQUID, "a cylinder that is not listed", "plan/steps/1/instrument", "250 mL cylinder")
put("instrument-unknown", LIQUID, "a syringe that is not listed", "plan/doses/0/draws/0/instrument", "5 mL oral syringe")
put("instrument-unsuitable", LIQUID, "a mass on a cylinder", "plan/steps/0/instrument", "100 mL cylinder")
put("instrument-unsuitable", LIQUID, "a dose drawn with a cylinder", "plan/doses/0/draws/0/instrument", "100 mL cylinder")
put("material-unsuitable", LIQUID, "a vehicle weighed", "plan/steps/0/material", "preserved vehicle")
put(
    "material-unsuitable",
    CAPSULES,
    "a filler counted",
    "plan/steps/1",
    {"op": "count", "material": FILLER, "into": "mortar", "units": 2},
)
put("vessel-same", ALIQUOT, "an aliquot put back", "plan/steps/3/into", "mortar A")
put("capsule-fill-outside-shell", CAPSULES, "nothing in a capsule", "plan/steps/3/mass_each", "0 mg")
put("vessel-too-little", LIQUID, "nothing bottled", "plan/steps/6/volume", "0 mL")
put("key-unknown", ALIQUOT, "a vessel and a product discarded in one step", "plan/steps/8/product", "capsules 0.5 mg")
put("draws-unlike-dose", LIQUID, "nothing drawn", "plan/doses/0/volume", "0 mL")
put("draw-off-mark", LIQUID, "nothing drawn", "plan/doses/0/draws/0/volume", "0 mL")
put("dose-twice", CAPSULES, "one product twice in a dose", "plan/doses/1/capsules", [{"from": "capsules 1.5 mg", "count": 1}] * 2)
put("vessel-is-product", ALIQUOT, "a discard into the capsules", "plan/steps/8", {**WEIGH, "into": "capsules 0.5 mg"})
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
put("weigh-to-lowers", CAPSULES, "made up to less than is there", "plan/steps/1", {**WEIGH, "op": "weigh_to", "into": "mortar"})
put("shell-material-differs", CAPSULES, "vegetable shells asked for", "request/preparation/shell", "hpmc")
put("shell-material-differs", CAPSULES, "vegetable shells nobody asked for", "plan/instruments/size 3 capsule/material", "hpmc")
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
