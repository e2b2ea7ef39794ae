"""Sections A and B of the compounding record: the certificate as it was entered, and every component that is used."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ldn_calc.documents.drawing.tables import Cell
from ldn_calc.documents.record.policies import own_row
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import syringes_of
from ldn_calc.documents.words.runs import run, tied
from ldn_calc.documents.words.split import steps_of
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedMaterial
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["WorksheetComponents"]


class WorksheetComponents:
    """What goes into the preparation, with empty boxes for what a person reads and writes."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.plan = dispensing.plan
        self.product = product or next(iter(dispensing.plan["products"]))
        numbers = steps_of(dispensing.plan, self.product)
        self.steps = [step for number, step in enumerate(dispensing.plan["steps"], 1) if number in numbers]
        self.wording = Wording(Language.ENGLISH)
        self.words: dict[str, Any] = read_toml("text/worksheet.toml")

    def certificate(self) -> tuple[str, str, list[list[Cell]]]:
        """Title, a few words, and a row for each figure: as entered, then boxes for two people."""
        words = self.words["certificate"]
        material = next(each for each in self.plan["materials"].values() if each["kind"] in {"powder", "tablet"})
        tablets = material["kind"] == "tablet"
        figures = self._tablet_figures(material) if tablets else self._powder_figures(material)
        rows = [[Cell(run(name)), Cell(run(value, bold=True)), Cell(), Cell(), Cell()] for name, value in figures]
        return (words["title_tablets"], words["more_tablets"], rows) if tablets else (words["title"], words["more"], rows)

    def materials(self) -> list[list[Cell]]:
        """Every component, shells, container and syringes, with what is planned; maker, lot and expiry stay empty."""
        words, plan = self.words["materials"], self.plan
        rows = [(self._named(name, material), self.planned(name, material)) for name, material in plan["materials"].items()]
        shells: dict[str, int] = {}
        for step in self.steps:
            if step["op"] == "encapsulate":
                shells[step["size"]] = shells.get(step["size"], 0) + step["capsules"]
        description = self.wording.description(plan, self.dispensing.formulary)
        rows += [(words["shells"].format(size=size, description=description), shown(str(made))) for size, made in shells.items()]
        container = words["bottle"] if plan["form"] == "liquid" else words["vial"]
        rows.append((container, shown(str(self.dispensing.request.preparation.containers))))
        rows += [(words["syringe"].format(name=tied(name)), words["each"]) for name in syringes_of(plan)]
        return [[Cell(run(name)), Cell(), Cell(), Cell(), Cell(run(planned)), Cell(), Cell()] for name, planned in rows]

    def _named(self, name: str, material: PrintedMaterial) -> str:
        """A vehicle or filler whose row is the pharmacy's own says so."""
        table, row = ("vehicles", material["formula"]) if material["kind"] == "vehicle" else ("fillers", name)
        return str(self.words["materials"]["own"].format(name=name)) if own_row(self.dispensing, table, row) else name

    def _powder_figures(self, material: PrintedMaterial) -> list[tuple[str, str]]:
        words = self.words["certificate"]
        entered: Any = self.dispensing.request.preparation.source

        def figure(key: str, printed: str) -> str:
            return tied(printed) if getattr(entered, key, None) is not None else words["assumed"].format(value=tied(printed))

        lot = material.get("lot", words["missing_lot"])
        rows = [
            (words["substance"], f"{material['substance']}, {lot}"),
            (words["assay"], f"{figure('assay', material['assay'])}, {material['assay_basis']}"),
        ]
        for key in ("water", "solvents", "lod"):
            if key in material:
                printed: str = material[key]
                rows.append((words[key], figure(key, printed)))
        return [*rows, (words["expiry"], self._expiry(material))]

    def _tablet_figures(self, material: PrintedMaterial) -> list[tuple[str, str]]:
        words = self.words["certificate"]
        return [
            (words["strength"], tied(material["strength"])),
            (words["lot"], material.get("lot", words["missing"])),
            (words["weight"], tied(material.get("mass_per_unit", words["missing"]))),
            (words["expiry"], self._expiry(material)),
        ]

    def _expiry(self, material: PrintedMaterial) -> str:
        if "expires_on" not in material:
            return str(self.words["certificate"]["missing"])
        return self.wording.day(material["expires_on"])

    def planned(self, name: str, material: PrintedMaterial) -> str:
        """All of a material that the steps use."""
        steps = [step for step in self.steps if step.get("material") == name]
        if material["kind"] == "tablet":
            return tied(shown(self.wording.count(sum(step.get("units", 0) for step in steps), "tablet")))
        if material["kind"] == "vehicle":
            filled = max((read_volume(step["volume"]) for step in steps if "volume" in step), default=Volume.of(0))
            return str(self.words["materials"]["up_to"].format(volume=tied(shown(write(filled)))))
        masses = [read_mass(step["mass"]).milligrams for step in steps if "mass" in step]
        return tied(shown(write(Mass(sum(masses, Fraction(0))))))
