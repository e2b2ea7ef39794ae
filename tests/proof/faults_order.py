"""Faults of order and content: not what was asked for, not what the label says, not what the certificate gives."""

from __future__ import annotations

import copy

from proof.cases import prove
from proof.faults import ALIQUOT, CAPSULES, LIQUID, Json, fault, put, step

TWICE = [{"dose": "3 mg", "when": when} for when in ("morning", "bedtime")]
CYLINDER = {"kind": "cylinder", "capacity": "75 mL", "step": "1 mL", "smallest": "15 mL"}
SYRINGE = {"kind": "syringe", "capacity": "100 mL", "step": "1 mL"}
HALF_SYRINGE = {"kind": "syringe", "capacity": "0.5 mL", "step": "0.01 mL"}
BALANCE = {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"}
SHORT_VEHICLE = [{"name": "vehicle", "expires_on": "2026-12-20"}]
POWDER = {
    "kind": "powder",
    "substance": "naltrexone hydrochloride anhydrous",
    "assay": "99.4 %",
    "assay_basis": "anhydrous",
    "water": "0.6 %",
    "lot": "N-118",
    "drug_fraction": "0.988036",
}

put("form-differs", LIQUID, "capsules asked for", "request/rx/form", "capsule")
put("form-differs", LIQUID, "a capsule product in a liquid", "plan/products/bottle 1/kind", "capsule")
put("strength-as-differs", LIQUID, "base asked for", "request/rx/strength_as", "base")
put("lot-differs", LIQUID, "another prescription's lot", "plan/lot", "240118-1-261122-0930")
put("lot-differs", LIQUID, "another fill's lot", "plan/lot", "240117-2-261122-0930")
put("lot-differs", LIQUID, "a lot without time", "plan/lot", "240117-1-261122")
put("lot-differs", LIQUID, "another lot than the one kept", "request/preparation/lot", "KEPT-7")
put("lot-differs", LIQUID, "a lot of a time to come", "result/planned_at", "2026-11-22T09:29")
put("lot-differs", LIQUID, "a lot of another day than it was planned", "result/planned_at", "2026-11-23T09:30")
put("beyond-use-differs", LIQUID, "a vehicle that ends sooner", "request/preparation/components", SHORT_VEHICLE)
put("key-unknown", LIQUID, "an unknown key of the balance asked for", "request/preparation/balance/colour", "blue")
put("key-unknown", LIQUID, "an unknown key of the powder", "plan/materials/naltrexone hydrochloride/colour", "blue")
put("way-differs", LIQUID, "an aliquot asked for", "request/preparation/way", "aliquot")
put("way-differs", ALIQUOT, "a direct weighing asked for", "request/preparation/way", "direct")
put("syringe-not-asked", LIQUID, "another syringe asked for", "request/preparation/syringe", "10 mL oral syringe")
put("strength-not-asked", CAPSULES, "other capsules asked for", "request/preparation/capsule_strengths", ["0.75 mg"])
put("default-differs", CAPSULES, "a default that is not the row's", "result/defaults_used/preparation.overage", "10 %")
put("default-differs", LIQUID, "a default where the request speaks", "result/defaults_used/preparation.overfill", "5 %")
put("default-differs", LIQUID, "surgery that nobody asked for", "result/defaults_used/screening.surgery_planned_on", "2026-12-01")
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
put("rows-used-differ", LIQUID, "no row of the plan's among those said", "result/rows_used", [])
put("instrument-differs", LIQUID, "a syringe that is not in stock", "plan/instruments/0.5 mL oral syringe", HALF_SYRINGE)
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
put("lot-differs", LIQUID, "a month that does not exist", "plan/lot", "240117-1-261322-0930")
put("instrument-differs", LIQUID, "a cylinder as a syringe", "plan/instruments/100 mL cylinder", SYRINGE)
put("instrument-differs", LIQUID, "another tolerance", "plan/instruments/100 mL cylinder/tolerance", "2 %")
put("instrument-differs", LIQUID, "a cylinder without graduations", "plan/instruments/100 mL cylinder/step", "0 mL")
put("instrument-differs", LIQUID, "a balance that shows everything", "plan/instruments/balance/readability", "0 mg")
put("instrument-differs", LIQUID, "a balance of another name", "plan/instruments/balance B", BALANCE)
put(
    "instrument-differs",
    CAPSULES,
    "a shell of another name",
    "plan/instruments/shell 3",
    {"kind": "shell", "filler_fill": "130 mg"},
)
put("instrument-differs", LIQUID, "a cylinder that no row has", "plan/instruments/75 mL cylinder", CYLINDER)
put("material-differs", LIQUID, "no powder", "plan/materials/naltrexone hydrochloride", ...)
put("material-differs", CAPSULES, "two fillers", "plan/materials/corn starch", {"kind": "filler"})
put("material-differs", CAPSULES, "two powders", "plan/materials/another powder", POWDER)
put("material-differs", LIQUID, "a powder of another name", "plan/materials/LDN", POWDER)
put("material-differs", LIQUID, "tablets asked for", "request/preparation/source", {"kind": "tablet", "strength": "50 mg"})
put("default-differs", CAPSULES, "a fill that the shell does not print", "result/defaults_used/preparation.filler_fill", "131 mg")
put("extras-differ", CAPSULES, "another overage asked for", "request/preparation/overage", "10 %")
put("dose-outside-range", LIQUID, "6 mg a day", "request/rx/regimen/2/take", TWICE)
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
put("dose-days-differ", LIQUID, "every other day by the plan alone", "plan/doses/0/every", 2)
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


@fault("made-ahead", LIQUID, "made after the day it was planned")
def _(request: Json, result: Json) -> None:
    request["preparation"]["lot"] = result["plan"]["lot"]
    result["planned_at"] = "2026-11-21T09:30"


@fault("lot-differs", CAPSULES, "a second product's lot for the only one")
def _(request: Json, result: Json) -> None:
    result["planned_at"] = "2026-11-22T09:30"
    result["plan"]["products"]["capsules 1.5 mg"]["lot"] = f"{result['plan']['lot']}-B"


@fault("already-over", LIQUID, "planned when all is over")
def _(request: Json, result: Json) -> None:
    request["preparation"]["lot"] = result["plan"]["lot"]
    result["planned_at"] = "2027-01-21T09:30"


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


@fault("lot-differs", LIQUID, "no day at all: neither the request nor the lot names one")
def _(request: Json, result: Json) -> None:
    del request["compounded_on"]
    result["plan"]["lot"] = "240117"


@fault("strength-not-asked", LIQUID, "a strength that is no choice of the formulary")
def _(request: Json, result: Json) -> None:
    del request["preparation"]["concentration"]
    result["plan"]["products"]["bottle 1"]["strength"] = "1.1 mg/mL"


@fault("material-differs", LIQUID, "another powder in the plan")
def _(request: Json, result: Json) -> None:
    result["plan"]["materials"]["naltrexone hydrochloride"]["substance"] = "naltrexone hydrochloride dihydrate"


@fault("material-differs", LIQUID, "the powder under another name")
def _(request: Json, result: Json) -> None:
    materials = result["plan"]["materials"]
    materials["LDN"] = materials.pop("naltrexone hydrochloride")
    result["plan"]["steps"][0]["material"] = "LDN"


@fault("material-differs", LIQUID, "the vehicle under another name")
def _(request: Json, result: Json) -> None:
    materials = result["plan"]["materials"]
    materials["syrup"] = materials.pop("preserved vehicle")
    for each in result["plan"]["steps"]:
        if each.get("material") == "preserved vehicle":
            each["material"] = "syrup"


@fault("default-differs", "05-liquid-from-tablets", "another overfill than the need gives")
def _(request: Json, result: Json) -> None:
    result["defaults_used"]["preparation.overfill"] = "5 mL"
