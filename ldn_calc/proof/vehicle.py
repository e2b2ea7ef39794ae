"""Proves a vehicle that is made in the pharmacy from three texts: request, result as it will be printed, the formulary's rows.

The bench (`ldn_calc.proof.bench`) walks the printed steps as it walks those of any plan: readings on their instruments, minima,
capacities, what is mixed before it is poured. Beside it stands, in plain fractions, how much of each ingredient is in each vessel
and what powder takes up there: the bottle must hold the volume asked for, and each ingredient as the vehicle's row has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, printed, significant, written
from ldn_calc.proof.asked import Asked
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.due import Begun, check_use, due_use
from ldn_calc.proof.instruments import Instrument, read_instruments
from ldn_calc.proof.materials import Material
from ldn_calc.proof.objects import day, document, entries, last_day, listed, moment, name, same, shape, show
from ldn_calc.proof.problems import Problem, ProblemError, Problems
from ldn_calc.proof.rows import Rows, read_rows
from ldn_calc.proof.tolerances import Tolerances
from ldn_calc.quantities.units import quantity

__all__ = ["HeldIngredient", "VehicleProof", "replay_vehicle"]

_SCHEMA: Final = "ldn-calc/vehicle/1"
_STOCK: Final = "stock bottle"
_PLAN: Final = (
    "vehicle",
    "name",
    "version",
    "lot",
    "made_on",
    "volume",
    "materials",
    "instruments",
    "steps",
    "products",
    "ingredients",
    "beyond_use",
)
_STEPS: Final = ("weigh", "measure", "mix", "transfer", "fill_to", "bottle")
_INGREDIENT: Final = (("name", "amount", "source", "tag"), ("mix", "displaces", "component"))
_MOST_OFF: Final = Fraction(1, 100)
_MOST_WORST: Final = Fraction(10, 100)
_MOST_DISPLACED: Final = "1 mL"
_LAST_MIX: Final = "cover and invert 10 times"
_HUNDRED: Final = 100
_GRAM: Final = 1000
_NOTHING: Final = Fraction(0)

_NOBODY: Final = Asked(
    number=None,
    form="liquid",
    strength_as="hydrochloride",
    regimen=(),
    first_dose_on=None,
    compounded_on=None,
    fill_number=1,
    from_day=1,
    fill_days=None,
    source=None,
    concentration=None,
    vehicle=None,
    overfill=None,
    balance=None,
    weighing_error=None,
    capsule_size=None,
    shell=None,
    filler=None,
    filler_fill=None,
    drug_fill=None,
    extra_capsules=None,
    overage=None,
    beyond_use_counting=None,
    way=None,
    syringe=None,
    capsule_strengths=None,
    lot=None,
    storage=None,
    component_expiries=(),
    strength=None,
    quantity=None,
    given=frozenset(),
)
"""A request for nobody: a vehicle has no drug, no doses and no patient, and is weighed on the formulary's balance."""


@dataclass(frozen=True, slots=True)
class HeldIngredient:
    """What the stock bottle holds of an ingredient, in mg or mL of 1 mL.

    Attributes:
        due: by the vehicle's row.
        worst: how far off its instruments allow it to be, as a share of what is held.
    """

    name: str
    unit: str
    due: Fraction
    held: Fraction
    worst: Fraction

    @property
    def difference(self) -> Fraction:
        """Of what is held from what is due, as a share of it."""
        return self.held / self.due - 1

    def for_result(self) -> dict[str, str]:
        """As the result prints it, for 100 mL."""
        unit = "g" if self.unit == "mg" else "mL"
        held = self.held * _HUNDRED / (_GRAM if self.unit == "mg" else 1)
        return {
            "name": self.name,
            "of_100_mL": f"{significant(held, 6)} {unit}",
            "difference": f"{significant(self.difference * 100, 3)} %",
            "worst_case": f"{significant(self.worst * 100, 3)} %",
        }


@dataclass(frozen=True, slots=True)
class VehicleProof:
    """What the replay found; `agrees` where there is no problem at all."""

    volume: str
    ingredients: tuple[HeldIngredient, ...]
    problems: tuple[Problem, ...]

    @property
    def agrees(self) -> bool:
        """Whether there is no problem at all."""
        return not self.problems

    def for_result(self) -> dict[str, Any]:
        """The result's `proof` object."""
        ingredients = [each.for_result() for each in self.ingredients]
        return {"agrees": self.agrees, "volume": self.volume, "ingredients": ingredients}

    def told(self) -> list[dict[str, Any]]:
        """Every problem as an object."""
        return [asdict(problem) for problem in self.problems]


@dataclass(frozen=True, slots=True)
class _RowIngredient:
    """One line of the vehicle's row: `of_100` in mg or mL; the mixing that follows it, or nothing."""

    name: str
    unit: str
    of_100: Fraction
    mix: str | None
    displaces: Fraction


@dataclass(frozen=True, slots=True)
class _Row:
    """How the formulary says that the vehicle is made."""

    key: str
    diluent: str
    ingredients: tuple[_RowIngredient, ...]

    @property
    def held(self) -> dict[str, _RowIngredient]:
        """Those whose concentration is held, by name: all but the diluent."""
        return {each.name: each for each in self.ingredients if each.name != self.diluent}


def replay_vehicle(request_text: str, result_text: str, formulary_text: str) -> VehicleProof:
    """Prove a vehicle; every fault in any of the three texts is a problem, never an exception."""
    problems = Problems()
    volume = "not known"
    held: tuple[HeldIngredient, ...] = ()
    with problems:
        result = document(result_text, "result")
        request = shape(
            document(request_text, "request"), "request", ("vehicle", "volume"), ("lot", "made_on", "expires"), problems
        )
        rows = read_rows(formulary_text, result, problems)
        if not rows.same:
            raise ProblemError("material-differs", "rows of another formulary", "the rows that the vehicle was planned with")
        if result.get("schema") != _SCHEMA:
            problems.add("schema-unknown", show(result.get("schema")), _SCHEMA)
        row = _read_row(name(request["vehicle"], "request.vehicle"), rows, problems)
        plan = shape(result.get("plan"), "plan", _PLAN, (), problems)
        _check_calendar(plan, request, moment(result.get("planned_at"), "planned_at"), rows, problems)
        asked_volume = written(request["volume"], "mL", "request.volume").magnitude
        volume, held = _walk(plan, row, asked_volume, rows, problems)
        if not problems.found and result.get("proof") is not None:
            due = VehicleProof(volume, held, ()).for_result()
            if not same(result["proof"], due):
                problems.add("proof-differs", "the result's stored proof", "what the replay of its steps finds")
    return VehicleProof(volume, held, tuple(problems.found))


def _read_row(key: str, rows: Rows, problems: Problems) -> _Row:
    row = rows.row("vehicles", key) or {}
    if not isinstance(row.get("made"), dict):
        raise ProblemError("material-differs", f"{show(key)}, which is bought", "a vehicle that is made in the pharmacy")
    made = shape(row["made"], f"vehicles.{key}.made", ("diluent", "ingredients", "source", "tag"), (), problems)
    found = []
    components = {name(made["diluent"], "made.diluent")}
    for entry in listed(made["ingredients"], "made.ingredients"):
        each = shape(entry, "made.ingredients", *_INGREDIENT, problems)
        called = name(each["name"], "made.ingredients: name")
        unit = "mL" if str(each["amount"]).endswith("mL") else "mg"
        amount = written(each["amount"], unit, f"made: {called}").magnitude
        displaces = written(each.get("displaces", _MOST_DISPLACED), "mL", f"made: {called}").magnitude
        found.append(_RowIngredient(called, unit, amount, each.get("mix"), displaces))
        components.add(name(each.get("component", called), "made.ingredients: component"))
    if components != set(map(str, listed(row.get("components"), "components"))):
        problems.add("made-otherwise", ", ".join(sorted(components)), f"the components of {key}")
    return _Row(key, made["diluent"], tuple(found))


def _check_calendar(plan: Mapping[str, Any], request: Mapping[str, Any], at: datetime, rows: Rows, problems: Problems) -> None:
    """Vehicle, lot, the day it is made and its last day of use, which no ingredient's expiry may precede."""
    key = request["vehicle"]
    row = rows.row("vehicles", key) or {}
    for said, due in ((plan["vehicle"], key), (plan["name"], row.get("name")), (plan["version"], row.get("version"))):
        if said != due:
            problems.add("material-differs", show(said), show(due))
    made_on = at.date() if request.get("made_on") is None else day(request["made_on"], "request.made_on")
    if day(plan["made_on"], "plan.made_on") != made_on or made_on > at.date():
        problems.add("made-ahead", f"made on {show(plan['made_on'])}", f"{made_on}, and not after {at.date()}")
    lot = request.get("lot") or f"{key}-{at:%y%m%d-%H%M}"
    if name(plan["lot"], "plan.lot") != lot:
        problems.add("lot-differs", show(plan["lot"]), show(lot))
    expires = {called: last_day(on, called) for called, on in entries(request.get("expires") or {}, "request.expires").items()}
    for called, entry in entries(plan["materials"], "plan.materials").items():
        said, due_on = entries(entry, called).get("expires_on"), expires.get(called)
        if said != (None if due_on is None else due_on.isoformat()):
            problems.add("certificate-differs", f"{called}: expiry {show(said)}", f"expiry {due_on or 'not given'}")
    for called, on in expires.items():
        if on < made_on:
            problems.add("beyond-use-differs", f"{called} expired on {on}", f"not before {made_on}")
    asked = replace(_NOBODY, vehicle=key, component_expiries=tuple(expires.values()))
    due_last = due_use(asked, "liquid", made_on, plan["beyond_use"], Begun(at.date(), f"{at:%H:%M}", on_record=True), rows)
    check_use(plan["beyond_use"], due_last, problems)
    if due_last["date"] < at.date().isoformat():
        problems.add("already-over", f"planned on {at.date()}", f"not after its last day, {due_last['date']}")


def _walk(
    plan: Mapping[str, Any], row: _Row, asked: Fraction, rows: Rows, problems: Problems
) -> tuple[str, tuple[HeldIngredient, ...]]:
    """The bottle's volume in words, and what it holds of each ingredient."""
    for number, entry in enumerate(listed(plan["steps"], "plan.steps"), start=1):
        problems.step = number
        operation = entries(entry, "the step").get("op")
        if operation not in _STEPS:
            raise ProblemError("operation-unknown", show(operation), "one of " + ", ".join(_STEPS))
    problems.step = None
    materials = _materials(plan, row, problems)
    instruments = read_instruments(plan["instruments"], _NOBODY, rows, problems)
    bench = Bench(materials, instruments, _NOBODY, problems)
    bench.walk(plan["steps"])
    for code, listed_names in (("material-not-used", materials), ("instrument-not-used", instruments)):
        for called in listed_names:
            if called not in bench.used:
                problems.add(code, called, "only what a step uses")
    _check_order(plan["steps"], row, problems)
    made = bench.products.get(_STOCK)
    if made is None or len(bench.products) > 1:
        raise ProblemError("product-unlisted", ", ".join(bench.products) or "nothing", f"one {_STOCK}")
    volume = amount_text(made.volume, "mL")
    due_product = {_STOCK: {"kind": "vehicle", "amount": volume}}
    if made.volume.magnitude != asked:
        problems.add("amount-not-made", f"{volume} in the {_STOCK}", amount_text(quantity(asked, "mL"), "mL"))
    if plan["volume"] != volume:
        problems.add("amount-not-made", f"plan.volume: {show(plan['volume'])}", f"{volume}, as the steps leave")
    if not same(plan["products"], due_product):
        problems.add(
            "amount-not-made", f"plan.products: not one {_STOCK} of {volume}", f"one {_STOCK} of {volume}, as the steps leave"
        )
    if problems.found:
        return volume, ()
    contents = _Contents(plan, row, instruments, rows)
    contents.walk(problems)
    held = tuple(contents.held(each, made.volume.magnitude) for each in row.held.values())
    for each in held:
        if abs(each.difference) > _MOST_OFF or each.worst > _MOST_WORST:
            found = each.for_result()
            said = f"{found['of_100_mL']} of {each.name} in 100 mL, possibly {found['worst_case']} off"
            due = f"{significant(each.due * _HUNDRED, 6)} {each.unit}, at most 1 % from it, and at most 10 % off"
            problems.add("ingredient-off", said, due)
    _check_said(plan["ingredients"], row, contents.taken, asked, problems)
    return volume, held


def _materials(plan: Mapping[str, Any], row: _Row, problems: Problems) -> dict[str, Material]:
    """As the bench knows them, none with drug: what is weighed is a filler to it, what is measured a vehicle."""
    units = {each.name: each.unit for each in row.ingredients} | {row.diluent: "mL"}
    listed_names = entries(plan["materials"], "plan.materials")
    for called, entry in listed_names.items():
        if shape(entry, f"plan.materials.{show(called)}", ("kind",), ("expires_on",), problems)["kind"] != "ingredient":
            problems.add("material-differs", f"{show(called)}: kind {show(entry['kind'])}", "kind ingredient")
    if set(listed_names) != set(units):
        problems.add("made-otherwise", ", ".join(map(show, listed_names)), ", ".join(units))
    return {called: Material("filler" if unit == "mg" else "vehicle") for called, unit in units.items() if called in listed_names}


def _check_order(steps: list[Mapping[str, Any]], row: _Row, problems: Problems) -> None:
    """What goes into the beaker, and how it is mixed there, in the row's order; portions of one thing count as one.

    Then all goes into the graduated vessel, which is made up and mixed.
    """
    due: list[tuple[object, ...]] = []
    for each in row.ingredients:
        due.append(("beaker", each.name))
        due += [("beaker", "mix", each.mix)] if each.mix is not None else []
    found: list[tuple[object, ...]] = []
    ends = []
    for step in steps:
        if step["op"] in ("weigh", "measure"):
            added = (step.get("into"), step.get("material"))
            found += [added] if not found or found[-1] != added or step["op"] == "measure" else []
        elif step["op"] == "mix" and step.get("vessel") == "beaker":
            found.append(("beaker", "mix", step.get("how")))
        else:
            ends.append(step["op"])
            if step["op"] == "mix" and step.get("how") != _LAST_MIX:
                problems.add("made-otherwise", show(step.get("how")), _LAST_MIX)
    if found != due:
        problems.add("made-otherwise", _in_words(found), _in_words(due))
    if ends != ["transfer", "fill_to", "mix", "bottle"] or any(step["op"] in _STEPS[3:] for step in steps[: -len(ends)]):
        problems.add("made-otherwise", ", ".join(map(str, ends)), "at the end transfer, fill_to, mix, bottle")


def _in_words(order: Sequence[tuple[object, ...]]) -> str:
    """What goes into a vessel, and how it is mixed there, one after the other."""
    said = [tuple(map(show, each)) for each in order]
    return "; ".join(
        f"mix {each[0]}: {each[2]}" if each[1] == "mix" and len(each) > 2 else f"{each[1]} into {each[0]}" for each in said
    )


class _Contents:
    """How much of each ingredient is in each vessel, in mg or mL: steps that the bench has walked without a problem."""

    def __init__(self, plan: Mapping[str, Any], row: _Row, instruments: Mapping[str, Instrument], rows: Rows) -> None:
        self._steps, self._row = plan["steps"], row
        self._tolerances = Tolerances(plan["instruments"], _NOBODY, rows)
        self._vessels: dict[str, dict[str, Fraction]] = {}
        self._mark = _NOTHING
        self._mark_off = _NOTHING
        self._off: dict[str, Fraction] = {}
        self.taken: dict[str, Fraction] = {}

    def walk(self, problems: Problems) -> None:
        """Fill the vessels step by step; a mark that is passed before it is filled up to is recorded."""
        for number, step in enumerate(self._steps, start=1):
            problems.step = number
            match step["op"]:
                case "weigh" | "measure":
                    key, unit = ("mass", "mg") if step["op"] == "weigh" else ("volume", "mL")
                    amount = printed(step[key], unit, key).magnitude
                    called = step["material"]
                    self._add(step["into"], called, amount)
                    self.taken[called] = self.taken.get(called, _NOTHING) + amount
                    self._off[called] = self._off.get(called, _NOTHING) + self._limit(step, amount)
                case "transfer":
                    for called, amount in self._vessels.pop(step["from"], {}).items():
                        self._add(step["into"], called, amount)
                    if step.get("material") != self._row.diluent:
                        problems.add("made-otherwise", f"a rinse of {show(step.get('material'))}", self._row.diluent)
                    else:
                        self._add(step["into"], self._row.diluent, printed(step["rinse"], "mL", "rinse").magnitude)
                case "fill_to":
                    self._fill(step, problems)
        problems.step = None

    def held(self, ingredient: _RowIngredient, volume: Fraction) -> HeldIngredient:
        """What 1 mL of the bottle holds of an ingredient, and how far off that may be: too much of it and too low a mark."""
        taken = self.taken.get(ingredient.name, _NOTHING)
        if not taken or not self._mark > self._mark_off:
            raise ProblemError("ingredient-off", f"no {ingredient.name}", "every ingredient of the row")
        worst = (1 + self._off[ingredient.name] / taken) * self._mark / (self._mark - self._mark_off) - 1
        return HeldIngredient(ingredient.name, ingredient.unit, ingredient.of_100 / _HUNDRED, taken / volume, worst)

    def _fill(self, step: Mapping[str, Any], problems: Problems) -> None:
        mark = printed(step["volume"], "mL", "fill_to").magnitude
        vessel = self._vessels.get(step["vessel"], {})
        if step["material"] != self._row.diluent:
            problems.add("made-otherwise", f"filled up with {show(step['material'])}", self._row.diluent)
        row = {each.name: each for each in self._row.ingredients}
        there = _NOTHING
        for called, amount in vessel.items():
            each = row.get(called)
            there += amount if each is None or each.unit == "mL" else amount / _GRAM * each.displaces
        if there > mark:
            found = f"{significant(there, 4)} mL with what the powders take up"
            problems.add("fill-to-lowers", found, f"at most {significant(mark, 9)} mL before making up to it")
        self._mark, self._mark_off = mark, self._limit(step, mark)

    def _add(self, vessel: str, called: str, amount: Fraction) -> None:
        held = self._vessels.setdefault(vessel, {})
        held[called] = held.get(called, _NOTHING) + amount

    def _limit(self, step: Mapping[str, Any], amount: Fraction) -> Fraction:
        return self._tolerances.reading(step["instrument"], amount).worst


def _check_said(said: object, row: _Row, taken: Mapping[str, Fraction], asked: Fraction, problems: Problems) -> None:
    """The plan's list of ingredients: what is due and what the steps take, each in its order."""
    due = []
    for each in row.held.values():
        amounts = {"due": each.of_100 * asked / _HUNDRED, "amount": taken.get(each.name, _NOTHING)}
        due.append((each.name, each.unit, each.of_100, amounts))
    found = listed(said, "plan.ingredients")
    named = [entries(each, "plan.ingredients").get("name") for each in found]
    if named != [each[0] for each in due]:
        problems.add("made-otherwise", ", ".join(map(show, named)), ", ".join(each[0] for each in due))
        return
    for entry, (called, unit, of_100, amounts) in zip(found, due, strict=True):
        shape(entry, f"plan.ingredients: {called}", ("name", "of_100_mL", "due", "amount"), (), problems)
        for key, amount in ({"of_100_mL": of_100} | amounts).items():
            if printed(entry[key], unit, f"{called}: {key}").magnitude != amount:
                problems.add("made-otherwise", f"{called}: {key} {show(entry[key])}", f"{significant(amount, 9)} {unit}")
