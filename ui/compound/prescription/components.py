"""Lot and expiry of what lies on the bench beside the drug: the form's rows for `preparation.components`, and what typing does.

A request has an entry only where something was typed; what a file brings under other names stays, and has a row of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ui.compound.prescription.document import at, put
from ui.compound.prescription.sentences import TEXT

__all__ = ["KINDS", "PATH", "ComponentRow", "component_rows", "forget_empty", "tidied_touches", "write_component"]

PATH: Final = "preparation.components"
KINDS: Final = {"vehicle": TEXT.vehicle, "filler": TEXT.filler, "shells": TEXT.shells}
"""What the form calls the components that it asks for, by their names in a request."""
_USED: Final = {"liquid": ("vehicle",), "capsule": ("filler", "shells"), "any": ("vehicle", "filler", "shells")}


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """One component in the form.

    Attributes:
        key: `vehicle`, `filler`, `shells`; of any other entry its place in the list, as in `2`.
        words: what the form calls it.
        place: of its entry in the list; None where nothing is entered.
    """

    key: str
    words: str
    place: int | None = None

    def path(self, part: str) -> str:
        """Where `lot` or `expires_on` stands in the request; empty where nothing is entered."""
        return "" if self.place is None else f"{PATH}[{self.place}].{part}"


def component_rows(document: Mapping[str, Any]) -> list[ComponentRow]:
    """What the form asked for uses, once it is said what the drug is made from, and whatever is entered.

    >>> liquid = {"rx": {"form": "liquid"}, "preparation": {"source": {"kind": "powder"}, "components": [{"name": "preservative"}]}}
    >>> [(row.words, row.place) for row in component_rows(liquid)]
    [('Vehicle', None), ('preservative', 0)]
    """
    entries = _entries(document)
    places: dict[str, int] = {}
    for place, name in entries:
        if name.casefold() in KINDS:
            places.setdefault(name.casefold(), place)
    used = _USED.get(str(at(document, "rx.form")), ()) if at(document, "preparation.source.kind") else ()
    rows = [ComponentRow(kind, words, places.get(kind)) for kind, words in KINDS.items() if kind in used or kind in places]
    taken = set(places.values())
    return [*rows, *(ComponentRow(str(place), name, place) for place, name in entries if place not in taken)]


def write_component(document: dict[str, Any], key: str, part: str, value: object) -> str:
    """Write the lot or the expiry of a row, None for nothing; returns its path, empty where nothing is entered any more.

    Args:
        document: the request.
        key: of the row.
        part: `lot` or `expires_on`.
        value: as it stands in a request.
    """
    row = next((each for each in component_rows(document) if each.key == key), None)
    if row is None:
        return ""
    if row.place is None:
        if value is None:
            return ""
        entries = at(document, PATH)
        if not isinstance(entries, list):
            put(document, PATH, entries := [])
        entries.append({"name": key})
        row = ComponentRow(key, row.words, len(entries) - 1)
    put(document, row.path(part), value)
    return "" if key in KINDS and forget_empty(document, key) else row.path(part)


def forget_empty(document: dict[str, Any], key: str) -> bool:
    """Take the entry of a row out where it says no more than its name; whether it did."""
    row = next((each for each in component_rows(document) if each.key == key), None)
    if row is None or row.place is None or set(at(document, f"{PATH}[{row.place}]")) - {"name"}:
        return False
    put(document, f"{PATH}[{row.place}]", None)
    if not at(document, PATH):
        put(document, PATH, None)
    return True


def tidied_touches(touched: Collection[str], document: Mapping[str, Any]) -> set[str]:
    """What was touched after entries have moved: of the components, whatever is written now."""
    places = [place for place, _ in _entries(document)]
    written = {f"{PATH}[{place}].{part}" for place in places for part in ("lot", "expires_on")}
    return {path for path in touched if not path.startswith(PATH)} | written


def _entries(document: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Place and name of each entry that is one."""
    entries = at(document, PATH)
    if not isinstance(entries, list):
        return []
    named = [(place, each.get("name")) for place, each in enumerate(entries) if isinstance(each, dict)]
    return [(place, str(name or TEXT.unnamed_component)) for place, name in named]
