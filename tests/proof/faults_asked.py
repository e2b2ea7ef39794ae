"""Faults in what was asked for: strengths, amounts, days and quantities of the prescription, tablets, and where it is kept."""

from __future__ import annotations

import copy

from proof.faults import ALIQUOT, CAPSULES, DIHYDRATE, LIQUID, TABLETS, Json, fault, put, puts

RX, TAKE, REGIMEN, PREPARATION = "request/rx", "request/rx/regimen/0/take/0", "request/rx/regimen", "request/preparation"
TABLET = "naltrexone hydrochloride tablet"
MATERIAL = f"plan/materials/{TABLET}"


def _phase(days: int, dose: str, **more: object) -> Json:
    return {"days": days, "take": [{"dose": dose, "when": "bedtime"}], **more}


# the strength that the prescription names, and amounts of it
puts("value-unreadable", LIQUID, "a strength of any form", {f"{RX}/strength": "1 mg/mL", f"{RX}/form": "any"})
put("value-unreadable", LIQUID, "a strength of nothing", f"{RX}/strength", "0 mg/mL")
put("dimension-wrong", LIQUID, "the strength of a capsule for a liquid", f"{RX}/strength", "1 mg")
put("dimension-wrong", CAPSULES, "the strength of a liquid for a capsule", f"{RX}/strength", "1.5 mg/mL")
put("finding-missing", LIQUID, "another strength than the prescription's, without a word", f"{RX}/strength", "2 mg/mL")
puts(
    "finding-missing",
    CAPSULES,
    "other capsules than the prescription's, without a word",
    {f"{RX}/strength": "3 mg", f"{PREPARATION}/capsule_strengths": ["1.5 mg"]},
)
put("key-missing", LIQUID, "no dose", f"{TAKE}/dose", ...)
put("value-unreadable", LIQUID, "an amount of no strength", TAKE, {"amount": "1.5 mL", "when": "bedtime"})
puts(
    "value-unreadable",
    LIQUID,
    "an amount of nothing",
    {f"{RX}/strength": "1 mg/mL", TAKE: {"amount": "0 mL", "when": "bedtime"}},
)
puts(
    "dimension-wrong",
    LIQUID,
    "an amount by weight",
    {f"{RX}/strength": "1 mg/mL", TAKE: {"amount": "2 mg", "when": "bedtime"}},
)
puts(
    "quantity-unreadable",
    LIQUID,
    "capsules of a liquid",
    {f"{RX}/strength": "1 mg/mL", TAKE: {"amount": "2 capsules", "when": "bedtime"}},
)
puts(
    "dose-prescribed-differs",
    LIQUID,
    "2 mL for 1.5",
    {f"{RX}/strength": "1 mg/mL", TAKE: {"amount": "2 mL", "when": "bedtime"}},
)
puts(
    "dose-prescribed-differs",
    LIQUID,
    "an amount of many digits",
    {f"{RX}/strength": "1.2345678 mg/mL", TAKE: {"amount": "1.2345679 mL", "when": "bedtime"}},
)
puts(
    "value-unreadable",
    LIQUID,
    "a dose that is not its amount",
    {f"{RX}/strength": "1 mg/mL", TAKE: {"dose": "1.5 mg", "amount": "2 mL", "when": "bedtime"}},
)
for _what, _amount in (
    ("a volume of capsules", "2 mL"),
    ("days of capsules", "2 days"),
    ("a number for capsules", 2),
    ("no capsule", "0 capsules"),
):
    puts(
        "value-unreadable",
        CAPSULES,
        _what,
        {f"{RX}/strength": "1.5 mg", TAKE: {"amount": _amount, "when": "bedtime"}},
    )
puts(
    "dose-prescribed-differs",
    CAPSULES,
    "two capsules for one",
    {f"{RX}/strength": "1.5 mg", TAKE: {"amount": "2 capsules", "when": "bedtime"}},
)
puts(
    "value-unreadable",
    CAPSULES,
    "a dose that is not its capsules",
    {f"{RX}/strength": "1.5 mg", TAKE: {"dose": "1.5 mg", "amount": "2 capsules", "when": "bedtime"}},
)

# the quantity that it orders
put("quantity-unreadable", LIQUID, "a quantity in boxes", f"{RX}/quantity", "3 boxes")
put("value-unreadable", LIQUID, "a quantity of nothing", f"{RX}/quantity", "0 mL")
put("finding-missing", LIQUID, "fewer days than ordered, without a word", f"{RX}/quantity", "30 days")
put("finding-missing", CAPSULES, "more capsules than ordered, without a word", f"{RX}/quantity", "83 capsules")
put("finding-missing", CAPSULES, "capsules where a volume is ordered, without a word", f"{RX}/quantity", "90 mL")
put("finding-missing", TABLETS, "more millilitres than ordered, without a word", f"{RX}/quantity", "89 mL")

# days on which it is taken
put("dose-days-differ", LIQUID, "days of the week that the plan does not know", f"{REGIMEN}/0/weekdays", ["mon", "sun"])
put("dose-count-differs", LIQUID, "fewer days than the plan counts", f"{REGIMEN}/0/weekdays", ["wed", "mon", "sun"])
put("dose-days-differ", LIQUID, "every third day by the request alone", f"{REGIMEN}/1/every", 3)
put("value-unreadable", LIQUID, "every day, as a number", f"{REGIMEN}/0/every", 1)
put("value-unreadable", LIQUID, "every eighth day", f"{REGIMEN}/0/every", 8)
put("value-unreadable", LIQUID, "days of the week as a text", f"{REGIMEN}/0/weekdays", "mon")
put("value-unreadable", LIQUID, "no day of the week", f"{REGIMEN}/0/weekdays", [])
put("value-unreadable", LIQUID, "a day of the week twice", f"{REGIMEN}/0/weekdays", ["mon", "mon"])
put("value-unreadable", LIQUID, "a day of the week nobody knows", f"{REGIMEN}/0/weekdays", ["monday"])
put(
    "value-unreadable",
    LIQUID,
    "all days of the week",
    f"{REGIMEN}/0/weekdays",
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
)
puts(
    "value-unreadable",
    LIQUID,
    "every other day and days of the week",
    {f"{REGIMEN}/0/every": 2, f"{REGIMEN}/0/weekdays": ["mon"]},
)
put("value-unreadable", LIQUID, "alternating as a text", f"{REGIMEN}/1/alternates", "yes")
put("value-unreadable", LIQUID, "alternating as a number", f"{REGIMEN}/1/alternates", 1)
put("value-unreadable", LIQUID, "alternating with nothing", f"{REGIMEN}/0/alternates", True)
put("value-unreadable", LIQUID, "alternating on the same days", f"{REGIMEN}/1/alternates", True)
for _what, _second in (
    ("alternating for longer", _phase(16, "3 mg", every=2, alternates=True)),
    ("alternating every third day with every other", _phase(14, "3 mg", every=3, alternates=True)),
    ("alternating on a day of the week", _phase(14, "3 mg", weekdays=["mon"], alternates=True)),
):
    put("value-unreadable", LIQUID, _what, REGIMEN, [_phase(14, "1.5 mg", every=2), _second])
put(
    "value-unreadable",
    LIQUID,
    "alternating on a day of the week that is taken",
    REGIMEN,
    [_phase(14, "1.5 mg", weekdays=["mon", "tue"]), _phase(14, "3 mg", weekdays=["tue"], alternates=True)],
)
put(
    "value-unreadable",
    LIQUID,
    "three that alternate every other day",
    REGIMEN,
    [_phase(14, "1.5 mg", every=2), *[_phase(14, "3 mg", every=2, alternates=True)] * 2],
)
put("value-unreadable", LIQUID, "no dose on any day", REGIMEN, [_phase(1, "1.5 mg", weekdays=["mon"])])

# when it is made and used, and where it is kept
put("value-unreadable", LIQUID, "a first dose before it is made", f"{RX}/first_dose_on", "2026-11-21")
put("beyond-use-differs", LIQUID, "a first dose after its last day", f"{RX}/first_dose_on", "2026-12-27")
put("storage-differs", CAPSULES, "capsules asked for in the cold", f"{PREPARATION}/storage", "refrigerator")
puts(
    "storage-differs",
    LIQUID,
    "a liquid without preservative asked for at room temperature",
    {f"{PREPARATION}/vehicle": "purified-water", f"{PREPARATION}/storage": "room"},
)
put("storage-differs", LIQUID, "no key of where it is kept", "result/schema", "ldn-calc/plan/2")
put("value-unreadable", LIQUID, "a place to keep it nobody knows", f"{PREPARATION}/storage", "pantry")
put("value-unreadable", LIQUID, "components that are no list", f"{PREPARATION}/components", "vehicle")
put("value-unreadable", LIQUID, "a clock without a time", "result/planned_at", "2026-11-22")
put("dimension-wrong", LIQUID, "an overfill by weight", f"{PREPARATION}/overfill", "5 mg")
put("quantity-unreadable", LIQUID, "an overfill of no number", f"{PREPARATION}/overfill", "five %")
put("value-unreadable", CAPSULES, "a capsule strength of nothing", f"{PREPARATION}/capsule_strengths", ["1.5 mg", "0 mg"])
put("value-unreadable", LIQUID, "a number that is no name", f"{RX}/number", " ")
put("value-unreadable", LIQUID, "a patient by name alone", f"{RX}/patient", "Ana")
put("value-unreadable", LIQUID, "a regimen that is no list", REGIMEN, {})


@fault("lot-differs", LIQUID, "a calculation that has a lot")
def _(request: Json, result: Json) -> None:
    for key in ("number", "patient", "prescriber"):
        del request["rx"][key]


@fault("status-against-findings", LIQUID, "a calculation that is ready")
def _(request: Json, result: Json) -> None:
    for key in ("number", "patient", "prescriber"):
        del request["rx"][key]
    result["plan"]["lot"] = "CALCULATION"


@fault("lot-differs", LIQUID, "a calculation that keeps a lot")
def _(request: Json, result: Json) -> None:
    for key in ("number", "patient", "prescriber"):
        del request["rx"][key]
    request["preparation"]["lot"] = result["plan"]["lot"] = "CALCULATION"


# tablets
put("material-differs", TABLETS, "powder asked for", f"{PREPARATION}/source", {"kind": "powder", "substance": "x"})
put("certificate-differs", TABLETS, "tablets of another strength", f"{MATERIAL}/strength", "25 mg")
put("certificate-differs", TABLETS, "tablets of another weight", f"{MATERIAL}/mass_per_unit", "210 mg")
put("certificate-differs", TABLETS, "tablets that nobody weighed", f"{PREPARATION}/source/average_weight", ...)
put("certificate-differs", TABLETS, "tablets whose weight the plan forgets", f"{MATERIAL}/mass_per_unit", ...)
put("certificate-differs", TABLETS, "tablets of another lot", f"{MATERIAL}/lot", "T-78")
put("certificate-differs", TABLETS, "tablets of another expiry", f"{MATERIAL}/expires_on", "2027-09-30")
put("drug-fraction-differs", TABLETS, "tablets that hold less", f"{MATERIAL}/drug_per_unit", "49.9999 mg")
put("powder-for-promise", TABLETS, "a tablet too many", "plan/steps/0/units", 3)
put("powder-for-promise", TABLETS, "a tablet too few", "plan/steps/0/units", 1)


@fault("material-differs", TABLETS, "tablets of another name")
def _(request: Json, result: Json) -> None:
    materials = result["plan"]["materials"]
    materials["tablet"] = materials.pop(TABLET)
    result["plan"]["steps"][0]["material"] = "tablet"


@fault("tablet-weight-unknown", TABLETS, "a share by weight of tablets that nobody weighed")
def _(request: Json, result: Json) -> None:
    del request["preparation"]["source"]["average_weight"], result["plan"]["materials"][TABLET]["mass_per_unit"]
    result["plan"]["instruments"]["balance"] = {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"}
    take = {"op": "take", "from": "mortar", "into": "boat", "mass": "212 mg", "instrument": "balance"}
    result["plan"]["steps"].insert(2, take)


# what stands elsewhere in the result
put("value-unreadable", LIQUID, "defaults that are a list", "result/defaults_used", [])
put("error-budget-differs", LIQUID, "a budget of nothing", "result/error_budget", {"strength": {}})


@fault("product-unlisted", LIQUID, "a second bottle that nothing fills")
def _(request: Json, result: Json) -> None:
    result["plan"]["products"]["bottle 2"] = copy.deepcopy(result["plan"]["products"]["bottle 1"])


@fault("material-unsuitable", CAPSULES, "a weight made up with drug")
def _(request: Json, result: Json) -> None:
    drug, filler = (step["material"] for step in result["plan"]["steps"][:2])
    result["plan"]["steps"][0]["material"] = filler
    result["plan"]["steps"][1] |= {"op": "weigh_to", "material": drug}


@fault("mass-of-a-liquid", LIQUID, "a weight made up in a liquid")
def _(request: Json, result: Json) -> None:
    filler = "microcrystalline cellulose PH-105"
    result["plan"]["materials"][filler] = {"kind": "filler"}
    step = {"op": "weigh_to", "material": filler, "into": "beaker", "mass": "200 mg", "instrument": "balance"}
    result["plan"]["steps"].insert(2, step)


put("instrument-differs", DIHYDRATE, "another filler's shell", "plan/instruments/size 3 capsule/filler_fill", "140 mg")
put("value-unreadable", ALIQUOT, "a dose of no number", "plan/doses/0/count", 0)
