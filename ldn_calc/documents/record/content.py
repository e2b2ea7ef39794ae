"""What stands in the compounding record besides components and steps; no drawing here."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from ldn_calc.documents.drawing.tables import Box, Cell
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.code_text import lot_of
from ldn_calc.documents.words.runs import TIE, Run, Runs, marked, run, tie, tied
from ldn_calc.documents.words.wording import Wording, appearance_of, is_suspension
from ldn_calc.formulary.records import DayCount
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedFinding
from ldn_calc.quantities.shown import shown, shown_in
from ldn_calc.quantities.text import read_mass, read_volume, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["WorksheetContent"]

_TOLERANCE_VOLUME: Final = Fraction(2, 100)
_TOLERANCE_WEIGHT: Final = Fraction(10, 100)
_CHECK_WEIGHT: Final = 100
_LARGE_BOTTLE: Final = Volume.of(50)


class WorksheetContent:
    """The words of every section but A, B and C, of one product's record."""

    def __init__(self, dispensing: Dispensing, product: str = "") -> None:
        self.dispensing = dispensing
        self.plan = dispensing.plan
        self.product = product or next(iter(dispensing.plan["products"]))
        self.products = {self.product: dispensing.plan["products"][self.product]}
        self.lot = lot_of(dispensing.plan, self.product)
        self.wording = Wording(Language.ENGLISH)
        self.words: dict[str, Any] = read_toml("text/worksheet.toml")

    def product_line(self) -> Runs:
        """`naltrexone hydrochloride **1 mg per mL** oral liquid, **100 mL**`."""
        plan, head = self.plan, self.words["head"]
        drug = self.wording.pattern("drug", "name")
        products = list(self.products.values())
        strengths = [self.strength(product["strength"]) for product in products]
        amounts = [tied(shown(self.wording.amount(product["amount"]))) for product in products]
        if plan["form"] == "liquid":
            form = self.wording.form(plan).lower()
            return marked(head["liquid"], drug=drug, strength=strengths[0], form=form, amount=amounts[0])
        out: Runs = run(f"{drug} ")
        for index, (strength, amount) in enumerate(zip(strengths, amounts, strict=True)):
            out += (*((Run(" and "),) if index else ()), *marked(head["capsule"], strength=strength, amount=amount))
        return out

    def rx_line(self) -> Runs:
        """Number, fill, patient, birth date, prescriber and days."""
        request, supply = self.dispensing.request, self.plan["supply"]
        return marked(
            tie(self.words["head"]["line"]),
            number=request.rx.number,
            made=self.wording.day(request.compounded_on),
            fill=str(supply["fill"]),
            patient=tie(request.rx.patient.name),
            born=self.wording.day(request.rx.patient.birth_date),
            prescriber=tie(request.rx.prescriber.name),
            first=str(supply["from_day"]),
            last=str(supply["from_day"] + supply["days_covered"] - 1),
            all=str(supply["days_prescribed"]),
        )

    def strip(self) -> list[Box]:
        """Made on, begun, ended, last day of use, formula."""
        words, use = self.words["strip"], self.plan["beyond_use"]
        until = self.wording.day(use["date"]) + (f", {use['hour']}" if "hour" in use else "")
        return [
            Box(words["made_on"], self.wording.day(self.dispensing.request.compounded_on)),
            Box(words["begun"]),
            Box(words["ended"]),
            Box(words["use_until"], until),
            Box(words["formula"], self.formula(), 1.3),
        ]

    def setup(self) -> list[Box]:
        """What is checked before the first weighing."""
        words = self.words["setup"]
        balances = [each for each in self.plan["instruments"].values() if each["kind"] == "balance"]
        boxes = [Box(words["area"])]
        for balance in balances:
            step = read_mass(balance["readability"]).milligrams
            low, high = (write(Mass(Fraction(_CHECK_WEIGHT) + sign * step)) for sign in (-1, 1))
            limits = words["weight"].format(low=low.removesuffix(" mg"), high=tied(high))
            boxes.append(Box(words["balance"].format(minimum=tied(balance["minimum"])), width=1.3))
            boxes += [Box(words["level"], width=0.7), Box(limits, width=1.3)]
        return [*boxes, Box(words["initials"], width=0.7)]

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
        if any(material["kind"] == "tablet" for material in self.plan["materials"].values()):
            lines.append(marked(tie(words["tablets"])))
        return lines

    def checks(self) -> list[list[Cell]]:
        """What the finished preparation is looked at for, with limits."""
        words, plan = self.words["checks"], self.plan
        if plan["form"] == "liquid":
            kept = appearance_of(plan, self.dispensing.formulary)
            rows = [(words["appearance"], kept or words["even" if is_suspension(plan) else "clear"])]
            for product in self.products.values():
                low, high = (write(each) for each in _volume_limits(read_volume(product["amount"])))
                limit = words["volume_limit"].format(low=shown(low).removesuffix(" mL"), high=tied(shown(high)))
                rows.append((words["volume"], limit))
        else:
            rows = [(words["appearance"], words["capsules"])]
            rows += [(words["number"], tied(shown(self.wording.amount(each["amount"])))) for each in self.products.values()]
        rows += [(words[key], words[f"{key}_limit"]) for key in ("container", "label", "strength")]
        return [[Cell(run(check)), Cell(run(tie(limit))), Cell(), Cell(), Cell()] for check, limit in rows]

    def weights(self) -> list[tuple[str, str, list[Box]]]:
        """For each capsule product: title, its limits, and boxes for ten net weights, the shell and the mean."""
        words = self.words["weights"]
        found = []
        for step in self.plan["steps"]:
            if step["op"] != "encapsulate" or step["into"] != self.product:
                continue
            low, high = (tied(write(each)) for each in _around(read_mass(step["mass_each"]), _TOLERANCE_WEIGHT))
            more = words["more"].format(low=low, high=high, mass_each=tied(step["mass_each"]))
            boxes = [Box(str(number), width=0.6) for number in range(1, 11)]
            boxes += [Box(words["tare"], width=1.5), Box(words["mean"], width=1.3), Box(words["outside"], width=1.3)]
            found.append((words["title"].format(product=_short(step["into"])), tie(more), boxes))
        return found

    def beyond_use(self) -> list[Runs]:
        """The last day of use, how it is counted, where it is kept, and why."""
        words, use = self.words["beyond_use"], self.plan["beyond_use"]
        preparation = self.dispensing.request.preparation
        counting = preparation.beyond_use_counting or self.dispensing.formulary.policy("defaults", "beyond_use_counting")
        counted = words["day_one" if DayCount(counting) is DayCount.DAY_ONE else "days_after"]
        date = self.wording.day(use["date"]) + (f",{TIE}{use['hour']}" if "hour" in use else "")
        storage = self.wording.storage(self.plan, self.dispensing.formulary)
        return [
            marked(words["line"], date=date, days=self.wording.count(use["days"], "day"), counting=counted, storage=storage),
            marked(words["because"], because=tie("; ".join(use["because"]))),
        ]

    def findings(self) -> tuple[str, list[list[Cell]]]:
        """How many review findings are open, and a row for every finding with who settled it and why."""
        words = self.words["findings"]
        found = sorted(self.dispensing.result["findings"], key=lambda each: ("stop", "review", "note").index(each["severity"]))
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

    def strength(self, printed: str) -> str:
        """`1 mg per mL`, with "as base" where it is prescribed so."""
        strength = self.wording.amount(printed)
        if self.plan["strength_as"] == "base":
            return tied(self.wording.text("drug", "strength_as_base", strength=strength))
        return strength

    def formula(self) -> str:
        """The master formula and its version: that of the vehicle, or of the formulary."""
        for material in self.plan["materials"].values():
            if material["kind"] == "vehicle":
                vehicle = self.dispensing.formulary.vehicles[material["formula"]]
                return f"{vehicle.key}, {vehicle.version}"
        size = next(step["size"] for step in self.plan["steps"] if step["op"] == "encapsulate")
        return f"capsules size {size}, {self.formulary_number}"

    @property
    def formulary_number(self) -> str:
        """The first eight digits of the formulary's SHA-256: its version."""
        return self.dispensing.formulary.number

    def _settled(self, finding: PrintedFinding) -> Runs:
        words, settled = self.words["findings"], finding["settled"]
        if settled is None:
            return run(words["not_settled"], bold=True) if finding["severity"] == "review" else run(words["none_needed"])
        return marked(words["settled"], by=settled["by"], on=self.wording.day(settled["on"]), reason=settled["reason"])


def _around(amount: Any, tolerance: Fraction) -> tuple[Any, Any]:
    return amount * (1 - tolerance), amount * (1 + tolerance)


def _volume_limits(amount: Volume) -> tuple[Volume, Volume]:
    """Within 2 %, rounded inward to what can be read: 1 mL, or 0.1 mL of a small bottle."""
    step = Fraction(1) if amount >= _LARGE_BOTTLE else Fraction(1, 10)
    low, high = _around(amount, _TOLERANCE_VOLUME)
    return Volume(ceil(low.millilitres / step) * step), Volume(floor(high.millilitres / step) * step)


def _short(product: str) -> str:
    """`capsules 1.5 mg`, tied."""
    return tied(product)
