"""Days in words, the same whatever the machine's own language is.

>>> day_text(date(2026, 11, 22)), day_text(date(2026, 11, 22), "es")
('22 Nov 2026', '22 nov 2026')
"""

from __future__ import annotations

from datetime import date
from typing import Final

__all__ = ["LONG_MONTHS", "MONTHS", "day_text"]

LONG_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""English names of months."""

MONTHS: Final = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "marzo", "abr", "mayo", "junio", "julio", "ago", "sept", "oct", "nov", "dic"),
}
"""Short names of months by language; in Spanish none that is a weekday's too (mar: martes), nor two that differ by a letter."""


def day_text(day: date, language: str = "en") -> str:
    """A day as it is printed everywhere."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
