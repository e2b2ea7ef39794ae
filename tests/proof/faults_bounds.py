"""Faults of what nothing is: figures that plan and proof would both believe, were they not bounded in the proof itself."""

from __future__ import annotations

from proof.faults import CAPSULES, DIHYDRATE, LIQUID, Json, fault, put

POWDER = "naltrexone hydrochloride"


def _certificate(request: Json, result: Json, called: str, figures: dict[str, str], fraction: str) -> None:
    """Water of 87 % for 8.7 in the request, and a plan that believes it."""
    request["preparation"]["source"] |= figures
    result["plan"]["materials"][called] |= figures | {"drug_fraction": fraction}


@fault("drug-fraction-impossible", DIHYDRATE, "water with its point lost")
def _(request: Json, result: Json) -> None:
    _certificate(request, result, f"{POWDER} dihydrate", {"water": "86 %"}, "0.1393")


@fault("drug-fraction-impossible", DIHYDRATE, "water with a digit lost")
def _(request: Json, result: Json) -> None:
    _certificate(request, result, f"{POWDER} dihydrate", {"water": "0.8 %"}, "0.984064")


@fault("drug-fraction-impossible", LIQUID, "half of it water")
def _(request: Json, result: Json) -> None:
    _certificate(request, result, POWDER, {"water": "50 %"}, "0.497")


@fault("assay-impossible", LIQUID, "an assay just outside")
def _(request: Json, result: Json) -> None:
    _certificate(request, result, POWDER, {"assay": "97.9 %"}, "0.973126")


@fault("powder-for-promise", LIQUID, "a third more powder than the label could need")
def _(request: Json, result: Json) -> None:
    result["plan"]["steps"][0]["mass"] = "130 mg"


@fault("powder-for-promise", LIQUID, "a little less powder than the purest would be")
def _(request: Json, result: Json) -> None:
    result["plan"]["steps"][0]["mass"] = "96 mg"


@fault("fill-impossible", CAPSULES, "a shell filled with a dose")
def _(request: Json, result: Json) -> None:
    request["preparation"]["drug_fill"] = "5 mg"


@fault("fill-impossible", CAPSULES, "a shell filled with lead")
def _(request: Json, result: Json) -> None:
    request["preparation"]["filler_fill"] = "451 mg"
    result["plan"]["instruments"]["size 3 capsule"]["filler_fill"] = "451 mg"


put("marks-too-fine", LIQUID, "marks of a thousandth", "plan/instruments/3 mL oral syringe/step", "0.003 mL")
put(
    "weighing-error-impossible",
    LIQUID,
    "a weighing that may be off by a tenth and more",
    "request/preparation/weighing_error",
    "10.1 %",
)


@fault("finding-missing", LIQUID, "a jump that nobody was told of")
def _(request: Json, result: Json) -> None:
    request["rx"]["regimen"][0]["take"][0]["dose"] = "0.5 mg"


def _a_dose_of(result: Json, count: int) -> None:
    """The last dose as so many capsules; what they hold and how many are made is another fault of the same plan."""
    result["plan"]["doses"][-1]["capsules"][0]["count"] = count


@fault("capsules-too-many", CAPSULES, "five capsules for one dose")
def _(request: Json, result: Json) -> None:
    _a_dose_of(result, 5)


@fault("finding-missing", CAPSULES, "four capsules for one dose that nobody was told of")
def _(request: Json, result: Json) -> None:
    _a_dose_of(result, 4)


def _six_millilitres(result: Json) -> str:
    """The last dose as 6 mL in two draws; what it holds then is another fault of the same plan."""
    dose = result["plan"]["doses"][-1]
    dose["volume"] = "6 mL"
    dose["draws"] = [{"volume": "3 mL", "instrument": "3 mL oral syringe"}] * 2
    return "6 mL"


@fault("finding-missing", LIQUID, "a dose over 5 mL that nobody was told of")
def _(request: Json, result: Json) -> None:
    _six_millilitres(result)


@fault("finding-missing", LIQUID, "a dose over 5 mL at a strength nobody asked for, as a note")
def _(request: Json, result: Json) -> None:
    facts = {"dose": "4.5 mg", "volume": _six_millilitres(result)}
    del request["preparation"]["concentration"]
    said = {"code": "dose-volume-large", "severity": "note", "field": "preparation.concentration", "facts": facts}
    result["findings"].append(said)


put("storage-differs", LIQUID, "kept elsewhere than was asked for", "request/preparation/storage", "room")


@fault("settlement-invented", LIQUID, "a review settled by nobody the request knows")
def _(request: Json, result: Json) -> None:
    review = {"code": "source-not-given", "severity": "review", "field": "preparation.source", "fingerprint": "0" * 16}
    decision = {"reason": "looked at it", "by": "R. Rao", "on": "2026-11-22"}
    request["settled"] = [{"code": "source-not-given", "field": "preparation.source", "seen": "1" * 16} | decision]
    result["findings"].append(review | {"settled": decision})


put("below-minimum", LIQUID, "a rinse with nothing", "plan/steps/3/rinse", "0 mL")
