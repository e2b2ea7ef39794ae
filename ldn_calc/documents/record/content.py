"""What stands in the compounding record besides components and steps; no drawing here."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any, Final

from ldn_calc.documents.drawing.tables import Box, Cell
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.formula import Formula, formula_of
from ldn_calc.documents.words.runs import TIE, Runs, marked, run, tie, tied
from ldn_calc.documents.words.steps import amount_in_words
from ldn_calc.documents.words.wording import Wording, appearance_of, settles
from ldn_calc.findings import Severity
from ldn_calc.formulary.records import DayCount
from ldn_calc.order.as_written import ordered_text
from ldn_calc.order.prescription import Language, StrengthAs
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.plan import BalanceInstrument, CylinderInstrument, LiquidProduct, ShellInstrument, TabletMaterial
from ldn_calc.procedure.printed import PrintedFinding
from ldn_calc.procedure.steps import Encapsulate
from ldn_calc.quantities.shown import shown, shown_in
from ldn_calc.quantities.text import decimal_text, write
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.resources import read_toml

__all__ = ["WorksheetContent"]

_LARGE_BOTTLE: Final = Volume.of(50)


class WorksheetContent:
    """The words of every section but A, B and C, of one product's record."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.plan = dispensing.plan
        self.contents = contents_of(self.plan)
        self.product = product or next(iter(self.plan.products))
        self.made = self.plan.products[self.product]
        self.lot = self.plan.lot_of(self.product)
        self.wording = Wording(Language.ENGLISH)
        self.words: dict[str, Any] = read_toml("text/worksheet.toml")

    def product_line(self) -> Runs:
        """`naltrexone hydrochloride **1 mg per mL** oral liquid, **100 mL**`."""
        head, drug = self.words["head"], self.wording.pattern("drug", "name")
        strength = self.strength(self.made.strength)
        if isinstance(self.made, LiquidProduct):
            form = self.wording.form_words(self.plan).lower()
            return marked(head["liquid"], drug=drug, strength=strength, form=form, amount=amount_in_words(self.made.amount))
        return (*run(f"{drug} "), *marked(head["capsule"], strength=strength, amount=self._capsules(self.made.amount)))

    def rx_line(self) -> Runs:
        """Number, fill, patient, birth date, prescriber and days; of a calculation that it has none, and the days."""
        request, supply, head = self.dispensing.request, self.plan.supply, self.words["head"]
        written = ""
        if request.rx.strength is not None:
            written += head["written_for"].format(strength=tied(self.wording.quantity(request.rx.strength)))
        if request.rx.quantity is not None:
            written += head["ordered"].format(quantity=tied(self.wording.amount(ordered_text(request.rx.quantity))))
        if request.rx.patient.birth_date is None:
            return marked(
                tie(head["calculation_line"] + written),
                made=self.wording.day(request.compounded_on),
                first=str(supply.from_day),
                last=str(supply.from_day + supply.days_covered - 1),
                all=str(supply.days_prescribed),
            )
        return marked(
            tie(head["line"] + written),
            number=request.rx.number,
            made=self.wording.day(request.compounded_on),
            fill=str(supply.fill),
            patient=tie(request.rx.patient.name),
            born=self.wording.day(request.rx.patient.birth_date),
            prescriber=tie(request.rx.prescriber.name),
            first=str(supply.from_day),
            last=str(supply.from_day + supply.days_covered - 1),
            all=str(supply.days_prescribed),
        )

    def strip(self) -> list[Box]:
        """Record number, the master formula with a place for the pharmacy's own version, made on, begun, ended, last day of use."""
        words, use = self.words["strip"], self.plan.beyond_use
        until = self.wording.day(use.date) + ("" if use.hour is None else f", {use.hour}")
        return [
            Box(words["record"], width=52),
            Box(words["formula_rows"].format(rows=self.formula.rows), self.formula.key, 222),
            Box(words["version"], width=47),
            Box(words["made_on"], self.wording.day(self.dispensing.request.compounded_on), 62),
            Box(words["begun"], width=48),
            Box(words["ended"], width=47),
            Box(words["use_until"], until, 74),
        ]

    def setup(self) -> list[Box]:
        """What is checked before the first weighing, and which instruments are used."""
        words, weight = self.words["setup"], self.dispensing.formulary.policy_mass("record", "check_weight")
        boxes = [Box(words["area"])]
        for each in self.plan.instruments.values():
            if isinstance(each, BalanceInstrument):
                low, high = weight - each.readability, weight + each.readability
                limits = words["weight"].format(weight=write(weight), low=decimal_text(low.milligrams), high=tied(write(high)))
                boxes.append(Box(words["balance"].format(minimum=tied(write(each.minimum)))))
                boxes += [Box(words["level"], width=46), Box(limits)]
            elif isinstance(each, ShellInstrument):
                boxes.append(Box(words["machine"], width=110))
        if names := [name for name, each in self.plan.instruments.items() if isinstance(each, CylinderInstrument)]:
            boxes.append(Box(words["cylinders"].format(names=", ".join(tied(name.partition(" cylinder")[0]) for name in names))))
        return [*boxes, Box(words["initials"], width=46)]

    def calculation(self) -> list[Runs]:
        """The plan's own working, a line each."""
        pattern = self.words["calculation"]["line"]
        lines = self.dispensing.result.get("working", [])
        return [
            marked(pattern, what=each["what"], line=tie(shown_in(each["line"].replace("mg/mL", "mg per mL")))) for each in lines
        ]

    def proof(self) -> list[Runs]:
        """What the replay of the steps found."""
        words, proof = self.words["proof"], self.dispensing.result.get("proof")
        if proof is None:
            raise PaperError("a plan without a proof has no compounding record")
        doses = list(dict.fromkeys(tied(dose["replayed"]) for dose in proof["doses"]))
        difference = tied(proof["largest_difference"].replace("-", "−"))
        pattern = words["agrees" if proof["agrees"] else "disagrees"]
        lines = [
            marked(pattern, doses=self.wording.both(doses), difference=difference),
            marked(
                words["balance"],
                drug_in=tied(shown(proof["drug_in"])),
                products=tied(shown(proof["drug_in_products"])),
                discarded=tied(shown(proof["drug_discarded"])),
            ),
        ]
        if any(isinstance(material, TabletMaterial) for material in self.plan.materials.values()):
            lines.append(marked(tie(words["tablets"])))
        return lines

    def checks(self) -> list[list[Cell]]:
        """What the finished preparation is looked at for, with limits."""
        words = self.words["checks"]
        if isinstance(self.made, LiquidProduct):
            low, high = _volume_limits(self.made.amount, self.dispensing.formulary.policy_share("record", "volume_tolerance"))
            limit = words["volume_limit"].format(low=shown(decimal_text(low.millilitres)), high=amount_in_words(high))
            kept = appearance_of(self.plan, self.dispensing.formulary)
            look = kept or words["even" if settles(self.plan) else "clear"]
            rows = [(words["appearance"], look), (words["volume"], limit)]
        else:
            rows = [(words["appearance"], words["capsules"]), (words["number"], self._capsules(self.made.amount))]
        rows += [(words[key], words[f"{key}_limit"]) for key in ("container", "label")]
        return [[Cell(run(check)), Cell(run(tie(limit))), Cell(), Cell(), Cell()] for check, limit in rows]

    def strength_limit(self) -> str:
        """What strength from the actual weights is gone on with, and what a pharmacist decides on."""
        ends = ("go_on_least", "go_on_most", "decide_least", "decide_most")
        limits = {end: write(self.dispensing.formulary.policy_share("as_made", end)) for end in ends}
        limits["go_on_least"], limits["decide_least"] = (limits[end].removesuffix(" %") for end in ("go_on_least", "decide_least"))
        return str(self.words["checks"]["strength_limit"].format(**limits))

    def weights(self) -> list[tuple[str, str, list[Box]]]:
        """For each capsule product: title, its limits, and boxes for ten net weights, the shell and the mean."""
        words = self.words["weights"]
        tolerance = self.dispensing.formulary.policy_share("capsules", "fill_tolerance")
        found = []
        for step in self.plan.steps:
            if not isinstance(step, Encapsulate) or step.into != self.product:
                continue
            low, high = (tied(write(step.mass_each * share)) for share in (tolerance.rest, 1 + tolerance.fraction))
            more = words["more"].format(low=low, high=high, mass_each=tied(write(step.mass_each)), tolerance=write(tolerance))
            boxes = [Box(str(number), width=0.6) for number in range(1, 11)]
            boxes += [Box(words["tare"], width=1.5), Box(words["mean"], width=1.3), Box(words["outside"], width=1.3)]
            found.append((words["title"].format(product=tied(step.into)), tie(more), boxes))
        return found

    def beyond_use(self) -> list[Runs]:
        """The last day of use, how it is counted, where it is kept, and why."""
        words, use = self.words["beyond_use"], self.plan.beyond_use
        preparation = self.dispensing.request.preparation
        counting = preparation.beyond_use_counting or self.dispensing.formulary.policy_text("defaults", "beyond_use_counting")
        counted = words["day_one" if DayCount(counting) is DayCount.DAY_ONE else "days_after"]
        date = self.wording.day(use.date) + ("" if use.hour is None else f",{TIE}{use.hour}")
        storage = self.wording.storage(self.plan.beyond_use.storage, self.dispensing.formulary)
        return [
            marked(words["line"], date=date, days=self.wording.count(use.days, "day"), counting=counted, storage=storage),
            marked(words["because"], because=tie("; ".join(use.because))),
        ]

    def findings(self) -> tuple[str, list[list[Cell]]]:
        """How many review findings are open, and a row for every finding with who settled it and why."""
        words = self.words["findings"]
        found = sorted(self.dispensing.result["findings"], key=lambda each: Severity(each["severity"]).rank)
        still_open = sum(each["severity"] == "review" and each["settled"] is None for each in found)
        more = words["open"].format(count=still_open) if still_open else words["none_open"]
        rows = [
            [
                Cell(run(each["code"]), 8.5),
                Cell(run(tie(shown_in(each["message"]))), 8.5),
                Cell(run(each["severity"]), 8.5),
                Cell(self._settled(each), 8.5),
            ]
            for each in found
        ]
        return more, rows

    def strength(self, labelled: Strength | Mass) -> str:
        """`1 mg per mL`, with "as base" where it is prescribed so."""
        strength = self.wording.quantity(labelled)
        if self.plan.strength_as is StrengthAs.BASE:
            return tied(self.wording.text("drug", "strength_as_base", strength=strength))
        return strength

    @cached_property
    def formula(self) -> Formula:
        """The master formula that this product is made by."""
        return formula_of(self.contents, self.product, self.dispensing.formulary)

    @property
    def formula_line(self) -> str:
        """The same for a page's foot."""
        return str(self.words["head"]["formula"].format(key=self.formula.key, rows=self.formula.rows))

    @property
    def formulary_number(self) -> str:
        """The first eight digits of the formulary's SHA-256: its version."""
        return self.dispensing.formulary.number

    def _capsules(self, count: int) -> str:
        return tied(shown(self.wording.count(count, "capsule")))

    def _settled(self, finding: PrintedFinding) -> Runs:
        words, settled = self.words["findings"], finding["settled"]
        if settled is None:
            return run(words["not_settled"], bold=True) if finding["severity"] == "review" else run(words["none_needed"])
        return marked(words["settled"], by=settled["by"], on=self.wording.day(settled["on"]), reason=settled["reason"])


def _volume_limits(amount: Volume, tolerance: Share) -> tuple[Volume, Volume]:
    """Within the tolerance, rounded inward to what can be read: 1 mL, or 0.1 mL of a small bottle."""
    step = Fraction(1) if amount >= _LARGE_BOTTLE else Fraction(1, 10)
    low, high = amount * tolerance.rest, amount * (1 + tolerance.fraction)
    return Volume(ceil(low.millilitres / step) * step), Volume(floor(high.millilitres / step) * step)
