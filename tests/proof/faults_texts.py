"""Faults of the three texts: missing, unknown, unreadable, of another dimension, against their findings."""

from __future__ import annotations

from proof.faults import ALIQUOT, CAPSULES, LIQUID, Json, fault, put

THREE = [{"dose": "1 mg", "when": when} for when in ("morning", "evening", "bedtime")]

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
put("value-unreadable", LIQUID, "a fill of more days than are left", "request/fill/days", 300)
put("value-unreadable", LIQUID, "a time of day nobody knows", "request/rx/regimen/0/take/0/when", "noon")
put("value-unreadable", LIQUID, "a yes for a count", "plan/doses/0/count", True)
put("supply-differs", LIQUID, "a yes for a number", "plan/supply/fill", True)
put("quantity-unreadable", LIQUID, "a comma", "plan/steps/0/mass", "100,5 mg")
put("quantity-unreadable", LIQUID, "a trailing zero", "plan/steps/0/mass", "101.0 mg")
put("value-unreadable", LIQUID, "a time of day twice", "request/rx/regimen/0/take", [{"dose": "1 mg", "when": "bedtime"}] * 2)
put("value-unreadable", LIQUID, "no phase", "request/rx/regimen", [])
put(
    "value-unreadable",
    LIQUID,
    "thirteen phases",
    "request/rx/regimen",
    [{"days": 7, "take": [{"dose": "1 mg", "when": "bedtime"}]}] * 13,
)
put("value-unreadable", LIQUID, "a phase without a dose", "request/rx/regimen/0/take", [])
put("value-unreadable", LIQUID, "three doses a day", "request/rx/regimen/0/take", THREE)
put("value-unreadable", LIQUID, "no dose at all", "request/rx/regimen/0/take/0/dose", "0 mg")
put("value-unreadable", LIQUID, "a powder of water", "request/preparation/source/water", "100 %")
put("value-unreadable", LIQUID, "a balance with two minimums", "request/preparation/balance/sensitivity", "6 mg")
put("value-unreadable", CAPSULES, "a shell that nothing fills", "request/preparation/filler_fill", "0 mg")
put("value-unreadable", ALIQUOT, "no weighing error at all", "request/preparation/weighing_error", "0 %")
put("quantity-unreadable", LIQUID, "no unit", "plan/steps/0/mass", "101")
put("quantity-unreadable", LIQUID, "a number for a quantity", "plan/steps/0/mass", 101)
put("quantity-unreadable", LIQUID, "mega or milli", "plan/steps/0/mass", "101 Mg")
put("quantity-unreadable", LIQUID, "no space", "plan/steps/0/mass", "101mg")
put("quantity-unreadable", LIQUID, "a comma in the request", "request/rx/regimen/0/take/0/dose", "1,5 mg")
put("dimension-wrong", LIQUID, "a volume weighed", "plan/steps/0/mass", "101 mL")
put("dimension-wrong", LIQUID, "a mass measured", "plan/steps/1/volume", "60 mg")
put("dimension-wrong", LIQUID, "a volume prescribed", "request/rx/regimen/0/take/0/dose", "1.5 mL")
put("dimension-wrong", CAPSULES, "milligrams of capsules", "plan/products/capsules 1.5 mg/amount", "84 mg")
put("schema-unknown", LIQUID, "another schema", "result/schema", "ldn-calc/plan/9")
put("no-plan", LIQUID, "a refused result", "result/plan", None)
put("status-against-findings", LIQUID, "ready is not refused", "result/status", "refused")


@fault("status-against-findings", LIQUID, "a plan in spite of a stop")
def _(request: Json, result: Json) -> None:
    result["findings"][0]["severity"] = "stop"


@fault("status-against-findings", LIQUID, "ready with a review open")
def _(request: Json, result: Json) -> None:
    result["findings"][0]["severity"] = "review"
