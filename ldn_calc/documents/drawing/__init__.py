"""How anything is drawn: fonts, lines, tables, codes, instruments; and what was really drawn, read back."""

from __future__ import annotations

import sys

__all__ = ["SHAPER"]

SHAPER = "uharfbuzz"
"""ReportLab would load it with every paper, for a shaping that no paper uses; `own_script` loads it when a name needs it."""

sys.modules.setdefault(SHAPER, None)  # type: ignore[arg-type] # as Python says that a module is not to be had
