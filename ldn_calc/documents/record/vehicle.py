"""The record of a vehicle that is made in the pharmacy, as PDF: US Letter, in English, on one page where it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import Any, Final

from ldn_calc.documents.drawing.flow import LEFT, PAGE, RIGHT, Part, RecordPen, flow
from ldn_calc.documents.drawing.heard import record_words
from ldn_calc.documents.drawing.page_pen import draw_lines
from ldn_calc.documents.drawing.tables import Box, Cell, framed, gap, heading, paragraph, strip, table
from ldn_calc.documents.drawing.tagged import open_tagged
from ldn_calc.documents.drawing.typeset import break_anywhere
from ldn_calc.documents.linter import check_record
from ldn_calc.documents.record.frame import BAR, TOP, draw_bar, draw_foot, draw_pages, foot_text
from ldn_calc.documents.record.step_table import step_table
from ldn_calc.documents.record.steps import StepRow, go_on_limits
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.documents.words.runs import Runs, marked, run, tie, tied
from ldn_calc.documents.words.steps import amount_in_words, step_words
from ldn_calc.documents.words.wording import Wording
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import BalanceInstrument
from ldn_calc.procedure.steps import Measure, Step, Weigh
from ldn_calc.procedure.vehicle_plan import VehiclePlan
from ldn_calc.quantities.shown import error_shown, shown
from ldn_calc.quantities.text import decimal_text, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["VehiclePaper", "render_vehicle"]

_LOTS: Final = (15.0, 13.0, 11.0, 9.0)
_LOT_ROOM: Final = 300.0
_MATERIALS: Final = (158.0, 92.0, 92.0, 72.0, 66.0, 30.0, 30.0)
_CHECKS: Final = (122.0, 218.0, 120.0, 40.0, 40.0)
_STEP: Final = 32.0
_DEVIATIONS: Final = 24.0


@dataclass(frozen=True, slots=True)
class VehiclePaper:
    """A proved vehicle on its way to paper.

    Attributes:
        plan: read back from what was proved.
        result: with the proof and the working.
        pharmacy: None until one is set up: the record then says PRACTICE - NOT FOR DISPENSING.
        printed_at: the clock's time.
    """

    plan: VehiclePlan
    result: Mapping[str, Any]
    formulary: Formulary
    pharmacy: Pharmacy | None
    printed_at: datetime


def render_vehicle(paper: VehiclePaper) -> bytes:
    """Make the record; the same vehicle gives the same bytes.

    Raises:
        PaperError: there is no proof, a text that does not fit its place, or one that could be misread; the message names it.
    """
    if not (paper.result.get("proof") or {}).get("agrees"):
        raise PaperError("a vehicle without a proof has no record")
    content = _Content(paper)
    buffer = BytesIO()
    canvas = open_tagged(buffer, PAGE, "Record of a vehicle", Language.ENGLISH.value, paper.printed_at)
    head = _head(content)
    pages = flow(_parts(content), TOP + head.height).pages
    banner = read_toml("text/label.toml")["banner"]["practice"] if paper.pharmacy is None else None
    draw_pages(canvas, pages, head, banner, partial(_foot, content))
    check_record("record of the vehicle", canvas.drawn, content.entered(), content.holds())
    canvas.save()
    return buffer.getvalue()


class _Content:
    """The words of every section; no drawing here."""

    def __init__(self, paper: VehiclePaper) -> None:
        self.paper, self.plan, self.formulary = paper, paper.plan, paper.formulary
        self.row = paper.formulary.rows["vehicles"][paper.plan.vehicle]
        self.wording = Wording(Language.ENGLISH)
        self.words: dict[str, Any] = read_toml("text/vehicle.toml")
        self.shared: dict[str, Any] = read_toml("text/worksheet.toml")
        self.until = self.wording.day(self.plan.beyond_use.date) + (f", {hour}" if (hour := self.plan.beyond_use.hour) else "")
        self.made_on = self.wording.day(self.plan.made_on)
        self.amount = amount_in_words(self.plan.volume)

    def entered(self) -> set[str]:
        """What a person entered, what is cited, and names of instruments: 1000 mL cylinder is no amount."""
        pharmacy = self.paper.pharmacy
        mine = {pharmacy.name, pharmacy.address, pharmacy.phone} if pharmacy is not None else set()
        return {
            self.plan.lot,
            self.row["formula"],
            self.row["made"]["source"],
            self.formulary.number,
            *self.plan.instruments,
            *mine,
        }

    def holds(self) -> list[str]:
        """What must stand on the record, whatever its layout: who, when, and every amount of its steps."""
        amounts = [amount for step in self.plan.steps for amount in step_words(step, self.plan.materials).planned]
        return [self.plan.name, f"Lot {self.plan.lot}", self.made_on, self.until, self.amount, *self.plan.materials, *amounts]

    def strip(self) -> list[Box]:
        words = self.shared["strip"]
        return [
            Box(words["made_on"], self.made_on),
            Box(words["begun"]),
            Box(words["ended"]),
            Box(words["use_until"], self.until),
            Box(words["formula"], f"{self.plan.vehicle}, {self.plan.version}", 1.3),
        ]

    def ingredients(self) -> list[list[Cell]]:
        """Every ingredient with all of it that the steps take, the diluent up to the mark, and the bottle."""
        taken = {each.name: amount_in_words(each.amount) for each in self.plan.ingredients}
        up_to = self.shared["materials"]["up_to"].format(volume=self.amount)
        rows = [(name, taken.get(name, up_to)) for name in self.plan.materials]
        rows.append((self.words["ingredients"]["bottle"], "1"))
        return [[Cell(run(name)), Cell(), Cell(), Cell(), Cell(run(planned)), Cell(), Cell()] for name, planned in rows]

    def setup(self) -> list[Box]:
        words, weight = self.shared["setup"], self.formulary.policy_mass("record", "check_weight")
        boxes = [Box(words["area"])]
        for balance in self.plan.instruments.values():
            if isinstance(balance, BalanceInstrument):
                low, high = weight - balance.readability, weight + balance.readability
                limits = words["weight"].format(weight=write(weight), low=decimal_text(low.milligrams), high=tied(write(high)))
                boxes.append(Box(words["balance"].format(minimum=tied(write(balance.minimum))), width=1.3))
                boxes += [Box(words["level"], width=0.7), Box(limits, width=1.3)]
        return [*boxes, Box(words["initials"], width=0.7)]

    def steps(self) -> list[StepRow]:
        return [self._step(number, step) for number, step in enumerate(self.plan.steps, 1)]

    def _step(self, number: int, step: Step) -> StepRow:
        words = step_words(step, self.plan.materials)
        return StepRow(
            number=number,
            above=words.above,
            planned=words.planned,
            below=words.below,
            amount=words.amount,
            what=words.sentence,
            note=self._limits(step) or words.note,
            unit=words.unit,
            lot=isinstance(step, Weigh | Measure),
            check=isinstance(step, Weigh | Measure),
            drug=False,
        )

    def _limits(self, step: Step) -> str:
        """What the balance may show; nothing of other steps."""
        if not isinstance(step, Weigh):
            return ""
        balance = self.plan.instruments[step.instrument]
        if not isinstance(balance, BalanceInstrument):
            raise PaperError(f"{step.instrument} is no balance")
        low, high = go_on_limits(step.mass, balance.readability, self.formulary.policy_share("as_made", "amount_tolerance"))
        return str(self.shared["steps"]["limits"].format(low=low.partition(" ")[0], high=tied(high)))

    def calculation(self) -> list[Runs]:
        pattern = self.words["calculation"]["line"]
        return [marked(pattern, what=each["what"], line=tie(each["line"])) for each in self.paper.result["working"]]

    def proof(self) -> Runs:
        words, found = self.words["proof"], self.paper.result["proof"]["ingredients"]
        held = [words["held"].format(name=each["name"], amount=tied(_grams(each["of_100_mL"]))) for each in found]
        difference = max((each["difference"].lstrip("-") for each in found), key=_percent)
        worst = max((each["worst_case"] for each in found), key=_percent)
        return marked(words["line"], held=", ".join(held), difference=tied(error_shown(difference)), worst=tied(error_shown(worst)))

    def source(self) -> Runs:
        """Where the formula is from."""
        return marked(self.words["calculation"]["source"], source=tie(self.row["made"]["source"]))

    def checks(self) -> list[list[Cell]]:
        words = self.shared["checks"]
        tolerance = self.formulary.policy_share("record", "volume_tolerance")
        low = amount_in_words(_inward(self.plan.volume * tolerance.rest))
        rows = [
            (words["appearance"], self.row.get("appearance", words["clear"])),
            (words["volume"], words["volume_limit"].format(low=low, high=self.amount)),
            (words["container"], self.words["checks"]["container_limit"]),
            (words["label"], self.words["checks"]["label_limit"]),
        ]
        return [[Cell(run(check)), Cell(run(tie(limit))), Cell(), Cell(), Cell()] for check, limit in rows]

    def beyond_use(self) -> list[Runs]:
        words, use = self.shared["beyond_use"], self.plan.beyond_use
        counted = words["day_one" if use.hour is None else "days_after"]
        return [
            marked(
                words["line"],
                date=self.until,
                days=self.wording.count(use.days, "day"),
                counting=counted,
                storage=self.wording.storage(use.storage, self.formulary),
            ),
            marked(words["because"], because=tie("; ".join(use.because))),
        ]

    def label(self) -> list[Runs]:
        """What the stock bottle's label says."""
        words = self.words["label"]
        storage = self.wording.storage(self.plan.beyond_use.storage, self.formulary)
        return [
            marked(words["name"], name=self.plan.name, amount=self.amount),
            marked(words["dates"], lot=tied(self.plan.lot), made=self.made_on, until=tied(self.until)),
            marked(words["keep"], storage=storage, formula=tie(self.row["formula"])),
            marked(words["use"]),
        ]


def _head(content: _Content) -> Part:
    """On every page: what it is, its lot, and what is made."""
    words = content.words["head"]
    product = break_anywhere(marked(words["product"], name=content.plan.name, amount=content.amount), 15, RIGHT - LEFT)
    lot = run(content.shared["head"]["lot"].format(lot=content.plan.lot), bold=True)
    size = next((size for size in _LOTS if len(break_anywhere(lot, size, _LOT_ROOM)) == 1), _LOTS[-1])
    lots = break_anywhere(lot, size, _LOT_ROOM)

    def draw(pen: RecordPen, y: float) -> None:
        draw_bar(pen, y, words["title"], lots, size)
        draw_lines(pen, product, LEFT, y + BAR + 4, 15, 18)

    return Part(BAR + 8 + 18 * len(product), draw)


def _parts(content: _Content) -> list[Part]:
    words, shared = content.words, content.shared
    head, rows = step_table(shared["steps"]["columns"], content.steps(), shared["steps"]["done"])
    sign = shared["sign"]
    return [
        strip(content.strip(), 26),
        heading(words["ingredients"]["title"], words["ingredients"]["more"]),
        *table(_columns(words["ingredients"]["columns"], _MATERIALS), content.ingredients(), 17),
        gap(4),
        strip(content.setup(), 24),
        heading(words["steps"]["title"], shared["steps"]["more"]),
        head,
        *(row.part(_STEP) for row in rows),
        heading(words["calculation"]["title"]),
        *(paragraph(line, 9, 11, keep=True) for line in content.calculation()),
        framed([(content.proof(), 9), (content.source(), 8)], 1.6),
        heading(words["checks"]["title"]),
        *table(_columns(shared["checks"]["columns"], _CHECKS), content.checks(), 16),
        gap(4),
        framed([(line, 10 if index == 0 else 9) for index, line in enumerate(content.beyond_use())], 1),
        heading(words["label"]["title"], words["label"]["more"]),
        framed([(line, 12 if index == 0 else 10) for index, line in enumerate(content.label())], 1.6),
        heading(words["deviations"]["title"], shared["deviations"]["more"]),
        Part(_DEVIATIONS, _draw_deviations, keep=True),
        gap(2, keep=True),
        strip([Box(sign["made"]), Box(sign["checked"]), Box(sign["released"])], 28),
    ]


def _draw_deviations(pen: RecordPen, y: float) -> None:
    """A box to write in."""
    with pen.paragraph(said=record_words()["lines"], fill=True):
        pass
    pen.frame(LEFT, y, RIGHT - LEFT, _DEVIATIONS, 1.2)


def _foot(content: _Content, pen: RecordPen, number: int, count: int) -> None:
    words, paper = content.shared["head"], content.paper
    text = foot_text(words, content.wording, content.formulary.number, paper.printed_at, paper.pharmacy)
    draw_foot(pen, words, text, number, count)


def _columns(titles: Sequence[str], widths: Sequence[float]) -> list[tuple[str, float]]:
    return list(zip(titles, widths, strict=True))


def _percent(text: str) -> Fraction:
    return Fraction(text.removesuffix(" %"))


def _grams(text: str) -> str:
    """Under a gram in milligrams, as the formula has it: 100 mg, not 0.1 g."""
    number, _, unit = text.partition(" ")
    return shown(write(Mass(Fraction(number) * 1000), 6)) if unit == "g" else text


def _inward(volume: Volume) -> Volume:
    return Volume(Fraction(-(-volume.millilitres // 1)))
