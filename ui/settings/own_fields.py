"""The keys of the pharmacy's own file as fields: what each is called, how its text becomes a value, and what it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from ui.settings.sentences import TEXT

__all__ = ["KINDS", "POLICIES", "ROW_FIELDS", "OwnField", "RowKind", "kind_of", "text_of", "value_of"]

_SIZES: Final = ("3", "4", "2", "1", "0", "00", "000")
_STORAGE: Final = (("refrigerator", TEXT.refrigerator), ("room", TEXT.room_temperature))


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


def _as_in(amount: str) -> str:
    return TEXT.example.format(example=amount)


POLICIES: Final = (
    OwnField(("weighing_error",), TEXT.weighing_error, "2 %"),
    OwnField(
        ("beyond_use_counting",),
        TEXT.beyond_use_days,
        kind="choice",
        choices=(("day-one", TEXT.day_one), ("days-after", TEXT.days_after)),
    ),
    OwnField(("overfill_share",), TEXT.overfill_share, "5 %"),
    OwnField(("overfill_least",), TEXT.overfill_least, "2 mL"),
    OwnField(("overfill_small_least",), TEXT.overfill_small_least, "1 mL"),
    OwnField(("overfill_a_draw",), TEXT.overfill_a_draw, "0.05 mL"),
    OwnField(("overage",), TEXT.overage, "5 %"),
    OwnField(("least_extra_capsules",), TEXT.extra_capsules, "2", "count"),
    OwnField(("balance",), TEXT.balance_in_use, kind="choice"),
    OwnField(("vehicle",), TEXT.usual_vehicle, kind="choice"),
    OwnField(("filler",), TEXT.usual_filler, kind="choice"),
    OwnField(("capsule_size",), TEXT.usual_size, kind="choice"),
    OwnField(("source",), TEXT.policies_source, TEXT.policies_source_example),
)
"""Policies that change results. The choices of vehicle, filler and size are those of the formulary in use."""

_SOURCE: Final = OwnField(("source",), TEXT.source, TEXT.source_example)
_IN_STOCK: Final = OwnField(("in_stock",), TEXT.in_stock, kind="yes", choices=(("true", TEXT.yes), ("false", TEXT.no)))

ROW_FIELDS: Final[Mapping[str, tuple[OwnField, ...]]] = {
    "balance": (
        OwnField(("readability",), TEXT.readability, _as_in("1 mg")),
        OwnField(("minimum",), TEXT.least_to_weigh, _as_in("50 mg")),
        OwnField(("sensitivity",), TEXT.sensitivity, _as_in("6 mg")),
        _SOURCE,
    ),
    "cylinder": (
        OwnField(("capacity",), TEXT.holds, _as_in("10 mL")),
        OwnField(("step",), TEXT.from_mark_to_mark, _as_in("0.2 mL")),
        OwnField(("smallest",), TEXT.least_to_measure, _as_in("2 mL")),
        OwnField(("tolerance",), TEXT.tolerance, _as_in("1 %")),
        _IN_STOCK,
        _SOURCE,
    ),
    "syringe": (
        OwnField(("capacity",), TEXT.holds, _as_in("3 mL")),
        OwnField(("step",), TEXT.from_mark_to_mark, _as_in("0.1 mL")),
        OwnField(("numbered",), TEXT.between_numbers, _as_in("0.5 mL")),
        OwnField(("scale_length",), TEXT.scale, _as_in("51 mm")),
        _IN_STOCK,
        _SOURCE,
    ),
    "fillers": (
        *(OwnField(("measured", size), TEXT.measured_fill.format(size=size), TEXT.not_measured) for size in _SIZES),
        OwnField(("components",), TEXT.made_of, TEXT.made_of_example, "list"),
        OwnField(("label_contains",), TEXT.label_contains, TEXT.made_of_example),
        OwnField(("label_contains_es",), TEXT.label_contains_es, TEXT.label_contains_es_example),
        _SOURCE,
    ),
    "vehicles": (
        OwnField(("name",), TEXT.name_in_steps, TEXT.name_in_steps_example),
        OwnField(("title",), TEXT.name_in_lists, TEXT.same_name),
        OwnField(("components",), TEXT.made_of_many, TEXT.made_of_many_example, "list"),
        OwnField(("formula",), TEXT.amounts, TEXT.amounts_example),
        OwnField(
            ("beyond_use",),
            TEXT.beyond_use_kind,
            kind="choice",
            choices=(("aqueous-unpreserved", TEXT.aqueous_unpreserved), ("aqueous-preserved", TEXT.aqueous_preserved)),
        ),
        OwnField(("storage",), TEXT.kept_in, kind="choice", choices=_STORAGE),
        OwnField(("preservative",), TEXT.preservative, TEXT.preservative_example),
        OwnField(("label_contains",), TEXT.label_contains, TEXT.preservative_example),
        OwnField(("label_contains_es",), TEXT.label_contains_es, TEXT.label_contains_es_example),
        *(OwnField(("studied_days", key), TEXT.studied.format(storage=words), TEXT.no_study, "count") for key, words in _STORAGE),
        _SOURCE,
    ),
    "shells": (
        OwnField(("volume",), TEXT.body_holds, _as_in("0.3 mL")),
        OwnField(("empty",), TEXT.empty_weighs, _as_in("48 mg")),
        OwnField(("length",), TEXT.length_closed, _as_in("15.9 mm")),
        OwnField(("width",), TEXT.width_closed, _as_in("5.8 mm")),
        _SOURCE,
    ),
}
"""Fields of each kind of row."""

KINDS: Final[Mapping[str, RowKind]] = {
    "balance": RowKind("instruments", TEXT.balance, {"kind": "balance"}),
    "cylinder": RowKind("instruments", TEXT.cylinder, {"kind": "cylinder"}),
    "syringe": RowKind("instruments", TEXT.syringe, {"kind": "syringe"}),
    "fillers": RowKind("fillers", TEXT.filler, {}),
    "vehicles": RowKind("vehicles", TEXT.vehicle, {}),
    "shells": RowKind("shells", TEXT.shell, {}),
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
