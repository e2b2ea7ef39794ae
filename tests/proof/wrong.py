"""The register of wrong formulas; `wrong_reading` and `wrong_planning` put theirs into it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest

Patch = pytest.MonkeyPatch
Wrong = Callable[[Patch], None]

FORMULAS: dict[str, Wrong] = {}


def formula(name: str) -> Callable[[Wrong], Wrong]:
    """Register a wrong formula by what is wrong with it."""

    def register(wrong: Wrong) -> Wrong:
        FORMULAS[name] = wrong
        return wrong

    return register


def everywhere(patch: Patch, right: Any, wrong: Any) -> None:
    """Put a wrong function in the place of a right one in every module of reading, planning and printing that uses it."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ldn_calc.") and not name.startswith("ldn_calc.proof"):
            for attribute, value in list(vars(module).items()):
                if value is right:
                    patch.setattr(module, attribute, wrong)
