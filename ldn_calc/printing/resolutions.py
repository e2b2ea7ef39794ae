"""What label printers of a nominal resolution really print."""

from __future__ import annotations

from typing import Final

__all__ = ["DOTS_PER_INCH"]

DOTS_PER_INCH: Final = {203: 203.2, 300: 300.0, 600: 600.0}
"""Dots per inch by nominal resolution: printers of 203 dpi have 8 dots a millimetre."""
