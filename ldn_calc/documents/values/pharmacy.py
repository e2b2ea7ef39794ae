"""The pharmacy whose name stands on the papers."""

from __future__ import annotations

from dataclasses import dataclass

from ldn_calc.reading.plain_text import composed

__all__ = ["Pharmacy"]


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """Name, address and phone as they are printed, in composed letters whoever typed them."""

    name: str
    address: str
    phone: str

    def __post_init__(self) -> None:
        for key in ("name", "address", "phone"):
            object.__setattr__(self, key, composed(getattr(self, key)))
