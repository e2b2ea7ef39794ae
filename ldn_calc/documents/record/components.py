"""Sections A and B of the compounding record: the certificate as it was entered, and every component that is used."""

from __future__ import annotations

from typing import Any

from ldn_calc.documents.drawing.tables import Cell
from ldn_calc.documents.record.policies import own_row
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.documents.words.runs import run, tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import amount_in_words
from ldn_calc.documents.words.wording import Wording, shells_asked
from ldn_calc.order.prescription import Form, Language
from ldn_calc.procedure.plan import Material, PowderMaterial, TabletMaterial, VehicleMaterial
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
        """Every component, shells, container and syringes, with what is planned; maker, lot and expiry stay empty."""
        words, plan = self.words["materials"], self.plan
        rows = [(self._named(name, material), self.planned(name, material)) for name, material in plan.materials.items()]
        rows += [(self._shells(size), shown(str(made))) for size, made in self.shells.items()]
        container = words["bottle"] if plan.form is Form.LIQUID else words["vial"]
        rows.append((container, shown(str(self.dispensing.request.preparation.containers))))
        rows += [(words["syringe"].format(name=tied(name)), words["each"]) for name in syringes_needed(self.plan)]
        return [[Cell(run(name)), Cell(), Cell(), Cell(), Cell(run(planned)), Cell(), Cell()] for name, planned in rows]

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
