"""An aliquot as a small flow: what is mixed first, the part that is taken of it, what that is mixed with, and what is left.

One drawing for each mixture that a part is taken of, for screen and paper alike; its amounts are those of the very steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ldn_calc.documents.drawing.shapes import Anchor, Drawing, Line, Polygon, Rect, Role, Shape, Words
from ldn_calc.documents.words.runs import TIE, run, tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.steps import amount_in_words, content_in_words, the_vessel
from ldn_calc.procedure.contents import Contents
from ldn_calc.procedure.plan import Plan, PowderMaterial, TabletMaterial
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
)
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import counted, write
from ldn_calc.resources import read_toml

__all__ = ["Flow", "FlowBox", "FlowPart", "aliquot_drawing", "aliquot_flows"]


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


def aliquot_flows(contents: Contents, product: str = "") -> tuple[Flow, ...]:
    """A flow for each vessel that a `take` takes from, for one product where it is named; none for a plan without an aliquot."""
    plan = contents.plan
    numbers = steps_making(plan, product) if product else range(1, len(plan.steps) + 1)
    taking = [step for number, step in enumerate(plan.steps, 1) if isinstance(step, TakeMass | TakeVolume) and number in numbers]
    return tuple(_flow(contents, stock) for stock in dict.fromkeys(step.source for step in taking))


def aliquot_drawing(flow: Flow, width: float, size: float, measure: Callable[[str], float]) -> Drawing:
    """Draw it from left to right: the mixture's parts, the mixture, the part taken with what is added, what they make.

    Args:
        flow: what to draw.
        width: of the drawing, in points.
        size: of the small words; amounts stand in one and a half of it.
        measure: how wide a text is in the small size, in the painter's own typeface.
    """
    return replace(_Painter(width, size, measure).draw(flow), told=_told(flow))


def _told(flow: Flow) -> str:
    """The same in words."""
    words: dict[str, str] = read_toml("text/heard.toml")["en"]["record"]

    def box(each: FlowBox) -> str:
        return ", ".join(part for part in (each.steps, f"{each.amount} {each.what}".strip()) if part)

    stages = [(flow.inputs, flow.mixture), *((part.inputs, part.made) for part in flow.parts)]
    told = [words["flow_stage"].format(inputs="; ".join(map(box, inputs)), made=box(made)) for inputs, made in stages]
    told += [words["flow_rest"].format(rest=flow.rest)] if flow.rest else []
    return words["flow"].format(stages=" ".join(told))


def _flow(contents: Contents, stock: str) -> Flow:
    words = _words()
    steps = list(enumerate(contents.plan.steps, 1))
    takes = [(number, step) for number, step in steps if isinstance(step, TakeMass | TakeVolume) and step.source == stock]
    first = takes[0][0]
    left = ""
    for number, step in steps:
        if isinstance(step, DiscardVessel) and step.vessel == stock:
            left = words["rest"].format(amount=content_in_words(contents.in_work(number)), step=number)
    return Flow(
        _inputs(contents.plan, stock, first),
        _mixture(contents, stock, first, words["mixture"].format(vessel=the_vessel(stock))),
        tuple(_part(contents, step) for _, step in takes),
        left,
    )


def _mixture(contents: Contents, vessel: str, leaving: int, what: str) -> FlowBox:
    """What a vessel holds before something leaves it in a step, and where it was mixed last."""
    steps = enumerate(contents.plan.steps[: leaving - 1], 1)
    mixed = [number for number, step in steps if isinstance(step, Mix) and step.vessel == vessel]
    return FlowBox(_numbered(_words()["mix"], mixed[-1:]), content_in_words(contents.in_work(leaving)), what)


def _inputs(plan: Plan, vessel: str, before: int) -> tuple[FlowBox, ...]:
    """What goes into a vessel before a step, also by way of another; a liquid is named once, by what it is filled up to."""
    steps = plan.steps[: before - 1]
    vessels = {vessel, *(step.source for step in steps if isinstance(step, Transfer) and step.into == vessel)}
    found: dict[str, FlowBox] = {}
    for number, step in enumerate(steps, 1):
        match step:
            case Weigh(name, into, amount) if into in vessels:
                found[name] = _added(plan, number, "weigh", amount_in_words(amount), name)
            case Count(name, into, units) if into in vessels:
                found[name] = _added(plan, number, "count", tied(shown(counted(units, "tablet"))), name)
            case Measure(name, into, amount) if into in vessels:
                found[name] = _added(plan, number, "measure", amount_in_words(amount), name)
            case FillTo(name, into, amount) if into in vessels:
                found[name] = _added(plan, number, "fill_to", f"{_words()['up_to']}{TIE}{amount_in_words(amount)}", name)
            case TakeMass(name, into, amount) | TakeVolume(name, into, amount) if into in vessels:
                what = _words()["taken"].format(vessel=the_vessel(name))
                found[name] = FlowBox(_numbered(_words()["take"], [number]), amount_in_words(amount), what)
    return tuple(found.values())


def _added(plan: Plan, number: int, how: str, amount: str, material: str) -> FlowBox:
    drug = isinstance(plan.materials[material], PowderMaterial | TabletMaterial)
    return FlowBox(_numbered(_words()[how], [number]), amount, material, drug)


def _part(contents: Contents, take: TakeMass | TakeVolume) -> FlowPart:
    into = take.into
    last, leaving = next(
        (number, step)
        for number, step in enumerate(contents.plan.steps, 1)
        if isinstance(step, Encapsulate | Bottle | TakeMass | TakeVolume) and step.source == into
    )
    if isinstance(leaving, Encapsulate):
        capsules, each = shown(str(leaving.capsules)), tied(write(leaving.mass_each))
        what = _words()["capsules"].format(capsules=capsules, mass_each=each)
    else:
        what = _words()["mixture"].format(vessel=the_vessel(into))
    return FlowPart(_inputs(contents.plan, into, last), _mixture(contents, into, last, what))


def _words() -> dict[str, str]:
    found: dict[str, str] = read_toml("text/worksheet.toml")["flow"]
    return found


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
