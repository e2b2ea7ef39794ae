"""The drawings of one dose for the screen: each filling of a syringe, or the capsules of each strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.drawings import OnScreen, capsule_drawing, syringe_drawing
from ldn_calc.documents.drawing.shapes import Drawing, Words
from ldn_calc.documents.words.runs import run
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.procedure.plan import Dose, Plan
from ldn_calc.procedure.steps import Encapsulate

__all__ = ["dose_drawings"]

_CAPSULE_SCALE: Final = 4.0
"""Points on the screen for a millimetre of a capsule."""


def dose_drawings(
    plan: Plan,
    dose: Dose,
    captions: Sequence[str],
    width: float,
    size: float,
    formulary: Formulary,
) -> tuple[Drawing, ...]:
    """Draw what the patient takes, `width` points wide, a drawing for each of `captions`.

    Of a caption in several lines the last stands at the drawing; those before it are a drawing of their own above.

    Args:
        plan: the proved plan, for the capsules' shells.
        dose: one of its doses.
        captions: words for each part of the dose, in its order.
        width: of a syringe; capsules are narrower.
        size: of the words.
        formulary: the rows it was planned with.
    """
    headings = [words.split("\n")[:-1] for words in captions]
    drawn = _drawn(plan, dose, [words.rpartition("\n")[2] for words in captions], width, size, formulary)
    return tuple(
        each
        for lines, one in zip(headings, drawn, strict=True)
        for each in (*([_heading(lines, width, size)] if lines else []), one)
    )


def _heading(lines: Sequence[str], width: float, size: float) -> Drawing:
    """Lines of words over a drawing."""
    step = size * 1.4
    shapes = tuple(Words(0.5, size + step * place, run(words, bold=True), size) for place, words in enumerate(lines))
    return Drawing(width, step * len(lines), shapes)


def _drawn(plan: Plan, dose: Dose, captions: Sequence[str], width: float, size: float, formulary: Formulary) -> tuple[Drawing, ...]:
    if dose.capsules:
        sizes = {step.into: step.size for step in plan.steps if isinstance(step, Encapsulate)}
        drawn = []
        for part, words in zip(dose.capsules, captions, strict=True):
            shell = formulary.shells[sizes[part.product]]
            most = width / (part.count * (shell.length_millimetres + 3))
            scale = min(_CAPSULE_SCALE, most)
            drawn.append(
                capsule_drawing(shell.length_millimetres, shell.width_millimetres, part.count, run(words, bold=True), scale)
            )
        return tuple(drawn)
    syringes = {syringe.name: syringe for syringe in formulary.syringes}
    style = OnScreen(width, numbers=size, words=size)
    drawings = []
    for draw, words in zip(dose.draws, captions, strict=True):
        syringe = syringes[draw.instrument]
        drawings.append(
            syringe_drawing(
                syringe.capacity,
                syringe.step,
                syringe.numbered,
                syringe.scale_millimetres,
                draw.volume,
                run(words, bold=True),
                style,
            )
        )
    return tuple(drawings)
