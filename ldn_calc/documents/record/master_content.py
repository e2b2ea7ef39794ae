"""What the master formulation record says, section by section; nothing here comes from the patient or the prescription."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Final

from ldn_calc.documents.drawing.budget_chart import error_words
from ldn_calc.documents.drawing.tables import Cell
from ldn_calc.documents.record.aliquot_flow import aliquot_flows
from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.record.content import WorksheetContent
from ldn_calc.documents.record.steps import StepRow
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.documents.words.runs import Run, Runs, marked, run, tie, tied
from ldn_calc.documents.words.steps import amount_in_words, content_in_words
from ldn_calc.documents.words.wording import Wording, appearance_of, settles, shells_asked
from ldn_calc.formulary.records import DayCount
from ldn_calc.order.prescription import Form, Language, StrengthAs
from ldn_calc.procedure.plan import (
    BalanceInstrument,
    CylinderInstrument,
    FillerMaterial,
    LiquidProduct,
    Material,
    PowderMaterial,
    ShellInstrument,
    TabletMaterial,
    VehicleMaterial,
)
from ldn_calc.procedure.steps import Bottle, Encapsulate
from ldn_calc.quantities.shown import shown, shown_in
from ldn_calc.quantities.text import significant_text, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["MasterContent"]

_HUNDRED: Final = 100
_DIGITS: Final = 5


class MasterContent:
    """The words of every section, of one product's record."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.words: dict[str, Any] = read_toml("text/master.toml")
        self.worksheet = WorksheetContent(dispensing, product)
        self.plan, self.contents = self.worksheet.plan, self.worksheet.contents
        self.product = self.worksheet.product
        self._wording = Wording(Language.ENGLISH)

    @property
    def unit(self) -> str:
        """What amounts are stated for: `mL` or `capsule`."""
        return "mL" if self.plan.form is Form.LIQUID else "capsule"

    @property
    def units(self) -> str:
        """The same for many."""
        return "mL" if self.plan.form is Form.LIQUID else "capsules"

    def product_line(self) -> Runs:
        """Drug, strength, form."""
        head, drug = self.words["head"], self._wording.pattern("drug", "name")
        form = self._wording.form_words(self.plan).lower()
        strength = self.worksheet.strength(self.worksheet.made.strength)
        return marked(head[self.plan.form.value], drug=drug, strength=strength, form=form)

    def identity(self) -> list[list[Cell]]:
        """Name, strength, form, route, description; what only the bench knows is left to be written."""
        words, plan = self.words["identity"], self.plan
        per, substance = words[f"per_{plan.form.value}"], words[plan.strength_as.value]
        strength = self._wording.quantity(self.worksheet.made.strength)
        form = self._wording.form_words(self.plan).lower()
        rows = [
            (words["name"], f"{self._wording.pattern('drug', 'name')}, {words['route_words']}"),
            (words["strength"], tie(per.format(strength=strength, substance=substance))),
            (words["form"], f"{form}: {self._description()}"),
            (words["look"], ""),
        ]
        return [[Cell(run(item)), Cell(run(what, bold=True)), Cell()] for item, what in rows]

    def ingredients(self) -> list[list[Cell]]:
        """Every ingredient with what it is, and what one millilitre or capsule and a hundred hold at a potency of 1."""
        words = self.words["ingredients"]
        rows = [(name, self._what(name, material), *self._amounts(material)) for name, material in self.plan.materials.items()]
        sizes = WorksheetComponents(self.dispensing, self.product).shells
        rows += [(words["shells"].format(size=size), self._shell(words), "1", f"{_HUNDRED}") for size in sizes]
        return [
            [Cell(run(name, bold=True)), Cell(run(what)), Cell(), Cell(run(one)), Cell(run(many))] for name, what, one, many in rows
        ]

    def _amounts(self, material: Material) -> tuple[str, str]:
        """What one and a hundred hold: of the drug as the label says it, of what fills up as much as there is room for."""
        words, made = self.words["ingredients"], self.worksheet.made
        one = made.strength * Volume.of(1) if isinstance(made, LiquidProduct) else made.strength
        match material:
            case PowderMaterial():
                share = self.dispensing.formulary.base_share.fraction if self.plan.strength_as is StrengthAs.BASE else Fraction(1)
                return self._each(one / share), self._each(one * _HUNDRED / share)
            case TabletMaterial(drug_per_unit=held):
                count = one / held
                return self._tablets(count), self._tablets(count * _HUNDRED)
            case VehicleMaterial():
                amounts = [amount_in_words(Volume.of(count)) for count in (1, _HUNDRED)]
            case FillerMaterial():
                amounts = [amount_in_words(self._fill * count) for count in (1, _HUNDRED)]
        first, second = (str(words["up_to"].format(amount=amount)) for amount in amounts)
        return first, second

    @property
    def _fill(self) -> Mass:
        return next(step.mass_each for step in self.plan.steps if isinstance(step, Encapsulate) and step.into == self.product)

    @staticmethod
    def _each(mass: Mass) -> str:
        return tied(shown(write(mass, _DIGITS)))

    @staticmethod
    def _tablets(count: Fraction) -> str:
        return tied(f"{significant_text(count, _DIGITS)} {'tablet' if count <= 1 else 'tablets'}")

    def _shell(self, words: dict[str, str]) -> str:
        """What an empty capsule looks like, and what it is made of where that was asked for."""
        formulary, asked = self.dispensing.formulary, shells_asked(self.plan)
        if self.plan.form is not Form.CAPSULE:
            return ""
        description = self._wording.capsule_look(self.plan, formulary)
        if asked is None:
            return words["shell"].format(description=description)
        return words["shell_of"].format(material=", ".join(formulary.shell_material(asked).components), description=description)

    def notes(self) -> list[Runs]:
        """Under the ingredients: how potency is calculated, and where more is weighed than is used."""
        words = self.words["ingredients"]
        powder = any(isinstance(each, PowderMaterial) for each in self.plan.materials.values())
        rest = [marked(words["rest"])] if aliquot_flows(self.contents, self.product) else []
        return [marked(words["potency" if powder else "tablets"]), *rest]

    def example(self) -> str:
        """Which batch the calculation and the steps are of."""
        return str(self.words["calculation"]["more"].format(batch=self._batch()))

    def calculation(self) -> list[Runs]:
        """The plan's working but for what the patient needs, without a lot."""
        pattern = self.worksheet.words["calculation"]["line"]
        rows = read_toml("text/working.toml")
        needed = {rows["need-liquid"]["head"], rows["need-capsules"]["head"]}
        drugs = [each for each in self.plan.materials.values() if isinstance(each, PowderMaterial | TabletMaterial)]
        lots = [f", lot {each.lot}" for each in drugs if each.lot is not None]
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
        for name, each in self.plan.instruments.items():
            match each:
                case BalanceInstrument():
                    readability, minimum = tied(write(each.readability)), tied(write(each.minimum))
                    items.append(words["balance"].format(readability=readability, minimum=minimum))
                case CylinderInstrument():
                    items.append(words["cylinder"].format(name=tied(name), step=tied(write(each.step))))
                case ShellInstrument():
                    sizes = {step.size for step in self.plan.steps if isinstance(step, Encapsulate) and step.instrument == name}
                    items += [words["shell"].format(size=size) for size in sorted(sizes)]
        used = [vessel for bench in self.contents.benches for vessel in bench.vessels]
        vessels = [name for name in dict.fromkeys(used) if name not in self.plan.instruments]
        items += [words["vessels"].format(vessels=", ".join(vessels))] if vessels else []
        return run("; ".join([*items, words["protection"]]) + ".")

    def instructions(self, rows: list[StepRow]) -> list[list[Cell]]:
        """The bench steps as they are worked; the limits and lots of one day stay on the compounding record."""
        found = []
        for row in rows:
            note = f" {row.note[0].upper()}{row.note[1:]}." if row.note and row.unit not in {"mg", "g"} else ""
            what = (*row.what, *(Run(each) for each in (row.portions_in_line, note) if each))
            found.append([Cell(run(str(row.number), bold=True)), Cell(run(row.amount, bold=True)), Cell(what)])
        return found

    def container(self) -> Runs:
        """Container, closure and what is handed out with it."""
        syringes = self._wording.both([tied(name) for name in syringes_needed(self.plan)])
        return run(self.words["container"][self.plan.form.value].format(syringes=syringes))

    def labeling(self) -> list[Runs]:
        """What the label of every preparation by this record must say."""
        words = self.words["labeling"]
        dose = words[f"dose_{self.plan.form.value}"]
        storage = self._wording.storage(self.plan.beyond_use.storage, self.dispensing.formulary)
        label = read_toml("text/label.toml")[Language.ENGLISH.value]
        compounded = label["compounded"].rstrip(".")
        items = [
            item.format(dose=dose, storage=storage, opioids=label["opioids"], compounded=compounded) for item in words["items"]
        ]
        if self.plan.strength_as is StrengthAs.BASE:
            items.append(words["base"])
        if settles(self.plan):
            items.append(label["auxiliary"]["shake"])
        if contained := self._wording.contained(self.plan, self.dispensing.request, self.dispensing.formulary):
            items.append(label["contains"].rstrip(".").format(components=self._wording.both(contained)))
        return [run(f"{'; '.join(tie(item).rstrip('.') for item in items)}.")]

    def beyond_use(self) -> list[Runs]:
        """Days, counting and storage; the default limit's source and the study behind it."""
        words, formulary = self.words["beyond_use"], self.dispensing.formulary
        formula = next((each.formula for each in self.plan.materials.values() if isinstance(each, VehicleMaterial)), None)
        vehicle = formulary.vehicles[formula] if formula else None
        rule = formulary.beyond_use_rule(vehicle.beyond_use if vehicle else "solid")
        storage = self.plan.beyond_use.storage
        days = min(rule.days, vehicle.studied_days.get(storage, rule.days) if vehicle else rule.days)
        asked = self.dispensing.request.preparation.beyond_use_counting
        counting = DayCount(asked or formulary.policy_text("defaults", "beyond_use_counting"))
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
        liquid = self.plan.form is Form.LIQUID
        look = "capsules" if not liquid else "even" if settles(self.plan) else "clear"
        rows = [(checks["appearance"], tie(appearance_of(self.plan, self.dispensing.formulary) or checks[look]))]
        tolerance = write(self.dispensing.formulary.policy_share("record", "volume_tolerance"))
        volume = words["volume"].format(tolerance=tolerance)
        rows.append((checks["volume"], volume) if liquid else (checks["number"], words["number"]))
        rows += [(checks[key], tie(checks[f"{key}_limit"])) for key in ("container", "label")]
        rows.append((checks["strength"], tie(self.worksheet.strength_limit())))
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
        return [run(" • ".join(tie(source) for source in sources))]

    def _batch(self) -> str:
        """What is made: all of it, not what a patient gets."""
        number, step = next(
            (at, each)
            for at, each in enumerate(self.plan.steps, 1)
            if isinstance(each, Encapsulate | Bottle) and each.into == self.product
        )
        if isinstance(step, Encapsulate):
            return tied(shown(self._wording.count(step.capsules, "capsule")))
        return content_in_words(self.contents.in_work(number))

    def _description(self) -> str:
        words = self.words["identity"]
        if self.plan.form is Form.LIQUID:
            kept = appearance_of(self.plan, self.dispensing.formulary)
            return str(words["even" if settles(self.plan) else "clear"]) if kept is None else tie(kept)
        size = next(step.size for step in self.plan.steps if isinstance(step, Encapsulate))
        described = self._wording.capsule_look(self.plan, self.dispensing.formulary)
        return str(words["capsules"].format(size=size, description=described))

    def _what(self, name: str, material: Material) -> str:
        words, formulary = self.words["ingredients"], self.dispensing.formulary
        match material:
            case PowderMaterial(substance=substance):
                return str(words["powder"].format(substance=substance))
            case TabletMaterial(strength=strength):
                return str(words["tablet"].format(strength=tied(write(strength))))
            case VehicleMaterial(formula=key):
                vehicle = formulary.vehicles[key]
                formula = formulary.rows["vehicles"][key].get("formula") or ", ".join(vehicle.components)
                return tie(words["vehicle"].format(version=vehicle.version, formula=formula))
            case FillerMaterial():
                return str(words["filler"].format(components=", ".join(formulary.fillers[name].components)))
