"""What a calculator answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["Calculated"]


@dataclass(frozen=True, slots=True)
class Calculated:
    """An answer.

    Attributes:
        calculator: its name.
        inputs: the keys given, as they were written.
        result: by key, quantities as text with their unit.
        working: the lines as a pharmacist would write them.
        sources: where the formula comes from.
    """

    calculator: str
    inputs: dict[str, str]
    result: dict[str, Any]
    working: tuple[str, ...]
    sources: tuple[str, ...]
