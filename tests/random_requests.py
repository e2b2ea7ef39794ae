"""Random prescriptions within the contract, from a seed; no patient is real."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from answers import answered

DOSES = [
    "0.5 mg",
    "0.75 mg",
    "1 mg",
    "1.5 mg",
    "2 mg",
    "2.25 mg",
    "2.5 mg",
    "3 mg",
    "3.5 mg",
    "4 mg",
    "4.5 mg",
    "5 mg",
    "500 mcg",
    "1.25 mg",
]
MADE_ON = date(2026, 11, 22)


def milligrams(dose: str) -> float:
    number, unit = dose.split()
    return float(number) / (1000 if unit == "mcg" else 1)


def random_regimen(rng: random.Random) -> list[dict[str, Any]]:
    phases = rng.choice([1, 1, 1, 2, 3, 3, 4, 6, 9])
    doses = sorted((rng.choice(DOSES) for _ in range(phases)), key=milligrams)
    regimen = []
    for dose in doses:
        take = [{"dose": dose, "when": rng.choice(["bedtime", "bedtime", "evening", "morning"])}]
        if rng.random() < 0.15 and milligrams(dose) <= 2.5:
            other = rng.choice([each for each in DOSES if milligrams(each) + milligrams(dose) <= 5])
            when = rng.choice([each for each in ("morning", "evening", "bedtime") if each != take[0]["when"]])
            take.append({"dose": other, "when": when})
        regimen.append({"days": rng.choice([5, 7, 10, 14, 28, 30, 45, 60, 90] if phases < 4 else [5, 7, 14]), "take": take})
    return regimen


def random_source(rng: random.Random, form: str) -> dict[str, Any] | None:
    kind = rng.random()
    if kind < 0.1:
        return None
    if kind < 0.25 and form == "liquid":
        source: dict[str, Any] = {"kind": "tablet", "strength": "50 mg", "lot": "T-1", "expires_on": "2028-01-31"}
        return source | ({"average_weight": "212 mg"} if rng.random() < 0.5 else {})
    dihydrate = rng.random() < 0.3
    substance = "naltrexone hydrochloride " + ("dihydrate" if dihydrate else "anhydrous")
    basis = rng.choice(["as-is", "anhydrous", "anhydrous-solvent-free", "dried"])
    water = f"{rng.randint(82, 92) / 10} %" if dihydrate else f"{rng.randint(1, 20) / 10} %"
    assay = f"{rng.randint(985, 1015) / 10} %"
    if basis == "as-is" and dihydrate:
        assay = f"{rng.randint(900, 920) / 10} %"
    source = {
        "kind": "powder",
        "substance": substance,
        "assay": assay,
        "assay_basis": basis,
        "lot": "N-9",
        "expires_on": "2028-03-31",
    }
    if basis in ("anhydrous", "anhydrous-solvent-free"):
        source["water"] = water
    if basis == "anhydrous-solvent-free":
        source["solvents"] = "0.3 %"
    if basis == "dried":
        source["lod"] = water
    if rng.random() < 0.1:
        source["expires_on"] = "2026-12-10"
    return source


def make_it_harder(request: dict[str, Any], seed: int) -> None:
    """Give some requests a bench that is hard on the plan: capsules from tablets, a coarse balance, only a few days to make.

    Drawn apart from the rest, so that what else a seed asks for does not depend on it.
    """
    rng = random.Random(f"harder {seed}")
    tablets, coarse, short = (rng.random() < 0.15 for _ in range(3))
    preparation = request["preparation"]
    if tablets and request["rx"]["form"] != "liquid":
        weight = rng.choice(["150 mg", "212 mg", "305.5 mg", None])
        preparation["source"] = {
            "kind": "tablet",
            "strength": "50 mg",
            "lot": "T-2",
            "expires_on": "2028-01-31",
        }
        if weight is not None:
            preparation["source"]["average_weight"] = weight
    if coarse:
        preparation["balance"] = {"readability": "1 mg", "sensitivity": "6 mg"}
        preparation["weighing_error"] = "5 %"
    if short and "fill" not in request:
        request["rx"]["regimen"] = [request["rx"]["regimen"][0] | {"days": rng.choice([1, 2, 3, 4])}]


def write_as_prescribers_do(request: dict[str, Any], seed: int) -> None:
    """Give some requests what prescriptions say beside milligrams and days: not every day, amounts, quantity, a part.

    Drawn apart from the rest, so that what else a seed asks for does not depend on it.
    """
    rng = random.Random(f"as written {seed}")
    rx, regimen = request["rx"], request["rx"]["regimen"]
    if rng.random() < 0.25:
        not_every_day(rng, regimen)
    halves = all(milligrams(take["dose"]) in (0.5, 1, 1.5) for phase in regimen for take in phase["take"])
    if rng.random() < 0.15 and (rx["form"] == "liquid" or (rx["form"] == "capsule" and halves)):
        rx["strength"] = "1 mg/mL" if rx["form"] == "liquid" else "0.5 mg"
        for take in [take for phase in regimen for take in phase["take"]]:
            if rx["form"] == "liquid":
                take["amount"] = f"{milligrams(take['dose']):g} mL"
            else:
                take["amount"] = f"{milligrams(take['dose']) * 2:g} capsules"
            if rng.random() < 0.7:
                del take["dose"]
    if rng.random() < 0.1:
        rx["quantity"] = rng.choice(["30 capsules", "90 capsules", "150 mL", "30 days"])
    days = sum(phase["days"] for phase in regimen if not phase.get("alternates"))
    if rng.random() < 0.15 and "fill" not in request and days > 8:
        request["fill"] = {"number": 1, "from_day": 1, "days": rng.randint(8, days)}
    if "fill" in request and request["fill"]["from_day"] > days:
        request["fill"]["days"] = request["fill"].get("days", 28)


def not_every_day(rng: random.Random, regimen: list[dict[str, Any]]) -> None:
    """Every few days, days of the week, or two phases in turn; in phases of at least a week, so that a dose falls on them."""
    at = rng.randrange(len(regimen))
    phase = regimen[at]
    if phase["days"] < 7:
        return
    kind = rng.choice(["every", "weekdays", "in turn", "in turn"])
    if kind == "every":
        phase["every"] = rng.randint(2, 7)
    elif kind == "weekdays":
        phase["weekdays"] = rng.sample(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], rng.randint(1, 6))
    elif len(regimen) < 12:
        takes = [take | {"dose": rng.choice([take["dose"], "1 mg", "1.5 mg", "2 mg"])} for take in phase["take"]]
        other = {"days": phase["days"], "alternates": True, "take": takes}
        if rng.random() < 0.5:
            phase["every"] = other["every"] = 2
        else:
            week = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
            phase["weekdays"] = rng.sample(week, 3)
            other["weekdays"] = [day for day in week if day not in phase["weekdays"]]
        regimen.insert(at + 1, other)


def random_request(seed: int) -> dict[str, Any]:
    """One request; the same seed gives the same one."""
    rng = random.Random(seed)
    form = rng.choice(["liquid", "liquid", "capsule", "capsule", "any"])
    regimen = random_regimen(rng)
    preparation: dict[str, Any] = {}
    source = random_source(rng, form)
    if source:
        preparation["source"] = source
    if form == "liquid" and rng.random() < 0.5:
        preparation["concentration"] = rng.choice(["0.5 mg/mL", "1 mg/mL", "1 mg/mL", "2 mg/mL", "5 mg/mL"])
    if rng.random() < 0.3:
        preparation["vehicle"] = rng.choice(["fawcett-preserved", "syrspend-sf-ph4", "purified-water"])
    if rng.random() < 0.3:
        preparation["overfill"] = rng.choice(["5 %", "10 %", "0 %", "3 mL"])
    if rng.random() < 0.3:
        preparation["balance"] = rng.choice(
            [
                {"readability": "1 mg", "minimum": "20 mg"},
                {"readability": "0.1 mg", "minimum": "10 mg"},
                {"readability": "0.1 mg", "repeatability": "0.12 mg"},
                {"readability": "1 mg", "sensitivity": "2 mg"},
            ]
        )
    if form != "liquid" and rng.random() < 0.3:
        preparation["filler"] = rng.choice(["microcrystalline cellulose PH-105", "lactose anhydrous", "corn starch"])
        measured = {"lactose anhydrous": ["221 mg", "228.5 mg"], "corn starch": ["201 mg", "208.5 mg"]}
        preparation["filler_fill"] = rng.choice(measured.get(preparation["filler"], ["128 mg", "131.5 mg"]))
        preparation["capsule_size"] = "3"
    if form != "liquid" and rng.random() < 0.2:
        preparation["drug_fill"] = "200 mg"
    if form != "liquid" and rng.random() < 0.2:
        preparation |= rng.choice([{"extra_capsules": 3}, {"overage": "10 %"}])
    if rng.random() < 0.15:
        preparation["beyond_use_counting"] = rng.choice(["day-one", "days-after"])
    request: dict[str, Any] = {
        "rx": {
            "number": f"R{seed}",
            "written_on": "2026-11-20",
            "patient": {"name": "Test Person", "birth_date": "1979-04-12", "language": rng.choice(["en", "es"])},
            "prescriber": {"name": "P. Hale, MD"},
            "drug": "naltrexone",
            "form": form,
            "regimen": regimen,
            "refills": rng.choice([0, 0, 2]),
        },
        "screening": answered(),
        "compounded_on": MADE_ON.isoformat(),
        "preparation": preparation,
    }
    if rng.random() < 0.1:
        request["rx"]["strength_as"] = "base"
    if rng.random() < 0.2:
        request["rx"]["first_dose_on"] = (MADE_ON + timedelta(days=rng.randint(1, 12))).isoformat()
    days = sum(phase["days"] for phase in regimen)
    if rng.random() < 0.2 and days > 3:
        request["fill"] = {"number": 2, "from_day": rng.randint(2, days)}
    elif rng.random() < 0.05:
        request["fill"] = {"number": 2, "from_day": days + 1, "days": 28}
        request["rx"]["refills"] = 2
    make_it_harder(request, seed)
    write_as_prescribers_do(request, seed)
    return request
