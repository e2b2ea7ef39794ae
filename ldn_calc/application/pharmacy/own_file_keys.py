"""Keys in the text of the pharmacy's own file: which ones a line names, and setting one with all else kept as it was written."""

from __future__ import annotations

import tomllib
from collections.abc import MutableMapping, Sequence
from typing import Any, Final

__all__ = ["keys_of", "put_key", "row_at"]

_ROW_KEYS: Final = 2
"""Table and name of a row."""


def keys_of(line: str) -> tuple[str, ...]:
    """The keys that a header, or a line with a value, names; none of a line that is neither."""
    start = line.split("#", maxsplit=1)[0].strip() if line.lstrip().startswith("[") else f"{line.partition('=')[0]}=0"
    try:
        found: Any = tomllib.loads(start)
    except tomllib.TOMLDecodeError:
        return ()
    keys = []
    while isinstance(found, dict) and len(found) == 1:
        key = next(iter(found))
        keys.append(key)
        found = found[key]
    return tuple(keys)


def put_key(document: MutableMapping[str, Any], keys: Sequence[str], value: str | int | bool | list[str] | None) -> None:
    """Set or take out one key; a row is a table of its own, what is inside a row stands on one line."""
    if value is None:
        _take_out(document, keys)
        return
    import tomlkit  # only where the file is edited

    row = row_at(document, keys[:2])
    for key in keys[2:-1]:
        if not isinstance(row.get(key), MutableMapping):
            row[key] = tomlkit.inline_table()
        row = row[key]
    row[keys[-1]] = value


def _take_out(document: MutableMapping[str, Any], keys: Sequence[str]) -> None:
    inside: Any = document
    for key in keys[:-1]:
        inside = inside.get(key) if isinstance(inside, MutableMapping) else None
    if isinstance(inside, MutableMapping):
        inside.pop(keys[-1], None)
        if not inside and len(keys) > _ROW_KEYS + 1:
            _take_out(document, keys[:-1])


def row_at(document: MutableMapping[str, Any], keys: Sequence[str]) -> MutableMapping[str, Any]:
    """The table of a row, `[table.name]`, made where it is not there."""
    import tomlkit  # only where the file is edited

    table, name = keys
    if not isinstance(document.get(table), MutableMapping):
        document[table] = tomlkit.table(is_super_table=True)
    rows: MutableMapping[str, Any] = document[table]
    if not isinstance(rows.get(name), MutableMapping):
        rows[name] = tomlkit.table()
    row: MutableMapping[str, Any] = rows[name]
    return row
