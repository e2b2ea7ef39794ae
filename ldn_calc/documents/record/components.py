"""Sections A and B of the compounding record: the certificate as it was entered, and every component that is used."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from ldn_calc.documents.drawing.tables import Cell
from ldn_calc.documents.record.policies import own_row
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.documents.words.runs import Run, Runs, marked, run, tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import amount_in_words
from ldn_calc.documents.words.wording import Wording, shells_asked
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.names.words import plain_words
from ldn_calc.order.component_lots import UsedComponent, components_used
from ldn_calc.order.prescription import Component, Form, Language
from ldn_calc.procedure.plan import FillerMaterial, Material, PowderMaterial, TabletMaterial, VehicleMaterial
from ldn_calc.procedure.steps import Count, Encapsulate, FillTo, Measure, Weigh, WeighTo
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Share, Volume
from ldn_calc.resources import read_toml

__all__ = ["WorksheetComponents"]


class WorksheetComponents:
    """What goes into the preparation, with empty boxes for what a person reads and writes."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.plan = dispensing.plan
        self.product = product or next(iter(self.plan.products))
        numbers = steps_making(self.plan, self.product)
        self.steps = [step for number, step in enumerate(self.plan.steps, 1) if number in numbers]
        self.wording = Wording(Language.ENGLISH)
        self.words: dict[str, Any] = read_toml("text/worksheet.toml")

    def certificate(self) -> tuple[str, str, list[list[Cell]]]:
        """Title, a few words, and a row for each figure: as entered, then boxes for two people."""
        words = self.words["certificate"]
        material = next(each for each in self.plan.materials.values() if isinstance(each, PowderMaterial | TabletMaterial))
        tablets = isinstance(material, TabletMaterial)
        figures = self._tablet_figures(material) if isinstance(material, TabletMaterial) else self._powder_figures(material)
        rows = [[Cell(run(name)), Cell(run(value, bold=True)), Cell(), Cell(), Cell()] for name, value in figures]
        return (words["title_tablets"], words["more_tablets"], rows) if tablets else (words["title"], words["more"], rows)

    @property
    def shells(self) -> dict[str, int]:
        """How many empty capsules of each size are filled."""
        found: dict[str, int] = {}
        for step in self.steps:
            if isinstance(step, Encapsulate):
                found[step.size] = found.get(step.size, 0) + step.capsules
        return found

    def materials(self) -> list[list[Cell]]:
        """Every component, shells, container and syringes, with what is planned and entered; what is really used stays empty."""
        words, plan = self.words["materials"], self.plan
        rows = [
            (self._named(name, material), self.planned(name, material), *self._entered(name, material))
            for name, material in plan.materials.items()
        ]
        rows += [(self._shells(size), shown(str(made)), *self._of(self._lots("shells"))) for size, made in self.shells.items()]
        container = words["bottle"] if plan.form is Form.LIQUID else words["vial"]
        others = [(container, shown(str(self.dispensing.request.preparation.containers)))]
        others += [(words["syringe"].format(name=tied(name)), words["each"]) for name in syringes_needed(plan)]
        rows += [(name, planned, *self._of(())) for name, planned in others]
        empty = [Cell() for _ in range(5)]
        return [
            [Cell(run(name), 9), Cell(run(planned, bold=True), 9), Cell(run(lot), 8.5), Cell(run(expiry), 8.5), *empty]
            for name, planned, lot, expiry in rows
        ]

    def expiries(self) -> list[Runs]:
        """What was entered of parts and of what nothing uses; the earliest expiry, and whether it sets the last day of use."""
        words, until = self.words["materials"], self.plan.beyond_use.date
        lines = []
        if others := [each for each in self._components if not any(each in used for used in self._used.values())]:
            told = "; ".join(_component(each, words["component"]) for each in others)
            lines.append(marked(words["also"], components=told))
        dated = [(each.name, each.expires_on) for each in self._components if each.expires_on is not None]
        for name, material in self.plan.materials.items():
            if isinstance(material, PowderMaterial | TabletMaterial) and material.expires_on is not None:
                dated.append((name, material.expires_on))
        stop = words["stop"].format(use_until=self.wording.day(until))
        if not dated:
            return [*lines, (*marked(words["earliest_none"]), Run(f" {stop}"))]
        earliest = min(on for _, on in dated)
        names = ", ".join(dict.fromkeys(name for name, on in dated if on == earliest))
        pattern = words["earliest_sets" if earliest == until else "earliest_later"]
        return [*lines, (*marked(pattern, date=self.wording.day(earliest), names=names), Run(f" {stop}"))]

    @property
    def _components(self) -> tuple[Component, ...]:
        return self.dispensing.request.preparation.components

    @cached_property
    def _used(self) -> dict[str, tuple[Component, ...]]:
        """What was entered of each component itself, by its kind; what was entered of a part of it is not its own lot."""
        preparation, formulary = self.dispensing.request.preparation, self.dispensing.formulary
        found = {}
        for used in components_used(preparation, self.plan.form, formulary):
            parts = {plain_words(part) for part in self._parts_of(used, formulary)} - {plain_words(used.name)}
            own = tuple(each for each in used.entered if plain_words(each.name) not in parts)
            found[used.kind] = own
        return found

    def _parts_of(self, used: UsedComponent, formulary: Formulary) -> tuple[str, ...]:
        """What a component is made of, by the names that a part may be entered by."""
        if used.kind == "shells":
            return formulary.shell_material(self.dispensing.request.preparation.shell).components
        rows = formulary.vehicles.values() if used.kind == "vehicle" else formulary.fillers.values()
        parts = next(row.components for row in rows if row.name == used.name)
        return (*parts, "preservative") if used.kind == "vehicle" else parts

    def _lots(self, kind: str) -> tuple[Component, ...]:
        return self._used.get(kind, ())

    def _entered(self, name: str, material: Material) -> tuple[str, str]:
        """Lot and expiry of a material as they were entered."""
        match material:
            case PowderMaterial(lot=lot, expires_on=on) | TabletMaterial(lot=lot, expires_on=on):
                return self._of((Component(name, lot, on),))
            case VehicleMaterial():
                return self._of(self._lots("vehicle"))
            case FillerMaterial():
                return self._of(self._lots("filler"))

    def _of(self, entered: Sequence[Component]) -> tuple[str, str]:
        missing = str(self.words["materials"]["not_entered"])
        lots = [", ".join(each for each in (one.lot, one.maker) if each) or missing for one in entered]
        dates = [self.wording.day(one.expires_on) if one.expires_on else missing for one in entered]
        return "; ".join(lots) or missing, "; ".join(dates) or missing

    def _shells(self, size: str) -> str:
        """Shells of one size, with what they look like, and what they are made of where that was asked for."""
        formulary, words = self.dispensing.formulary, self.words["materials"]
        description = self.wording.capsule_look(self.plan, formulary)
        asked = shells_asked(self.plan)
        if asked is None:
            return str(words["shells"].format(size=size, description=description))
        material = ", ".join(formulary.shell_material(asked).components)
        return str(words["shells_of"].format(size=size, material=material, description=description))

    def _named(self, name: str, material: Material) -> str:
        """A vehicle or filler whose row is the pharmacy's own says so."""
        table, row = ("vehicles", material.formula) if isinstance(material, VehicleMaterial) else ("fillers", name)
        return str(self.words["materials"]["own"].format(name=name)) if own_row(self.dispensing, table, row) else name

    def _powder_figures(self, material: PowderMaterial) -> list[tuple[str, str]]:
        words = self.words["certificate"]
        entered: Any = self.dispensing.request.preparation.source

        def figure(key: str, used: Share) -> str:
            value = tied(write(used))
            return value if getattr(entered, key, None) is not None else words["assumed"].format(value=value)

        lot = words["missing_lot"] if material.lot is None else material.lot
        rows = [
            (words["substance"], f"{material.substance}, {lot}"),
            (words["assay"], f"{figure('assay', material.assay)}, {material.assay_basis.value}"),
        ]
        figures = {"water": material.water, "solvents": material.solvents, "lod": material.lod}
        rows += [(words[key], figure(key, used)) for key, used in figures.items() if used is not None]
        return [*rows, (words["expiry"], self._expiry(material))]

    def _tablet_figures(self, material: TabletMaterial) -> list[tuple[str, str]]:
        words = self.words["certificate"]
        weight = words["missing"] if material.mass_per_unit is None else write(material.mass_per_unit)
        return [
            (words["strength"], tied(write(material.strength))),
            (words["lot"], words["missing"] if material.lot is None else material.lot),
            (words["weight"], tied(weight)),
            (words["expiry"], self._expiry(material)),
        ]

    def _expiry(self, material: PowderMaterial | TabletMaterial) -> str:
        if material.expires_on is None:
            return str(self.words["certificate"]["missing"])
        return self.wording.day(material.expires_on)

    def planned(self, name: str, material: Material) -> str:
        """All of a material that the steps use."""
        if isinstance(material, TabletMaterial):
            tablets = sum(step.units for step in self.steps if isinstance(step, Count) and step.material == name)
            return tied(shown(self.wording.count(tablets, "tablet")))
        if isinstance(material, VehicleMaterial):
            volumes = [step.volume for step in self.steps if isinstance(step, Measure | FillTo) and step.material == name]
            return str(self.words["materials"]["up_to"].format(volume=amount_in_words(max(volumes, default=Volume.of(0)))))
        made_up = [step.mass for step in self.steps if isinstance(step, WeighTo) and step.material == name]
        if made_up:
            return str(self.words["materials"]["with_tablets"].format(mass=amount_in_words(sum(made_up, Mass.of(0)))))
        masses = [step.mass for step in self.steps if isinstance(step, Weigh) and step.material == name]
        return amount_in_words(sum(masses, Mass.of(0)))


def _component(component: Component, words: dict[str, str]) -> str:
    """A component as it was entered, in a line of its own."""
    expiry = Wording(Language.ENGLISH).day(component.expires_on) if component.expires_on else None
    facts = {"maker": component.maker, "lot": component.lot, "expiry": expiry}
    said = [words[key].format(fact=fact) if fact else words[f"no_{key}"] for key, fact in facts.items()]
    return words["line"].format(name=component.name, said=", ".join(each for each in said if each))
