"""Section G of the compounding record: the strength as made, as a formula with a box for each amount that was really used.

The formula follows the steps, as the bench does: drug goes in with what was weighed, a part takes its share of it, and in the end a
capsule holds its share of a mass, or a millilitre of a volume. With the planned amounts it gives what the proof found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import tied
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.wording import Wording
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import FillerMaterial, Plan, PowderMaterial, TabletMaterial
from ldn_calc.procedure.steps import Bottle, Count, Encapsulate, FillTo, Measure, TakeMass, TakeVolume, Transfer, Weigh, WeighTo
from ldn_calc.quantities.shown import shown, unit_shown
from ldn_calc.quantities.text import significant_text, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.resources import read_toml

__all__ = ["Blank", "Line", "Piece", "StrengthAsMade", "strength_as_made"]

_DIGITS: Final = 6
"""Of the drug in what is weighed, as the working shows it."""


@dataclass(frozen=True, slots=True)
class Blank:
    """A box for a number: what is copied or worked out into it, and its unit."""

    label: str
    unit: str
    result: bool = False


Piece = Blank | str
"""A box, or what stands between two."""
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class StrengthAsMade:
    """The working, line by line, the last one in percent of the label, and what each result asks for."""

    lines: tuple[Line, ...]
    verdicts: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class _Held:
    """What a vessel holds, as terms: its drug in mg, and what it is a share of."""

    drug: Line = ()
    masses: list[Line] = field(default_factory=list)
    volumes: list[Line] = field(default_factory=list)


def strength_as_made(plan: Plan, product: str, formulary: Formulary) -> StrengthAsMade:
    """The formula of one product.

    Raises:
        PaperError: no step makes it.
    """
    walk = _Walk(plan)
    for number in sorted(steps_making(plan, product)):
        walk.do(number, product)
    words = walk.words
    if walk.found is None:
        raise PaperError(f"no step makes {product}")
    strength = Wording(Language.ENGLISH).quantity(plan.products[product].strength)
    share: Line = (Blank(words["share"], "%", result=True),)
    last: Line = (words["of_label"].format(strength=strength), *share)
    return StrengthAsMade((*walk.lines, walk.found, last), _verdicts(words, formulary))


def _verdicts(words: dict[str, str], formulary: Formulary) -> tuple[tuple[str, str], ...]:
    ends = ("go_on_least", "go_on_most", "decide_least", "decide_most")
    limits = {end: write(formulary.policy_share("as_made", end)) for end in ends}
    bare = {f"{end}_bare": limit.removesuffix(" %") for end, limit in limits.items()}
    return tuple(
        (tied(words[f"{verdict}_limits"].format(**limits, **bare)), words[verdict]) for verdict in ("go_on", "decide", "remake")
    )


class _Walk:
    """The steps with boxes in place of amounts."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.words: dict[str, str] = read_toml("text/worksheet.toml")["strength"]
        self._vessels: dict[str, _Held] = {}
        self.lines: list[Line] = []
        self.found: Line | None = None

    def do(self, number: int, product: str) -> None:
        match self._plan.steps[number - 1]:
            case Weigh(material, into, mass):
                self._weigh(number, material, self._in(into), mass)
            case WeighTo(_, into, mass):
                self._in(into).masses = [_mass(self._blank(number, "together", unit_shown(write(mass))))]
            case Count(material, into):
                self._count(number, material, self._in(into))
            case Measure(_, into, volume):
                self._in(into).volumes.append((self._volume(number, volume),))
            case Transfer(source, into, rinse):
                self._pour(self._vessels.pop(source, _Held()), self._in(into), rinse)
            case FillTo(_, vessel, volume):
                self._in(vessel).volumes = [(self._volume(number, volume),)]
            case TakeMass(source, into, mass):
                part = _mass(self._blank(number, "part", unit_shown(write(mass))))
                self._take(part, self._in(source).masses, source, self._in(into))
                self._in(into).masses.append(part)
            case TakeVolume(source, into, volume):
                taken: Line = (self._volume(number, volume),)
                self._take(taken, self._in(source).volumes, source, self._in(into))
                self._in(into).volumes.append(taken)
            case Encapsulate(source, into) if into == product and self.found is None:
                held = self._in(source)
                mean = Blank(self.words["mean"], "mg")
                result = Blank(self.words["capsule"], "mg", result=True)
                self.found = (*held.drug, " × ", mean, " ÷ ", *_sum(held.masses), " = ", result)
            case Bottle(source, into) if into == product and self.found is None:
                held = self._in(source)
                result = Blank(self.words["millilitre"], self.words["per_mL"], result=True)
                self.found = (*held.drug, " ÷ ", *_sum(held.volumes), " = ", result)

    def _in(self, vessel: str) -> _Held:
        return self._vessels.setdefault(vessel, _Held())

    def _weigh(self, number: int, material: str, held: _Held, mass: Mass) -> None:
        powder = self._plan.materials[material]
        what = "drug" if isinstance(powder, PowderMaterial) else "filler" if isinstance(powder, FillerMaterial) else "other"
        term = _mass(self._blank(number, what, unit_shown(write(mass))))
        held.masses.append(term)
        if isinstance(powder, PowderMaterial):
            held.drug = _plus(held.drug, (*term, f" × {significant_text(powder.drug_fraction, _DIGITS)}"))

    def _count(self, number: int, material: str, held: _Held) -> None:
        tablet = self._plan.materials[material]
        if not isinstance(tablet, TabletMaterial):
            raise PaperError(f"{material} is no tablet")
        box = self._blank(number, "tablets", "")
        held.drug = _plus(held.drug, (box, f" × {tied(write(tablet.drug_per_unit, _DIGITS))}"))
        if tablet.mass_per_unit is not None:
            held.masses.append((box, f" × {tied(shown(write(tablet.mass_per_unit), 'mg'))}"))

    def _pour(self, held: _Held, into: _Held, rinse: Volume) -> None:
        into.drug = _plus(into.drug, held.drug)
        into.masses += held.masses
        into.volumes += held.volumes
        if rinse > Volume.of(0):
            into.volumes.append((tied(write(rinse)),))

    def _take(self, part: Line, whole: list[Line], source: str, into: _Held) -> None:
        """A part's drug, worked out in a line of its own: what follows names it by its letter."""
        letter = "abcdefgh"[len(self.lines) % 8]
        result = Blank(self.words["part_drug"].format(letter=letter), "mg", result=True)
        self.lines.append((*self._in(source).drug, " × ", *part, " ÷ ", *_sum(whole), " = ", result))
        into.drug = _plus(into.drug, (Blank(letter, "mg"),))

    def _blank(self, number: int, what: str, unit: str) -> Blank:
        return Blank(self.words[what].format(step=number), unit)

    def _volume(self, number: int, _volume: Volume) -> Blank:
        return self._blank(number, "volume", "mL")


def _mass(box: Blank) -> Line:
    """A mass in mg: one that is read in grams is a thousand times as many."""
    return ("1,000 × ", box) if box.unit == "g" else (box,)


def _plus(first: Line, second: Line) -> Line:
    return ("( ", *first, " + ", *second, " )") if first and second else first or second


def _sum(terms: list[Line]) -> Line:
    """Terms added; in brackets unless they are one box."""
    joined: list[Any] = []
    for term in terms:
        joined += [" + ", *term] if joined else [*term]
    return tuple(joined) if len(joined) == 1 else ("( ", *joined, " )")
