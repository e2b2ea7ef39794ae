"""Hand-made dispensings for the papers' tests: requests read by the program, results as the contract prints them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from answers import answered

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language
from ldn_calc.order.reading import read_request
from ldn_calc.procedure.printer import print_plan
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Strength, Volume

__all__ = [
    "DOVER",
    "FARMACIA",
    "base_capsules",
    "between_marks",
    "capsule_titration",
    "capsules_twice_daily",
    "every_dispensing",
    "liquid_three_phases",
    "long_names",
    "many_phases",
    "nightly",
    "practice",
    "tablets",
    "twice_daily_liquid",
    "two_strengths",
    "weekly_steps",
    "with_plan",
]

MADE = date(2026, 11, 22)
DOVER = Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142")
FARMACIA = Pharmacy(
    "Farmacia Central de Preparaciones",
    "Edificio Profesional de la Montaña, Suite 214-B, Avenida Constitución 1184, San Juan, PR 00901",
    "787-555-0142",
)
POWDER = {
    "kind": "powder",
    "substance": "naltrexone hydrochloride anhydrous",
    "assay": "99.4 %",
    "assay_basis": "anhydrous",
    "water": "0.6 %",
    "lot": "N-118",
    "expires_on": "2028-03-31",
}
REFRIGERATOR = "refrigerator"
ROOM = "room"

Take = tuple[str, str]
Regimen = list[tuple[int, list[Take]]]


def request_document(regimen: Regimen, form: str, **rx: Any) -> dict[str, Any]:
    """A whole request; `rx` overrides fields of the prescription, `preparation` and `fill` their objects."""
    preparation = rx.pop("preparation", {"source": POWDER})
    fill = rx.pop("fill", {"number": 1, "from_day": 1})
    prescription = {
        "number": "240117",
        "written_on": "2026-11-20",
        "patient": {"name": "Ana Núñez", "birth_date": "1979-04-12", "language": "en"},
        "prescriber": {"name": "P. Hale, MD", "phone": "555-0100"},
        "drug": "naltrexone",
        "strength_as": "hydrochloride",
        "form": form,
        "regimen": [{"days": days, "take": [{"dose": dose, "when": when} for dose, when in takes]} for days, takes in regimen],
        "indication": "fibromyalgia",
        "refills": 2,
    }
    return {
        "rx": prescription | rx,
        "fill": fill,
        "screening": answered(),
        "preparation": preparation,
        "compounded_on": MADE.isoformat(),
    }


def _draws(volume: Volume) -> list[dict[str, str]]:
    """The contract's rule on the default syringes: one draw on a mark, else two on one syringe, else a midpoint."""
    syringes = shipped_formulary().syringes
    for syringe in syringes:
        if volume <= syringe.capacity and (volume.millilitres / syringe.step.millilitres).denominator == 1:
            return [{"volume": write(volume), "instrument": syringe.name}]
    for syringe in syringes:
        rest = volume.millilitres - syringe.capacity.millilitres
        if 0 < rest <= syringe.capacity.millilitres and (rest / syringe.step.millilitres).denominator == 1:
            return [
                {"volume": write(syringe.capacity), "instrument": syringe.name},
                {"volume": write(Volume(rest)), "instrument": syringe.name},
            ]
    syringe = next(each for each in syringes if volume <= each.capacity)
    return [{"volume": write(volume), "instrument": syringe.name}]


def _spans(regimen: Regimen, first: date, days: int) -> list[tuple[int, int, date, date, list[Take]]]:
    spans = []
    at = first
    end = first + timedelta(days - 1)
    for number, (length, takes) in enumerate(regimen, 1):
        last = min(at + timedelta(length - 1), end)
        if at <= end:
            spans.append((number, (last - at).days + 1, at, last, takes))
        at += timedelta(length)
    return spans


def _beyond_use(days: int, storage: str, because: str) -> dict[str, Any]:
    return {
        "date": (MADE + timedelta(days - 1)).isoformat(),
        "days": days,
        "storage": shipped_formulary().storage_words(storage, "en"),
        "storage_key": storage,
        "because": [because, "first ingredient to expire: 31 Mar 2028"],
    }


def _supply(regimen: Regimen, covered: int, spans: list[Any], first: date) -> dict[str, Any]:
    prescribed = sum(days for days, _ in regimen)
    left = covered < prescribed
    return {
        "fill": 1,
        "from_day": 1,
        "days_prescribed": prescribed,
        "days_covered": covered,
        "next_from_day": covered + 1 if left else None,
        "next_fill_by": (first + timedelta(covered)).isoformat() if left else None,
        "phases_covered": [{"phase": number, "days": days, "of": regimen[number - 1][0]} for number, days, *_ in spans],
    }


def _result(plan: dict[str, Any], working: list[tuple[str, str]], findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "schema": "ldn-calc/plan/2",
        "formulary": shipped_formulary().fingerprint,
        "status": "ready",
        "findings": findings,
        "defaults_used": {"preparation.beyond_use_counting": "day-one", "preparation.vehicle": "fawcett-preserved"},
        "plan": plan,
        "proof": {
            "agrees": True,
            "largest_difference": "-0.208 %",
            "doses": [
                {
                    "phase": dose["phase"],
                    "when": dose["when"],
                    "prescribed": dose["prescribed"],
                    "replayed": dose["delivered"],
                }
                for dose in plan["doses"]
            ],
            "drug_in": "99.7916 mg",
            "drug_in_products": "99.7916 mg",
            "drug_discarded": "0 mg",
        },
        "working": [{"what": what, "line": line} for what, line in working],
        "error_budget": None,
        "alternatives": [],
    }


def finding(code: str, severity: str, message: str, settled: dict[str, str] | None = None) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "field": "rx.regimen",
        "message": message,
        "action": "Nothing to do.",
        "facts": {},
        "source": "interface.md",
        "fingerprint": "0123456789abcdef",
        "settled": settled,
    }


def dispensing(document: dict[str, Any], result: dict[str, Any], pharmacy: Pharmacy | None = DOVER) -> Dispensing:
    request = read_request(json.dumps(document), MADE, shipped_formulary())
    return Dispensing(
        request=request,
        result=result,
        formulary=shipped_formulary(),
        language=request.rx.patient.language,
        pharmacy=pharmacy,
        draft=False,
        printed_at=datetime(2026, 11, 22, 9, 30),
    )


def liquid(
    regimen: Regimen, covered: int, amount: str = "100 mL", pharmacy: Pharmacy | None = DOVER, strength: str = "1 mg/mL", **rx: Any
) -> Dispensing:
    """A liquid by the contract's example, its doses after `regimen`."""
    document = request_document(regimen, "liquid", **rx)
    first = date.fromisoformat(document["rx"].get("first_dose_on", MADE.isoformat()))
    per_millilitre = read_mass(strength.removesuffix("/mL")).milligrams
    spans = _spans(regimen, first, covered)
    doses = []
    for number, days, begin, end, takes in spans:
        for dose, when in takes:
            draws = _draws(Volume(read_mass(dose).milligrams / per_millilitre))
            total = sum(read_volume(draw["volume"]).millilitres for draw in draws)
            doses.append(
                {
                    "phase": number,
                    "when": when,
                    "prescribed": dose,
                    "delivered": write(Mass(read_mass(dose).milligrams * 997916 / 1000000), 6),
                    "from": "bottle 1",
                    "volume": write(Volume(total)),
                    "draws": draws,
                    "count": days,
                    "from_date": begin.isoformat(),
                    "to_date": end.isoformat(),
                }
            )
    instruments: dict[str, Any] = {
        "balance": {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"},
        "100 mL cylinder": {"kind": "cylinder", "capacity": "100 mL", "step": "1 mL", "smallest": "20 mL", "tolerance": "1 %"},
    }
    for syringe in shipped_formulary().syringes:
        if any(draw["instrument"] == syringe.name for dose in doses for draw in dose["draws"]):
            instruments[syringe.name] = {"kind": "syringe", "capacity": write(syringe.capacity), "step": write(syringe.step)}
    drug = write(Mass(Strength(per_millilitre).milligrams_per_millilitre * read_volume(amount).millilitres + 1))
    measured = "60 mL" if read_volume(amount) > read_volume("70 mL") else "40 mL"
    steps: list[dict[str, Any]] = [
        {"op": "weigh", "material": "naltrexone hydrochloride", "into": "beaker", "mass": drug, "instrument": "balance"},
        {"op": "measure", "material": "preserved vehicle", "into": "beaker", "volume": measured, "instrument": "100 mL cylinder"},
        {"op": "mix", "vessel": "beaker", "how": "stir until clear"},
        {"op": "transfer", "from": "beaker", "into": "100 mL cylinder", "rinse": "10 mL", "material": "preserved vehicle"},
        {
            "op": "fill_to",
            "material": "preserved vehicle",
            "vessel": "100 mL cylinder",
            "volume": amount,
            "instrument": "100 mL cylinder",
        },
        {"op": "mix", "vessel": "100 mL cylinder", "how": "cover and invert 10 times"},
        {"op": "bottle", "from": "100 mL cylinder", "into": "bottle 1", "volume": amount, "instrument": "100 mL cylinder"},
    ]
    plan = {
        "form": "liquid",
        "lot": f"{document['rx']['number']}-1-261122-0930",
        "strength_as": document["rx"]["strength_as"],
        "materials": {
            "naltrexone hydrochloride": {**POWDER, "drug_fraction": "0.988036"},
            "preserved vehicle": {"kind": "vehicle", "formula": "fawcett-preserved"},
        },
        "instruments": instruments,
        "steps": steps,
        "products": {"bottle 1": {"kind": "liquid", "strength": strength, "amount": amount}},
        "doses": doses,
        "beyond_use": _beyond_use(35, REFRIGERATOR, "water-based liquid with preservative, 35 days (USP <795>)"),
        "supply": _supply(regimen, covered, spans, first),
    }
    working = [
        ("Needed", f"14 × 1.5 mL + 14 × 3 mL + 7 × 4.5 mL = 94.5 mL; with 5 % overfill 99.225 mL; made {amount}"),
        ("Potency", "99.4 % × (1 − 0.6 %) = 0.988036"),
        ("Weigh", f"100 mL × 1 mg per mL ÷ 0.988036 = 101.211 mg; weigh {drug}"),
        ("Strength", f"{drug} × 0.988036 ÷ 100 mL = 0.997916 mg per mL (−0.208 %)"),
    ]
    findings = [
        finding("dose-needs-two-draws", "note", "4.5 mL is 3 mL, then 1.5 mL, with the 3 mL oral syringe."),
        finding("supply-shorter-than-regimen", "note", "This bottle covers days 1 to 35 of 56; the next part starts on day 36."),
    ]
    return dispensing(document, _result(plan, working, findings), pharmacy)


def capsules(regimen: Regimen, batches: dict[str, dict[str, int]], pharmacy: Pharmacy | None = DOVER, **rx: Any) -> Dispensing:
    """Capsules; `batches` is strength to a map of dose text to capsules of that strength a dose."""
    document = request_document(regimen, "capsule", **rx)
    covered = sum(days for days, _ in regimen)
    spans = _spans(regimen, MADE, covered)
    doses = []
    totals = dict.fromkeys(batches, 0)
    for number, days, begin, end, takes in spans:
        for dose, when in takes:
            taken = [{"from": f"capsules {strength}", "count": by[dose]} for strength, by in batches.items() if by.get(dose)]
            for strength, by in batches.items():
                totals[strength] += by.get(dose, 0) * days
            doses.append(
                {
                    "phase": number,
                    "when": when,
                    "prescribed": dose,
                    "delivered": write(Mass(read_mass(dose).milligrams * 999137 / 1000000), 6),
                    "capsules": taken,
                    "count": days,
                    "from_date": begin.isoformat(),
                    "to_date": end.isoformat(),
                }
            )
    steps: list[dict[str, Any]] = []
    filler = "microcrystalline cellulose PH-105"
    lot = f"{document['rx']['number']}-1-261122-0930"
    letters = ["-A", "-B"] if len(batches) > 1 else []
    for index, (strength, total) in enumerate(totals.items()):
        vessel = "mortar" if index == 0 else "mortar B"
        steps += [
            {"op": "weigh", "material": "naltrexone hydrochloride", "into": vessel, "mass": "144 mg", "instrument": "balance"},
            {"op": "weigh", "material": filler, "into": vessel, "mass": "12206 mg", "instrument": "balance"},
            {
                "op": "mix",
                "vessel": vessel,
                "how": "add the filler in portions, each about as much as is in the mortar, and mix each until even",
            },
            {
                "op": "encapsulate",
                "from": vessel,
                "into": f"capsules {strength}",
                "capsules": total + 5,
                "size": "3",
                "mass_each": "130 mg",
                "instrument": "size 3 capsule",
            },
            {"op": "discard", "product": f"capsules {strength}", "capsules": 5},
            {"op": "discard", "vessel": vessel},
        ]
    plan = {
        "form": "capsule",
        "lot": lot,
        "strength_as": document["rx"]["strength_as"],
        "materials": {"naltrexone hydrochloride": {**POWDER, "drug_fraction": "0.988036"}, filler: {"kind": "filler"}},
        "instruments": {
            "balance": {"kind": "balance", "readability": "1 mg", "minimum": "50 mg"},
            "size 3 capsule": {"kind": "shell", "filler_fill": "130 mg"},
        },
        "steps": steps,
        "products": {
            f"capsules {strength}": {"kind": "capsule", "strength": strength, "amount": f"{total} capsules"}
            | ({"lot": lot + letters[index]} if letters else {})
            for index, (strength, total) in enumerate(totals.items())
        },
        "doses": doses,
        "beyond_use": _beyond_use(180, ROOM, "capsules, 180 days (USP <795>)"),
        "supply": _supply(regimen, covered, spans, MADE),
    }
    working = [
        ("Needed", f"{' + '.join(map(str, totals.values()))} capsules and 5 % extra"),
        ("Potency", "99.4 % × (1 − 0.6 %) = 0.988036"),
        ("Weigh", "95 × 1.5 mg ÷ 0.988036 = 144.226 mg; weigh 144 mg"),
    ]
    findings = [
        finding(
            "daily-total-high",
            "review",
            "The day's total is 4.5 mg.",
            {"reason": "Discussed with the prescriber, who confirmed both doses.", "by": "J. Ortiz, RPh", "on": "2026-11-22"},
        ),
        finding("filler-fill-assumed", "note", "130 mg a capsule is a chart figure: weigh ten net weights."),
    ]
    return dispensing(document, _result(plan, working, findings), pharmacy)


def nightly(**rx: Any) -> Dispensing:
    """Sample 01: one phase, 30 days, two draws a night."""
    person = {"name": "Ruth Okafor", "birth_date": "1979-04-12", "language": "en"}
    return liquid([(30, [("4.5 mg", "bedtime")])], 30, "145 mL", number="240101", patient=person, **rx)


def liquid_three_phases(**rx: Any) -> Dispensing:
    """The contract's example: three phases, 35 of 56 days, two draws in the last."""
    regimen: Regimen = [(14, [("1.5 mg", "bedtime")]), (14, [("3 mg", "bedtime")]), (28, [("4.5 mg", "bedtime")])]
    return liquid(regimen, 35, **rx)


def weekly_steps(**rx: Any) -> Dispensing:
    """Sample 03: five of nine weekly phases, two sizes of syringe."""
    person = {"name": "Mei-Ling Zhou", "birth_date": "1979-04-12", "language": "en"}
    doses = ("0.5 mg", "1 mg", "1.5 mg", "2 mg", "2.5 mg", "3 mg", "3.5 mg", "4 mg", "4.5 mg")
    return liquid([(7, [(dose, "bedtime")]) for dose in doses], 35, "56 mL", number="240103", patient=person, **rx)


def long_names(**rx: Any) -> Dispensing:
    """Sample 12: Spanish, long names, a long pharmacy address."""
    person = {
        "name": "María de los Ángeles Fernández-Villavicencio y Castañeda",
        "birth_date": "1979-04-12",
        "language": "es",
    }
    prescriber = {"name": "Wolfgang Amadeus Featherstonehaugh-Cholmondeley, MD, PhD", "phone": "555-0100"}
    regimen: Regimen = [(14, [("1.5 mg", "bedtime")]), (14, [("3 mg", "bedtime")])]
    return liquid(regimen, 28, "68 mL", FARMACIA, number="240112", patient=person, prescriber=prescriber, **rx)


def many_phases(count: int, **rx: Any) -> Dispensing:
    """So many phases of three days, in steps of a quarter milligram from 1 mg, read with two sizes of syringe."""
    regimen: Regimen = [
        (2, [(write(Mass(read_mass("1 mg").milligrams + index * read_mass("0.25 mg").milligrams)), "bedtime")])
        for index in range(count)
    ]
    return liquid(regimen, 2 * count, "60 mL", strength="2.5 mg/mL", **rx)


def twice_daily_liquid(**rx: Any) -> Dispensing:
    """Two phases of a morning and a bedtime dose, drawn with different syringes."""
    regimen: Regimen = [
        (14, [("1 mg", "morning"), ("1.5 mg", "bedtime")]),
        (14, [("1.5 mg", "morning"), ("3 mg", "bedtime")]),
    ]
    return liquid(regimen, 28, **rx)


def between_marks(**rx: Any) -> Dispensing:
    """A dose halfway between two marks of the 3 mL syringe, and a later first dose."""
    return liquid([(28, [("2.25 mg", "bedtime")])], 28, first_dose_on="2026-11-28", **rx)


def capsules_twice_daily(**rx: Any) -> Dispensing:
    """Sample 04: 1 and 2 capsules of 1.5 mg, 90 of them."""
    regimen: Regimen = [(30, [("1.5 mg", "morning"), ("3 mg", "bedtime")])]
    return capsules(regimen, {"1.5 mg": {"1.5 mg": 1, "3 mg": 2}}, number="240104", **rx)


def capsule_titration(**rx: Any) -> Dispensing:
    """Sample 02: one, two and three capsules."""
    person = {"name": "Daniel Reyes", "birth_date": "1979-04-12", "language": "en"}
    regimen: Regimen = [(14, [("1.5 mg", "bedtime")]), (14, [("3 mg", "bedtime")]), (14, [("4.5 mg", "bedtime")])]
    return capsules(regimen, {"1.5 mg": {"1.5 mg": 1, "3 mg": 2, "4.5 mg": 3}}, number="240102", patient=person, **rx)


def base_capsules(**rx: Any) -> Dispensing:
    """Sample 15: prescribed as base."""
    return capsules([(30, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}}, number="240115", strength_as="base", **rx)


def two_strengths(**rx: Any) -> Dispensing:
    """Two strengths in two bottles: some doses of one, some of both."""
    regimen: Regimen = [(7, [("0.5 mg", "bedtime")]), (7, [("3 mg", "bedtime")]), (28, [("3.5 mg", "bedtime")])]
    batches = {"3 mg": {"3 mg": 1, "3.5 mg": 1}, "0.5 mg": {"0.5 mg": 1, "3.5 mg": 1}}
    return capsules(regimen, batches, number="240140", **rx)


def tablets(**rx: Any) -> Dispensing:
    """Sample 05: a suspension from whole 50 mg tablets."""
    source = {"kind": "tablet", "strength": "50 mg", "average_weight": "212 mg", "lot": "T-77", "expires_on": "2027-08-31"}
    made = liquid([(30, [("3 mg", "bedtime")])], 30, preparation={"source": source}, number="240105", **rx)
    printed: Any = made.result["plan"]
    materials = {
        "naltrexone tablets": {
            "kind": "tablet",
            "strength": "50 mg",
            "lot": "T-77",
            "expires_on": "2027-08-31",
            "drug_per_unit": "50 mg",
            "mass_per_unit": "212 mg",
        },
        "preserved vehicle": {"kind": "vehicle", "formula": "fawcett-preserved"},
    }
    steps = [
        {"op": "count", "material": "naltrexone tablets", "into": "mortar", "units": 2},
        {"op": "mix", "vessel": "mortar", "how": "crush to a fine even powder"},
        {"op": "transfer", "from": "mortar", "into": "100 mL cylinder", "rinse": "10 mL", "material": "preserved vehicle"},
        *printed["steps"][4:],
    ]
    return replace(made, result={**made.result, "plan": {**printed, "materials": materials, "steps": steps}})


def with_plan(made: Dispensing, **changes: Any) -> Dispensing:
    """The same with parts of its plan changed, as a program that planned otherwise would have printed it."""
    plan = print_plan(replace(made.plan, **changes))
    return replace(made, result={**made.result, "plan": plan})


def practice(made: Dispensing, *, draft: bool = False) -> Dispensing:
    """The same papers before a pharmacy is set up."""
    return replace(made, pharmacy=None, draft=draft)


def spanish(made: Dispensing) -> Dispensing:
    """The same papers in Spanish."""
    return replace(made, language=Language.SPANISH)


def every_dispensing() -> dict[str, Dispensing]:
    """All of them by name."""
    return dict(_every_dispensing())


@cache
def _every_dispensing() -> dict[str, Dispensing]:
    return {
        "nightly": nightly(),
        "three phases": liquid_three_phases(),
        "weekly steps": weekly_steps(),
        "long names": long_names(),
        "nine phases": many_phases(9),
        "twelve phases": many_phases(12),
        "twice daily liquid": twice_daily_liquid(),
        "between marks": between_marks(),
        "capsules twice daily": capsules_twice_daily(),
        "capsule titration": capsule_titration(),
        "base capsules": base_capsules(),
        "two strengths": two_strengths(),
        "tablets": tablets(),
        "three phases in Spanish": spanish(liquid_three_phases()),
        "two strengths in Spanish": spanish(two_strengths()),
        "base in Spanish": spanish(base_capsules()),
    }
