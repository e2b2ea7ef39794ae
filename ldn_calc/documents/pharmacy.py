"""The pharmacy whose name stands on the papers."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Pharmacy"]


@dataclass(frozen=True, slots=True)
class Pharmacy:
    """Name, address and phone as they are printed."""

    name: str
    address: str
    phone: str
