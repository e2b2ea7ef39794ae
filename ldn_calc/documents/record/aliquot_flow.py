"""An aliquot as a small flow: what is mixed first, the part that is taken of it, what that is mixed with, and what is left.

One drawing for each mixture that a part is taken of, for screen and paper alike; its amounts are those of the very steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Shape, Words
from ldn_calc.documents.record.bench_amounts import BenchAmounts, bench_amounts
from ldn_calc.documents.words.runs import TIE, run, tied
from ldn_calc.documents.words.split import steps_of
from ldn_calc.procedure.printed import PrintedPlan, PrintedStep
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import counted
from ldn_calc.resources import read_toml

__all__ = ["Flow", "FlowBox", "FlowPart", "aliquot_drawing", "aliquot_flows"]

_DRUG: Final = frozenset({"powder", "tablet"})
_ADDING: Final = frozenset({"weigh", "count", "measure", "fill_to", "take"})


@dataclass(frozen=True, slots=True)
class FlowBox:
    """One box: its step or steps, its amount in bold, and what it is; `drug` where the drug itself is weighed or counted."""

    steps: str
    amount: str
    what: str
    drug: bool = False


@dataclass(frozen=True, slots=True)
class FlowPart:
    """A part taken of the mixture, what is added to it, and what they make."""

    inputs: tuple[FlowBox, ...]
    made: FlowBox


@dataclass(frozen=True, slots=True)
class Flow:
    """A mixture with the parts that are taken of it; `rest` says what becomes of what is left."""

    inputs: tuple[FlowBox, ...]
    mixture: FlowBox
    parts: tuple[FlowPart, ...]
    rest: str


def aliquot_flows(plan: PrintedPlan, product: str = "") -> tuple[Flow, ...]:
    """A flow for each vessel that a `take` takes from, for one product where it is named; none for a plan without an aliquot."""
    amounts = bench_amounts(plan)
    numbers = steps_of(plan, product) if product else range(1, len(plan["steps"]) + 1)
    taking = [step for number, step in enumerate(plan["steps"], 1) if step["op"] == "take" and number in numbers]
    stocks = dict.fromkeys(step["from"] for step in taking)
    return tuple(_flow(plan, amounts, stock) for stock in stocks)


def aliquot_drawing(flow: Flow, width: float, size: float, measure: Callable[[str], float]) -> Drawing:
    """Draw it from left to right: the mixture's parts, the mixture, the part taken with what is added, what they make.

    Args:
        flow: what to draw.
        width: of the drawing, in points.
        size: of the small words; amounts stand in one and a half of it.
        measure: how wide a text is in the small size, in the painter's own typeface.
    """
    return _Painter(width, size, measure).draw(flow)


def _flow(plan: PrintedPlan, amounts: BenchAmounts, stock: str) -> Flow:
    words = read_toml("text/worksheet.toml")["flow"]
    steps = list(enumerate(plan["steps"], 1))
    takes = [(number, step) for number, step in steps if step["op"] == "take" and step["from"] == stock]
    first = takes[0][0]
    inputs = _inputs(plan, stock, first)
    mixed = [number for number, step in steps if number < first and step["op"] == "mix" and step["vessel"] == stock]
    what = words["mixture"].format(vessel=stock)
    mixture = FlowBox(_numbered(words["mix"], mixed[-1:]), tied(amounts.holds[first]), what)
    left = ""
    for number, (vessel, amount) in amounts.discarded.items():
        if vessel == stock:
            left = words["rest"].format(amount=tied(amount), step=number)
    return Flow(inputs, mixture, tuple(_part(plan, amounts, step, words) for _, step in takes), left)


def _inputs(plan: PrintedPlan, vessel: str, before: int) -> tuple[FlowBox, ...]:
    """What goes into a vessel before a step, also by way of another; a liquid is named once, by what it is filled up to."""
    words = read_toml("text/worksheet.toml")["flow"]
    poured = {step["from"] for step in plan["steps"][: before - 1] if step["op"] == "transfer" and step["into"] == vessel}
    found: dict[str, FlowBox] = {}
    for number, step in enumerate(plan["steps"][: before - 1], 1):
        into = step.get("into") or step.get("vessel") or ""
        if step["op"] not in _ADDING or into not in {vessel, *poured}:
            continue
        name = step.get("material") or step.get("from") or ""
        if step["op"] == "count":
            amount = tied(shown(counted(step["units"], "tablet")))
        else:
            amount = tied(shown(step.get("mass") or step.get("volume") or ""))
        if step["op"] == "fill_to":
            amount = f"{words['up_to']}{TIE}{amount}"
        drug = "material" in step and plan["materials"][name]["kind"] in _DRUG
        what = words["taken"].format(vessel=name) if step["op"] == "take" else name
        found[name] = FlowBox(_numbered(words[step["op"]], [number]), amount, what, drug)
    return tuple(found.values())


def _part(plan: PrintedPlan, amounts: BenchAmounts, take: PrintedStep, words: dict[str, str]) -> FlowPart:
    steps = list(enumerate(plan["steps"], 1))
    into = take["into"]
    leaves = [(number, step) for number, step in steps if step["op"] in {"encapsulate", "bottle", "take"} and step["from"] == into]
    last, leaving = leaves[0]
    boxes = _inputs(plan, into, last)
    mixed = [number for number, step in steps if number < last and step["op"] == "mix" and step["vessel"] == into]
    if leaving["op"] == "encapsulate":
        what = words["capsules"].format(capsules=shown(str(leaving["capsules"])), mass_each=tied(leaving["mass_each"]))
    else:
        what = words["mixture"].format(vessel=into)
    return FlowPart(boxes, FlowBox(_numbered(words["mix"], mixed[-1:]), tied(amounts.holds[last]), what))


def _numbered(pattern: str, steps: Sequence[int]) -> str:
    return pattern.format(step=", ".join(str(step) for step in steps))


class _Painter:
    """Four columns of boxes with arrows between them; heights follow the words."""

    def __init__(self, width: float, size: float, measure: Callable[[str], float]) -> None:
        self.width, self.size, self.measure = width, size, measure
        self.gap = 2.6 * size
        self.across = (width - 3 * self.gap) / 4
        self.shapes: list[Shape] = []

    def draw(self, flow: Flow) -> Drawing:
        space = 0.9 * self.size
        stacks = [self._stack(part.inputs, space) for part in flow.parts]
        left = self._stack(flow.inputs, space)
        right = sum(stacks) + 2 * space * (len(stacks) - 1)
        rest = self._lines(flow.rest, self.across)
        mixture = self._height(flow.mixture)
        height = max(left, right, mixture + 2 * (1.3 * self.size * len(rest) + 0.6 * self.size))
        middle = height / 2
        ends = self._column(flow.inputs, 0, middle - left / 2, space)
        self._join(ends, self.across, 1, middle)
        self._box(flow.mixture, 1, middle - mixture / 2)
        below = middle + mixture / 2 + 0.3 * self.size
        for line in rest:
            below += 1.3 * self.size
            self.shapes.append(Words(self._x(1) + self.across / 2, below, run(line), self.size, anchor=Anchor.MIDDLE))
        y = middle - right / 2
        for part, stack in zip(flow.parts, stacks, strict=True):
            centre = y + stack / 2
            first = y + self._height(part.inputs[0]) / 2
            self._bend(self._x(1) + self.across, middle, self._x(2), first)
            self._join(self._column(part.inputs, 2, y, space), self._x(2) + self.across, 3, centre)
            self._box(part.made, 3, centre - self._height(part.made) / 2)
            y += stack + 2 * space
        return Drawing(self.width, height, tuple(self.shapes))

    def _x(self, column: int) -> float:
        return column * (self.across + self.gap)

    def _stack(self, boxes: Sequence[FlowBox], space: float) -> float:
        return sum(self._height(box) for box in boxes) + space * (len(boxes) - 1)

    def _column(self, boxes: Sequence[FlowBox], column: int, y: float, space: float) -> list[float]:
        """Boxes one under the other; the middle of each."""
        ends = []
        for box in boxes:
            height = self._height(box)
            self._box(box, column, y)
            ends.append(y + height / 2)
            y += height + space
        return ends

    def _height(self, box: FlowBox) -> float:
        lines = self._lines(box.what, self.across - self.size)
        return self.size * (1.3 + 1.9 + 1.2 * len(lines) + 0.5)

    def _lines(self, words: str, room: float) -> list[str]:
        lines: list[str] = []
        for word in words.split(" ") if words else []:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _box(self, box: FlowBox, column: int, y: float) -> None:
        x, size = self._x(column), self.size
        height = self._height(box)
        role = Role.FLAG_TEXT if box.drug else Role.TEXT
        fill = Role.FLAG if box.drug else Role.BODY
        self.shapes.append(Rect(x, y, self.across, height, fill, Role.OUTLINE, 1.0))
        middle = x + self.across / 2
        self.shapes.append(Words(middle, y + 1.25 * size, run(box.steps), size, role, Anchor.MIDDLE))
        large = min(1.6 * size, size * (self.across - size) / (1.12 * (self.measure(box.amount) or 1)))
        self.shapes.append(Words(middle, y + 2.95 * size, run(box.amount, bold=True), large, role, Anchor.MIDDLE))
        at = y + 3.05 * size
        for line in self._lines(box.what, self.across - size):
            at += 1.2 * size
            self.shapes.append(Words(middle, at, run(line), size, role, Anchor.MIDDLE))

    def _join(self, ends: Sequence[float], x: float, column: int, y: float) -> None:
        """From several boxes to one."""
        half = x + self.gap / 2
        for end in ends:
            self.shapes += [Line(x, end, half, end, 1.0, Role.OUTLINE), Line(half, end, half, y, 1.0, Role.OUTLINE)]
        self._arrow(half, self._x(column), y)

    def _bend(self, x: float, y: float, to_x: float, to_y: float) -> None:
        half = (x + to_x) / 2
        self.shapes += [Line(x, y, half, y, 1.0, Role.OUTLINE), Line(half, y, half, to_y, 1.0, Role.OUTLINE)]
        self._arrow(half, to_x, to_y)

    def _arrow(self, x: float, to_x: float, y: float) -> None:
        head = 0.55 * self.size
        self.shapes.append(Line(x, y, to_x - head, y, 1.0, Role.OUTLINE))
        self.shapes.append(Polygon(((to_x, y), (to_x - 1.5 * head, y - head), (to_x - 1.5 * head, y + head)), Role.OUTLINE))
