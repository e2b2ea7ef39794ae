"""What nobody said and was taken all the same: outside the preparation, where the formulary's defaults are named already.

An answer of null is an answer; a question that is absent is not, and must stand somewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.order.prescription import Request

__all__ = ["taken_unasked"]

_TAKEN: Final = (
    (("screening", "surgery_planned_on"), "none planned"),
    (("rx", "patient", "language"), "en"),
    (("rx", "strength_as"), "hydrochloride"),
)


def taken_unasked(request: Request) -> dict[str, str]:
    """Path and value of each answer that was not given and that the plan or its papers rest on."""
    return {".".join(path): value for path, value in _TAKEN if not _is_given(request.document, path)}


def _is_given(document: Mapping[str, Any], path: tuple[str, ...]) -> bool:
    inner: Any = document
    for key in path:
        if not isinstance(inner, Mapping) or key not in inner:
            return False
        inner = inner[key]
    return True
