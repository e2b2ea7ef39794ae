"""The drawings of one dose for the screen: each filling of a syringe, or the capsules of each strength."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ldn_calc.documents.drawing.drawings import OnScreen, capsule_drawing, syringe_drawing
from ldn_calc.documents.drawing.shapes import Drawing
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

    Args:
        plan: the proved plan, for the capsules' shells.
        dose: one of its doses.
        captions: words for each part of the dose, in its order.
        width: of a syringe; capsules are narrower.
        size: of the words.
        formulary: the rows it was planned with.
    """
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
