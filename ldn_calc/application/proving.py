"""Prove a stored result again from its text, by the replay alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ldn_calc.application.text_files import composed_json
from ldn_calc.formulary.formulary import Formulary, shipped_formulary

if TYPE_CHECKING:
    from ldn_calc.proof.replay import Proof

__all__ = ["prove"]


def prove(request_text: str, result_text: str, formulary: Formulary | None = None) -> Proof:
    """Replay a stored result's steps with the formulary of today; one of other rows is checked against its own figures."""
    from ldn_calc.proof.replay import replay  # noqa: PLC0415  (pint loads here)

    return replay(composed_json(request_text), composed_json(result_text), (formulary or shipped_formulary()).text)
