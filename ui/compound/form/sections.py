"""What the form asks, in order: the fields of `ldn_calc.order.request_fields` in rows, and which of them are asked now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ldn_calc.order.request_fields import RequestField, When, in_section
from ui.compound.prescription.document import at

__all__ = ["asked_now", "rows_of"]


def rows_of(section: str) -> list[list[RequestField]]:
    """The rows of a section; an answer in segments and a list have a row of their own, fields with another widget none.

    >>> [[field.key for field in row] for row in rows_of("fill")]
    [['number', 'from_day', 'days'], ['quantity', 'strength'], ['first_dose_on', 'compounded_on']]
    """
    rows: list[list[RequestField]] = []
    for field in in_section(section):
        if field.place == "beside":
            rows[-1].append(field)
        elif field.place:
            rows.append([field])
    return rows


def asked_now(document: Mapping[str, Any]) -> frozenset[When]:
    """Which fields are asked: every `when` that holds for a request.

    >>> sorted(asked_now({"rx": {"form": "capsule"}, "preparation": {"source": {"kind": "tablet"}}}))
    ['', 'capsule', 'source', 'tablet']
    """
    form = at(document, "rx.form")
    source = at(document, "preparation.source.kind")
    basis = at(document, "preparation.source.assay_basis")
    holds: dict[When, bool] = {
        "": True,
        "liquid": form != "capsule",
        "capsule": form in ("capsule", "any"),
        "powder": source == "powder",
        "tablet": source == "tablet",
        "source": source in ("powder", "tablet"),
        "water": source == "powder" and basis != "dried",
        "solvents": source == "powder" and basis == "anhydrous-solvent-free",
        "lod": source == "powder" and basis == "dried",
        "stopped": at(document, "screening.opioid_use") == "stopped",
    }
    return frozenset(when for when, true in holds.items() if true)
