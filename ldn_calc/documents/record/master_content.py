"""What the master formulation record says, section by section; nothing here comes from the patient or the prescription."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ldn_calc.documents.drawing.budget_chart import error_words
from ldn_calc.documents.drawing.tables import Cell
from ldn_calc.documents.record.aliquot_flow import aliquot_flows
from ldn_calc.documents.record.bench_amounts import bench_amounts
from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.record.content import WorksheetContent
from ldn_calc.documents.record.steps import StepRow
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import syringes_of
from ldn_calc.documents.words.runs import Run, Runs, marked, run, tie, tied
from ldn_calc.documents.words.wording import Wording, appearance_of, is_suspension
from ldn_calc.formulary.records import DayCount
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedMaterial
from ldn_calc.quantities.shown import shown, shown_in
from ldn_calc.quantities.text import significant_text
from ldn_calc.resources import read_toml

__all__ = ["MasterContent"]

_FIGURES = ("assay", "water", "solvents", "lod")


class MasterContent:
    """The words of every section, of one product's record."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.plan = dispensing.plan
        self.words: dict[str, Any] = read_toml("text/master.toml")
        self.worksheet = WorksheetContent(dispensing, product)
        self.product = self.worksheet.product
        self._wording = Wording(Language.ENGLISH)
        self._amounts = bench_amounts(dispensing.plan)

    @property
    def unit(self) -> str:
        """What amounts are stated for besides the batch: `mL` or `capsule`."""
        return "mL" if self.plan["form"] == "liquid" else "capsule"

    def product_line(self) -> Runs:
        """Drug, strength, form and the batch's size."""
        head, drug = self.words["head"], self._wording.pattern("drug", "name")
        form = self._wording.form(self.plan).lower()
        strength = self.worksheet.strength(self.plan["products"][self.product]["strength"])
        return marked(head[self.plan["form"]], drug=drug, strength=strength, form=form, batch=self._batch(self.product))

    def identity(self) -> list[list[Cell]]:
        """Name, strength, form, route, description; what only the bench knows is left to be written."""
        words, plan = self.words["identity"], self.plan
        strengths = [self._wording.amount(product["strength"]) for product in self.worksheet.products.values()]
        per, substance = words[f"per_{plan['form']}"], words[plan["strength_as"]]
        stated = [per.format(strength=strength, substance=substance) for strength in strengths]
        rows = [
            (words["name"], self._wording.pattern("drug", "name")),
            (words["strength"], tie("; ".join(stated))),
            (words["form"], self._wording.form(plan).lower()),
            (words["route"], words["route_words"]),
            (words["description"], self._description()),
            (words["look"], ""),
            (words["other"], ""),
        ]
        return [[Cell(run(item)), Cell(run(what, bold=True)), Cell()] for item, what in rows]

    def ingredients(self) -> list[list[Cell]]:
        """Every ingredient with what it is, the batch's amount, and what one millilitre or capsule holds."""
        words = self.words["ingredients"]
        components = WorksheetComponents(self.dispensing, self.product)
        rows = [
            (name, self._what(name, material), components.planned(name, material), self._each(name, material))
            for name, material in self.plan["materials"].items()
        ]
        shells: dict[str, int] = {}
        for step in components.steps:
            if step["op"] == "encapsulate":
                shells[step["size"]] = shells.get(step["size"], 0) + step["capsules"]
        description = self._wording.description(self.plan, self.dispensing.formulary)
        shell = words["shell"].format(description=description)
        rows += [(words["shells"].format(size=size), shell, shown(str(made)), words["one"]) for size, made in shells.items()]
        return [[Cell(run(name)), Cell(run(what)), Cell(), Cell(run(batch)), Cell(run(each))] for name, what, batch, each in rows]

    def notes(self) -> list[Runs]:
        """Under the ingredients: for which certificate they are reckoned, and where more is weighed than is used."""
        words = self.words["ingredients"]
        return [self._potency(), *([marked(words["rest"])] if aliquot_flows(self.plan, self.product) else [])]

    def _potency(self) -> Runs:
        """The certificate of this plan; the lot's own figures replace it."""
        words = self.words["ingredients"]
        for material in self.plan["materials"].values():
            if material["kind"] == "powder":
                found: dict[str, Any] = dict(material)
                figures = [f"{key} {found[key]}" for key in _FIGURES if key in found]
                fraction = significant_text(Fraction(material["drug_fraction"]), 6)
                figures[0] += f" ({material['assay_basis']})"
                return marked(words["potency"], figures=tie(", ".join(figures)), fraction=fraction)
        return marked(words["tablets"])

    def calculation(self) -> list[Runs]:
        """The plan's working but for what the patient needs, without a lot."""
        pattern = self.words["calculation"]["line"]
        rows = read_toml("text/working.toml")
        needed = {rows["need-liquid"]["head"], rows["need-capsules"]["head"]}
        lots = [f", lot {each['lot']}" for each in self.plan["materials"].values() if "lot" in each]
        found = []
        for each in self.dispensing.result.get("working", []):
            if each["what"] in needed:
                continue
            line = each["line"].replace("mg/mL", "mg per mL")
            for lot in lots:
                line = line.replace(lot, "")
            found.append(marked(pattern, what=each["what"], line=tie(shown_in(line))))
        return found

    def equipment(self) -> Runs:
        """Instruments, vessels, what is worn."""
        words = self.words["equipment"]
        items = []
        for name, each in self.plan["instruments"].items():
            if each["kind"] == "balance":
                items.append(words["balance"].format(readability=tied(each["readability"]), minimum=tied(each["minimum"])))
            elif each["kind"] == "cylinder":
                items.append(words["cylinder"].format(name=tied(name), step=tied(each["step"])))
            elif each["kind"] == "shell":
                items.append(words["shell"].format(size=name.removeprefix("size ").removesuffix(" capsule")))
        used = [step.get("into") or step.get("vessel") or "" for step in self.plan["steps"]]
        vessels = [name for name in dict.fromkeys(used) if name and name not in {*self.plan["instruments"], *self.plan["products"]}]
        items += [words["vessels"].format(vessels=", ".join(vessels))] if vessels else []
        return run("; ".join([*items, words["protection"]]) + ".")

    def instructions(self, rows: list[StepRow]) -> list[list[Cell]]:
        """The bench steps as they are worked; the limits and lots of one day stay on the compounding record."""
        found = []
        for row in rows:
            first, *second = row.planned
            amount = f"{first} {row.above}, {second[0]} {row.below}" if second else f"{row.above} {first} {row.below}".strip()
            note = () if row.unit in {"mg", "g"} or not row.note else (Run(f" ({row.note})"),)
            rest = self.words["instructions"]["rest"]
            portions = [Run(f" ({', '.join(row.portions[:-1])}, {rest})")] if len(row.portions) > 1 else []
            found.append([Cell(run(str(row.number), bold=True)), Cell(run(amount, bold=True)), Cell((*row.what, *portions, *note))])
        return found

    def container(self) -> Runs:
        """Container, closure and what is handed out with it."""
        syringes = self._wording.both([tied(name) for name in syringes_of(self.plan)])
        return run(self.words["container"][self.plan["form"]].format(syringes=syringes))

    def labeling(self) -> list[Runs]:
        """What the label of every preparation by this record must say."""
        words = self.words["labeling"]
        dose = words[f"dose_{self.plan['form']}"]
        storage = self._wording.storage(self.plan, self.dispensing.formulary)
        items = [item.format(dose=dose, storage=storage) for item in words["items"]]
        if self.plan["strength_as"] == "base":
            items.append(words["base"])
        if is_suspension(self.plan):
            items.append(words["shake"])
        if contained := self._wording.contains(self.plan, self.dispensing.request, self.dispensing.formulary):
            items.append(words["contains"].format(components=self._wording.both(contained)))
        return [run(f"• {tie(item)}") for item in items]

    def beyond_use(self) -> list[Runs]:
        """Days, counting and storage; the default limit's source and the study behind it."""
        words, formulary = self.words["beyond_use"], self.dispensing.formulary
        formula = next((each["formula"] for each in self.plan["materials"].values() if each["kind"] == "vehicle"), None)
        vehicle = formulary.vehicles[formula] if formula else None
        rule = formulary.beyond_use_rule(vehicle.beyond_use if vehicle else "solid")
        storage = self.plan["beyond_use"].get("storage_key") or (vehicle.storage if vehicle else rule.storage)
        days = min(rule.days, vehicle.studied_days.get(storage, rule.days) if vehicle else rule.days)
        asked = self.dispensing.request.preparation.beyond_use_counting
        counting = DayCount(asked or formulary.policy("defaults", "beyond_use_counting"))
        counted = self.worksheet.words["beyond_use"]["day_one" if counting is DayCount.DAY_ONE else "days_after"]
        lines = [
            marked(words["line"], days=str(days), counting=counted, storage=tie(formulary.storage_words(storage, "en"))),
            marked(words["rule"], source=tie(rule.source)),
        ]
        row = formulary.rows["vehicles"][formula] if formula else {}
        lines.append(
            marked(words["supports"], supports=tie(row["supports"].replace("mg/mL", "mg per mL")))
            if "supports" in row
            else run(words["no_study"])
        )
        if "does_not_license" in row:
            lines.append(marked(words["does_not_license"], text=tie(row["does_not_license"].replace("mg/mL", "mg per mL"))))
        return lines

    def quality(self) -> list[list[Cell]]:
        """Checks with what is expected; the batch's own numbers are written on the compounding record."""
        words = self.words["quality"]
        checks = self.worksheet.words["checks"]
        liquid = self.plan["form"] == "liquid"
        look = "capsules" if not liquid else "even" if is_suspension(self.plan) else "clear"
        rows = [(checks["appearance"], tie(appearance_of(self.plan, self.dispensing.formulary) or checks[look]))]
        rows.append((checks["volume"], words["volume"]) if liquid else (checks["number"], words["number"]))
        rows += [(checks[key], tie(checks[f"{key}_limit"])) for key in ("container", "label", "strength")]
        rows += [(title, more) for title, more, _ in self.worksheet.weights()]
        budget = self.dispensing.result.get("error_budget")
        if budget is not None:
            strength, dose = error_words(budget["strength"]["worst_case"]), error_words(budget["dose"]["worst_case"])
            rows.append((words["budget"], words["budget_line"].format(strength=strength, dose=dose)))
        return [[Cell(run(check)), Cell(run(limit))] for check, limit in rows]

    def references(self) -> list[Runs]:
        """Sources of the rows that made the plan, each once."""
        rows = self.dispensing.result.get("rows_used", [])
        sources = dict.fromkeys(row["source"] for row in rows if row["table"] not in {"policies", "instruments"})
        return [run(f"• {tie(source)}") for source in sources]

    def _batch(self, product: str) -> str:
        """What is made: all of it, not what a patient gets."""
        number, step = next((at, each) for at, each in enumerate(self.plan["steps"], 1) if each.get("into") == product)
        if step["op"] == "encapsulate":
            return tied(shown(self._wording.count(step["capsules"], "capsule")))
        return tied(self._amounts.holds[number])

    def _description(self) -> str:
        words = self.words["identity"]
        if self.plan["form"] == "liquid":
            kept = appearance_of(self.plan, self.dispensing.formulary)
            return str(words["even" if is_suspension(self.plan) else "clear"]) if kept is None else tie(kept)
        size = next(step["size"] for step in self.plan["steps"] if step["op"] == "encapsulate")
        described = self._wording.description(self.plan, self.dispensing.formulary)
        return str(words["capsules"].format(size=size, description=described))

    def _what(self, name: str, material: PrintedMaterial) -> str:
        words, formulary = self.words["ingredients"], self.dispensing.formulary
        match material["kind"]:
            case "powder":
                return str(words["powder"].format(substance=material["substance"]))
            case "tablet":
                return str(words["tablet"].format(strength=tied(material["strength"])))
            case "vehicle":
                vehicle = formulary.vehicles[material["formula"]]
                formula = formulary.rows["vehicles"][material["formula"]].get("formula") or ", ".join(vehicle.components)
                return tie(words["vehicle"].format(version=vehicle.version, formula=formula))
        return str(words["filler"].format(components=", ".join(formulary.fillers[name].components)))

    def _each(self, name: str, material: PrintedMaterial) -> str:
        """What one millilitre or capsule holds; of two strengths, one after the other."""
        if material["kind"] == "vehicle":
            return str(self.words["ingredients"]["fill_up"])
        held = [self._amounts.units[product].get(name, Fraction(0)) for product in [self.product]]
        unit = "tablet" if material["kind"] == "tablet" else "mg"
        return "; ".join(tied(f"{significant_text(each, 5)} {unit}") for each in held)
