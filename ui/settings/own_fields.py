"""The keys of the pharmacy's own file as fields: what each is called, how its text becomes a value, and what it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

__all__ = ["KINDS", "POLICIES", "ROW_FIELDS", "OwnField", "RowKind", "kind_of", "text_of", "value_of"]

_SIZES: Final = ("3", "4", "2", "1", "0", "00", "000")
_STORAGE: Final = (("refrigerator", "refrigerator"), ("room", "room temperature"))


class OwnField(NamedTuple):
    """One key of a row.

    Attributes:
        keys: where it stands in the row; two where it stands in a table of the row.
        caption: what it is called.
        hint: stands in the empty field where no shipped row says anything.
        kind: text, count, list, choice or yes.
        choices: of a choice, key and words.
    """

    keys: tuple[str, ...]
    caption: str
    hint: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()


class RowKind(NamedTuple):
    """A kind of row that one can add.

    Attributes:
        table: where it stands.
        words: what it is called.
        keys: what a new one says from the beginning.
    """

    table: str
    words: str
    keys: Mapping[str, str]


POLICIES: Final = (
    OwnField(("weighing_error",), "Weighing error of the balance", "2 %"),
    OwnField(
        ("beyond_use_counting",),
        "Beyond-use days",
        kind="choice",
        choices=(("day-one", "the day made is day 1"), ("days-after", "days after the day made")),
    ),
    OwnField(("overfill_share",), "Overfill of a liquid, share", "5 %"),
    OwnField(("overfill_least",), "Overfill of a liquid, at least", "2 mL"),
    OwnField(("overfill_a_draw",), "Overfill for each draw", "0.05 mL"),
    OwnField(("overage",), "Overage of capsules, share", "5 %"),
    OwnField(("least_extra_capsules",), "Extra capsules, at least", "2", "count"),
    OwnField(("balance",), "Balance in use", kind="choice"),
    OwnField(("vehicle",), "Usual vehicle", kind="choice"),
    OwnField(("filler",), "Usual filler", kind="choice"),
    OwnField(("capsule_size",), "Usual capsule size", kind="choice"),
    OwnField(("source",), "Where these come from", "as in SOP 12, 3 Jan 2026"),
)
"""Policies that change results. The choices of vehicle, filler and size are those of the formulary in use."""

_SOURCE: Final = OwnField(("source",), "Where this is from", "as in certificate of 3 Jan 2026")
_IN_STOCK: Final = OwnField(("in_stock",), "In stock", kind="yes", choices=(("true", "yes"), ("false", "no")))

ROW_FIELDS: Final[Mapping[str, tuple[OwnField, ...]]] = {
    "balance": (
        OwnField(("readability",), "One digit is", "as in 1 mg"),
        OwnField(("minimum",), "Least to weigh", "as in 50 mg"),
        OwnField(("sensitivity",), "Sensitivity (optional)", "as in 6 mg"),
        _SOURCE,
    ),
    "cylinder": (
        OwnField(("capacity",), "Holds", "as in 10 mL"),
        OwnField(("step",), "From mark to mark", "as in 0.2 mL"),
        OwnField(("smallest",), "Least to measure", "as in 2 mL"),
        OwnField(("tolerance",), "Tolerance", "as in 1 %"),
        _IN_STOCK,
        _SOURCE,
    ),
    "syringe": (
        OwnField(("capacity",), "Holds", "as in 3 mL"),
        OwnField(("step",), "From mark to mark", "as in 0.1 mL"),
        OwnField(("numbered",), "Between numbers", "as in 0.5 mL"),
        OwnField(("scale_length",), "Scale, 0 to full, measured", "as in 51 mm"),
        _IN_STOCK,
        _SOURCE,
    ),
    "fillers": (
        *(OwnField(("measured", size), f"Measured fill, size {size}", "not measured") for size in _SIZES),
        OwnField(("components",), "Made of", "as in lactose", "list"),
        OwnField(("label_contains",), "Label says it contains (optional)", "as in lactose"),
        _SOURCE,
    ),
    "vehicles": (
        OwnField(("name",), "Name in the bench steps", "as in preserved vehicle"),
        OwnField(("title",), "Name in lists (optional)", "the same"),
        OwnField(("components",), "Made of, with commas", "as in purified water, glycerol", "list"),
        OwnField(("formula",), "Amounts, in words", "as in glycerol 20 %, water to 100 %"),
        OwnField(
            ("beyond_use",),
            "Kind for beyond-use",
            kind="choice",
            choices=(("aqueous-unpreserved", "water-based, no preservative"), ("aqueous-preserved", "water-based, preserved")),
        ),
        OwnField(("storage",), "Kept in", kind="choice", choices=_STORAGE),
        OwnField(("preservative",), "Preservative (optional)", "as in sodium benzoate"),
        OwnField(("label_contains",), "Label says it contains (optional)", "as in sodium benzoate"),
        *(OwnField(("studied_days", key), f"Studied, {words} (days)", "no study", "count") for key, words in _STORAGE),
        _SOURCE,
    ),
    "shells": (
        OwnField(("volume",), "Body holds", "as in 0.3 mL"),
        OwnField(("empty",), "An empty one weighs", "as in 48 mg"),
        OwnField(("length",), "Length, closed", "as in 15.9 mm"),
        OwnField(("width",), "Width, closed", "as in 5.8 mm"),
        _SOURCE,
    ),
}
"""Fields of each kind of row."""

KINDS: Final[Mapping[str, RowKind]] = {
    "balance": RowKind("instruments", "Balance", {"kind": "balance"}),
    "cylinder": RowKind("instruments", "Cylinder", {"kind": "cylinder"}),
    "syringe": RowKind("instruments", "Oral syringe", {"kind": "syringe"}),
    "fillers": RowKind("fillers", "Filler", {}),
    "vehicles": RowKind("vehicles", "Vehicle", {}),
    "shells": RowKind("shells", "Capsule shell", {}),
}
"""Kinds of row in the order they are offered."""


def kind_of(table: str, instrument: str) -> str:
    """The kind of a row's fields; empty for a row that only the text can change."""
    kind = instrument if table == "instruments" else table
    return kind if kind in ROW_FIELDS else ""


def text_of(value: object) -> str:
    """A value as it stands in its field.

    >>> text_of(["purified water", "glycerol"]), text_of(2), text_of(True), text_of(None)
    ('purified water, glycerol', '2', 'true', '')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def value_of(field: OwnField, text: str) -> Any:
    """The value that goes into the file; None takes the key out. What is no number stays a text, so that its fault is named.

    >>> value_of(OwnField(("a",), "", kind="list"), "water,  glycerol"), value_of(OwnField(("a",), "", kind="count"), "two")
    (['water', 'glycerol'], 'two')
    """
    written = text.strip()
    if not written:
        return None
    if field.kind == "list":
        return [part.strip() for part in written.split(",") if part.strip()]
    if field.kind == "count" and written.isascii() and written.isdigit():
        return int(written)
    if field.kind == "yes":
        return written == "true"
    return written
