"""A third reading of the contract: replays a result's JSON with bare fractions, knowing nothing of the program.

Written from `docs/interface.md` alone, as somebody outside would; it shares no line with planning or proof.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

BASE = Fraction("341.407") / Fraction("377.865")


def amount(text: str, unit: str) -> Fraction:
    number, _, found = text.partition(" ")
    assert found == unit, (text, unit)
    assert not ("." in number and number.endswith("0")), text
    assert not number.startswith("."), text
    return Fraction(number)


def given(text: str) -> Fraction:
    """An amount of the request, which a person may write with a trailing zero."""
    return Fraction(text.partition(" ")[0])


def fraction_of(source: dict[str, Any] | None, strength_as: str) -> Fraction:
    """The drug fraction from the certificate's words."""
    salt = BASE if strength_as == "base" else Fraction(1)
    if source is None:
        return salt
    dihydrate = source["substance"].endswith("dihydrate")
    assay = given(source["assay"]) / 100 if "assay" in source else Fraction(1)
    basis = source.get("assay_basis", "anhydrous")
    water = given(source.get("water", "8.7051 %" if dihydrate else "0.5 %")) / 100
    lod = given(source.get("lod", "8.7051 %" if dihydrate else "0.5 %")) / 100
    solvents = given(source.get("solvents", "0 %")) / 100
    off = {"as-is": Fraction(0), "anhydrous": water, "anhydrous-solvent-free": water + solvents, "dried": lod}[basis]
    return assay * (1 - off) * salt


class Vessel:
    def __init__(self) -> None:
        self.drug = self.mass = self.volume = Fraction(0)
        self.materials: set[str] = set()
        self.mixed = True

    @property
    def uniform(self) -> bool:
        return self.mixed or len(self.materials) <= 1

    def receive(self, drug: Fraction, mass: Fraction, volume: Fraction, materials: set[str]) -> None:
        self.drug += drug
        self.mass += mass
        self.volume += volume
        self.materials |= materials
        self.mixed = False

    def give(self, share: Fraction) -> tuple[Fraction, Fraction, Fraction]:
        assert self.uniform, "taken from a vessel that is not uniform"
        assert 0 < share <= 1, "holds too little"
        out = self.drug * share, self.mass * share, self.volume * share
        self.drug, self.mass, self.volume = self.drug - out[0], self.mass - out[1], self.volume - out[2]
        return out


def _check_reading(instrument: dict[str, Any], value: Fraction) -> None:
    if instrument["kind"] == "balance":
        assert (value / amount(instrument["readability"], "mg")).denominator == 1
        assert value >= amount(instrument["minimum"], "mg")
    if instrument["kind"] == "cylinder":
        assert (value / amount(instrument["step"], "mL")).denominator == 1
        assert amount(instrument["smallest"], "mL") <= value <= amount(instrument["capacity"], "mL")


def _take(source: Vessel, into: Vessel, step: dict[str, Any], instrument: dict[str, Any]) -> None:
    by_mass = "mass" in step
    taken = amount(step["mass"], "mg") if by_mass else amount(step["volume"], "mL")
    _check_reading(instrument, taken)
    if by_mass:
        assert not source.volume, "a mass of a liquid"
        assert taken >= 2 * amount(instrument["minimum"], "mg"), "an aliquot below twice the minimum"
    materials = set(source.materials)
    into.receive(*source.give(taken / (source.mass if by_mass else source.volume)), materials)


def _drug_in_one(material: dict[str, Any], source: Any, strength_as: str) -> Fraction:
    """Drug in 1 mg of what is weighed."""
    if material["kind"] != "powder":
        return Fraction(0)
    fraction = fraction_of(source, strength_as)
    assert abs(fraction - Fraction(material["drug_fraction"])) < Fraction(1, 10**6)
    return fraction


def replay(request: dict[str, Any], result: dict[str, Any]) -> None:
    """Assert everything that an outside check can assert of a planned result."""
    plan = result["plan"]
    strength_as = request["rx"].get("strength_as", "hydrochloride")
    source = request.get("preparation", {}).get("source")
    vessels: dict[str, Vessel] = {}
    products: dict[str, dict[str, Fraction]] = {}
    drug_in = discarded = Fraction(0)

    def vessel(name: str) -> Vessel:
        return vessels.setdefault(name, Vessel())

    for step in plan["steps"]:
        instrument = plan["instruments"].get(step.get("instrument", ""))
        match step["op"]:
            case "weigh":
                mass = amount(step["mass"], "mg")
                _check_reading(instrument, mass)
                fraction = _drug_in_one(plan["materials"][step["material"]], source, strength_as)
                vessel(step["into"]).receive(mass * fraction, mass, Fraction(0), {step["material"]})
                drug_in += mass * fraction
            case "weigh_to":
                assert plan["materials"][step["material"]]["kind"] == "filler"
                made_up, mass = vessel(step["into"]), amount(step["mass"], "mg")
                _check_reading(instrument, mass)
                assert mass > made_up.mass, "made up to less than is there"
                made_up.receive(Fraction(0), mass - made_up.mass, Fraction(0), {step["material"]})
            case "count":
                salt = BASE if strength_as == "base" else 1
                drug = step["units"] * amount(source["strength"], "mg") * salt
                mass = step["units"] * given(source.get("average_weight", "0 mg"))
                vessel(step["into"]).receive(drug, mass, Fraction(0), {step["material"]})
                drug_in += drug
            case "take":
                _take(vessel(step["from"]), vessel(step["into"]), step, instrument)
            case "measure":
                volume = amount(step["volume"], "mL")
                _check_reading(instrument, volume)
                vessel(step["into"]).receive(Fraction(0), Fraction(0), volume, {step["material"]})
            case "mix":
                mixed = vessel(step["vessel"])
                mixed.mixed = True
                if mixed.volume:
                    assert mixed.drug / mixed.volume <= 50
            case "transfer":
                from_ = vessel(step["from"])
                drug, mass, volume = from_.drug, from_.mass, from_.volume
                vessel(step["into"]).receive(drug, mass, volume + amount(step["rinse"], "mL"), from_.materials | {step["material"]})
                vessels[step["from"]] = Vessel()
            case "fill_to":
                volume = amount(step["volume"], "mL")
                _check_reading(instrument, volume)
                assert volume >= vessel(step["vessel"]).volume
                vessel(step["vessel"]).receive(Fraction(0), Fraction(0), volume - vessel(step["vessel"]).volume, {step["material"]})
            case "encapsulate":
                each, count = amount(step["mass_each"], "mg"), step["capsules"]
                assert step["into"] not in products
                holds = amount(instrument["filler_fill"], "mg")
                assert holds * Fraction(9, 10) <= each <= holds * Fraction(11, 10)
                drug, _, _ = vessel(step["from"]).give(each * count / vessel(step["from"]).mass)
                products[step["into"]] = {"drug": drug, "amount": Fraction(count), "each": drug / count}
            case "bottle":
                volume = amount(step["volume"], "mL")
                assert step["into"] not in products
                _check_reading(instrument, volume)
                drug, _, _ = vessel(step["from"]).give(volume / vessel(step["from"]).volume)
                products[step["into"]] = {"drug": drug, "amount": volume, "each": drug / volume}
            case "discard" if "product" in step:
                product = products[step["product"]]
                product["amount"] -= step["capsules"]
                product["drug"] -= product["each"] * step["capsules"]
                discarded += product["each"] * step["capsules"]
            case "discard":
                discarded += vessel(step["vessel"]).drug
                vessels[step["vessel"]] = Vessel()
            case other:
                raise AssertionError(other)

    for name, left in vessels.items():
        assert left.drug == left.mass == left.volume == 0, f"{name} is neither empty nor discarded"
    assert drug_in == discarded + sum(product["drug"] for product in products.values())
    _check_products(plan, products)
    _check_doses(request, plan, products)


def _check_products(plan: dict[str, Any], products: dict[str, dict[str, Fraction]]) -> None:
    assert set(products) == set(plan["products"])
    for name, printed in plan["products"].items():
        liquid = printed["kind"] == "liquid"
        assert products[name]["amount"] == amount(printed["amount"], "mL" if liquid else "capsules")
        labelled = amount(printed["strength"], "mg/mL" if liquid else "mg")
        assert abs(products[name]["each"] / labelled - 1) <= Fraction(1, 100)


def _milligrams(asked: dict[str, Any], rx: dict[str, Any]) -> Fraction:
    """A dose as written: in mg or mcg, or so many mL or capsules of the strength that the prescription names."""
    if "amount" in asked:
        found = Fraction(asked["amount"].split()[0]) * Fraction(rx["strength"].split()[0])
        assert "dose" not in asked or given(asked["dose"]) == found
        return found
    number, _, unit = asked["dose"].partition(" ")
    return Fraction(number) / (1000 if unit == "mcg" else 1)


WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def due_days(request: dict[str, Any], from_day: int, first: date, count: int) -> dict[int, list[date]]:
    """On which days each phase is taken, by its number, in so many days from that day of the regimen on.

    Phases that alternate share the days of the phase before them; the last ones go on past the regimen's end.
    """
    groups: list[list[int]] = []
    regimen = request["rx"]["regimen"]
    for number, phase in enumerate(regimen):
        if phase.get("alternates"):
            groups[-1].append(number)
        else:
            groups.append([number])
    ends, total = [], 0
    for group in groups:
        total += regimen[group[0]]["days"]
        ends.append(total)
    found: dict[int, list[date]] = {}
    for step in range(count):
        at, on = from_day + step, first + timedelta(days=step)
        place = next((index for index, end in enumerate(ends) if at <= end), len(groups) - 1)
        begins = ends[place] - regimen[groups[place][0]]["days"] + 1
        for turn, number in enumerate(groups[place]):
            phase = regimen[number]
            named = WEEK[on.weekday()] in phase.get("weekdays", [])
            if named or ("weekdays" not in phase and (at - begins) % phase.get("every", 1) == turn):
                found.setdefault(number + 1, []).append(on)
    return found


def _check_days(request: dict[str, Any], plan: dict[str, Any]) -> None:
    """Every dose of the covered days stands in the plan with its days, and no other."""
    supply = plan["supply"]
    made = date.fromisoformat(request["compounded_on"])
    first = date.fromisoformat(request["rx"].get("first_dose_on", made.isoformat()))
    due = due_days(request, supply["from_day"], first, supply["days_covered"])
    for dose in plan["doses"]:
        days = due[dose["phase"]]
        phase = request["rx"]["regimen"][dose["phase"] - 1]
        assert (dose["count"], dose["from_date"], dose["to_date"]) == (len(days), days[0].isoformat(), days[-1].isoformat())
        assert dose.get("every", 1) == phase.get("every", 1)
        assert dose.get("weekdays", []) == [day for day in WEEK if day in phase.get("weekdays", [])]
    taken = {(dose["phase"], dose["when"]) for dose in plan["doses"]}
    assert taken == {(number, take["when"]) for number in due for take in request["rx"]["regimen"][number - 1]["take"]}
    if supply["next_from_day"] is not None:
        assert supply["next_from_day"] == supply["from_day"] + supply["days_covered"]
    if "days" in request.get("fill", {}):
        assert supply["days_covered"] <= request["fill"]["days"]


def _check_doses(request: dict[str, Any], plan: dict[str, Any], products: dict[str, dict[str, Fraction]]) -> None:
    used = dict.fromkeys(products, Fraction(0))
    phases = request["rx"]["regimen"]
    for dose in plan["doses"]:
        taken = Fraction(0)
        if "draws" in dose:
            volume = Fraction(0)
            for draw in dose["draws"]:
                syringe, each = plan["instruments"][draw["instrument"]], amount(draw["volume"], "mL")
                assert each <= amount(syringe["capacity"], "mL")
                assert (each / amount(syringe["step"], "mL") * 2).denominator == 1
                volume += each
            assert volume == amount(dose["volume"], "mL")
            taken = products[dose["from"]]["each"] * volume
            used[dose["from"]] += volume * dose["count"]
        else:
            assert 1 <= sum(part["count"] for part in dose["capsules"]) <= 4
            for part in dose["capsules"]:
                taken += products[part["from"]]["each"] * part["count"]
                used[part["from"]] += part["count"] * dose["count"]
        asked = next(take for take in phases[dose["phase"] - 1]["take"] if take["when"] == dose["when"])
        wanted = _milligrams(asked, request["rx"])
        assert amount(dose["prescribed"], "mg") == wanted
        assert abs(taken / wanted - 1) <= Fraction(1, 100)
        assert abs(amount(dose["delivered"], "mg") / taken - 1) < Fraction(1, 10**5)
    _check_days(request, plan)
    for name, printed in plan["products"].items():
        if printed["kind"] == "capsule":
            assert used[name] == products[name]["amount"]
        else:
            assert used[name] <= products[name]["amount"]
