"""What a drawing on a patient's paper shows, in words for who cannot see it.

>>> syringe_told(Wording(Language.ENGLISH), Volume.of(3), Volume.of("1.5")).replace(TIE, " ")
'3 mL oral syringe filled to 1.5 mL'
>>> capsules_told(Wording(Language.SPANISH), 2, "0.5 mg")
'2 cápsulas de 0.5 mg'
"""

from __future__ import annotations

from ldn_calc.documents.words.runs import TIE
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.quantities.values import Volume
from ldn_calc.resources import read_toml

__all__ = ["TIE", "Language", "capsules_told", "syringe_told"]


def syringe_told(wording: Wording, capacity: Volume, volume: Volume) -> str:
    """A syringe of that size, filled to that line."""
    return _pattern(wording, "syringe").format(capacity=wording.quantity(capacity), volume=wording.quantity(volume))


def capsules_told(wording: Wording, count: int, strength: str = "") -> str:
    """So many capsules; of that strength where there are two on the paper."""
    key = f"capsule{'' if count == 1 else 's'}{'_of' if strength else ''}"
    return _pattern(wording, key).format(count=count, strength=strength)


def _pattern(wording: Wording, key: str) -> str:
    found: str = read_toml("text/heard.toml")[wording.language.value][key]
    return found
