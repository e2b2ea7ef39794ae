"""The pharmacy's own file: `formulary.toml` beside the settings file overrides or adds rows, key by key.

A file that is not there changes nothing. One that is there and cannot be used stops the program with every problem at once: it
never falls back to the shipped rows, because a plan with other rows than the pharmacy's own would look just as good.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from ldn_calc.application.files import text_files
from ldn_calc.application.pharmacy.own_owner import OWNER, check_owner
from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.formulary.own_checks import check_merged
from ldn_calc.formulary.own_rows import TABLES, read_row
from ldn_calc.reading.faults import FieldError, first_of
from ldn_calc.reading.fields import did_you_mean, read_text
from ldn_calc.reading.json_text import JsonNumber, JsonObject
from ldn_calc.reading.objects import ObjectReader, Problems
from ldn_calc.reading.plain_text import composed

__all__ = [
    "OWN_SOURCE",
    "Formulary",
    "OwnFileError",
    "formulary_of",
    "merge_own_rows",
    "own_file_beside",
    "read_formulary",
    "read_own_text",
]

OWN_SOURCE: Final = "this pharmacy's own file"
"""The source of a row that names none."""

_FILE: Final = "formulary.toml"
_MOST_BYTES: Final = 1_000_000
_Rows = dict[str, dict[str, dict[str, Any]]]


class OwnFileError(Exception):
    """An own file that is there and cannot be used; the message names the file and every problem.

    Attributes:
        path: the file.
        errors: what stands where, and what is expected; one for the file as a whole where it is not even TOML.
    """

    def __init__(self, path: Path, errors: tuple[FieldError, ...]) -> None:
        count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
        errors = first_of(errors, "the file")
        head = f"The pharmacy's own file {path} has {count}; nothing is planned with it or without it until it is corrected."
        super().__init__("\n".join([head, *(f"  {error}" for error in errors)]))
        self.path = path
        self.errors = errors

    def for_result(self) -> tuple[FieldError, ...]:
        """The same problems where a request's stand beside them: each path begins with the file's name."""
        return tuple(FieldError(f"{self.path.name}: {each.path}", each.found, each.expected) for each in self.errors)


def own_file_beside(settings: Path) -> Path:
    """Where the own file belongs: in the folder of the settings file."""
    return settings.with_name(_FILE)


def read_formulary(path: Path, settings: Path) -> Formulary:
    """The formulary of this pharmacy: the shipped rows, with those of the own file where there is one.

    Args:
        path: the own file.
        settings: the settings file, whose pharmacy must be the one that the own file says it belongs to.

    Raises:
        OwnFileError: the own file is there and cannot be used.
    """
    try:
        text = read_own_text(path)
    except text_files.UnreadableError:
        return shipped_formulary()
    return formulary_of(text, path, settings)


def read_own_text(path: Path) -> str:
    """The text of an own file.

    Raises:
        text_files.UnreadableError: there is no such file.
        OwnFileError: it is there and cannot be read.
    """
    try:
        return text_files.read_text(path, _MOST_BYTES)
    except text_files.UnreadableError as error:
        if error.is_missing and not path.is_symlink():
            raise
        found = "a link that leads nowhere" if error.is_missing else error.found
        raise OwnFileError(path, (FieldError("the file", found, error.expected),)) from error


def formulary_of(text: str, path: Path, settings: Path | None = None) -> Formulary:
    """The formulary with the rows that the text of an own file says; an empty text changes nothing.

    Args:
        text: TOML.
        path: the file it is or will be, for the message.
        settings: the settings file, whose pharmacy must be the one that the text says it belongs to; None asks nobody.

    Raises:
        OwnFileError: it cannot be used.
    """
    try:
        tables = tomllib.loads(composed(text), parse_float=JsonNumber)
    except (ValueError, RecursionError) as error:
        found = "tables or lists nested absurdly deep" if isinstance(error, RecursionError) else str(error)
        raise OwnFileError(path, (FieldError("the file", found, "TOML, as docs/interface.md shows it"),)) from error
    problems = Problems()
    check_owner(tables.pop(OWNER, None), settings, problems)
    merged = merge_own_rows(shipped_formulary().rows, tables, problems)
    if problems.errors:
        raise OwnFileError(path, tuple(problems.errors))
    return merged


def merge_own_rows(shipped: Mapping[str, Mapping[str, Any]], tables: Mapping[str, Any], problems: Problems) -> Formulary:
    """The rows with the own file's over them; what is wrong is noted with `problems`, and then nothing here may be used."""
    rows: _Rows = {table: {name: dict(row) for name, row in named.items()} for table, named in shipped.items()}
    to_check: list[tuple[str, str]] = []
    own = _as_request(tables)
    for table, named in own.items():
        if table not in TABLES:
            expected = f"one of the tables {', '.join(TABLES)}{did_you_mean(table, TABLES)}"
            problems.add(table, table, expected)
        elif not isinstance(named, JsonObject):
            problems.add(table, named, f'rows by name, as in [{table}."…"]')
    for table in (each for each in TABLES if isinstance(own.get(each), JsonObject)):
        where = ObjectReader(problems, table, own[table])
        for name, row in own[table].items():
            before, is_new = len(problems.errors), name not in rows[table]
            reader = ObjectReader(problems, where.at(name), row)
            _check_name(reader.path, name, problems)
            read_row(table, name, reader, rows)
            faults = problems.errors[before:]
            unread = {error.path for error in faults}
            lacks_a_key = any(error.found == "nothing" for error in faults) or any(
                reader.at(key) in unread for key in reader.document
            )
            if reader.is_object and reader.path not in unread and not (is_new and lacks_a_key):
                rows[table][name] = _over(rows[table].get(name), _readable(reader, unread))
                to_check.append((table, name))
    _choose_balance(rows, own, problems)
    check_merged(rows, to_check, problems)
    return Formulary(rows)


def _readable(row: ObjectReader, unread: Collection[str]) -> dict[str, Any]:
    """What could be read of a row, so that the checks between rows can go on and every problem is told at once."""
    found = {key: value for key, value in row.document.items() if row.at(key) not in unread}
    for key, value in found.items():
        if isinstance(value, dict):
            inner = ObjectReader(Problems(), row.at(key), JsonObject([]))
            found[key] = {each: amount for each, amount in value.items() if inner.at(each) not in unread}
    return found


def _over(shipped: Mapping[str, Any] | None, own: Mapping[str, Any]) -> dict[str, Any]:
    """A row's keys over the shipped ones, tables inside it key by key; it says which keys are the pharmacy's own."""
    merged = dict(shipped or {})
    for key, value in own.items():
        inner = merged.get(key)
        merged[key] = {**inner, **value} if isinstance(inner, dict) and isinstance(value, dict) else value
    if "made" not in own and {"components", "formula"} & set(own):
        merged.pop("made", None)  # another vehicle than the shipped one, which is not made as that one is
    merged |= {"source": own.get("source", OWN_SOURCE), "tag": "own", "own_keys": sorted(set(own) - {"source"})}
    if shipped is not None and "source" in shipped:
        merged["shipped_source"] = shipped["source"]
    return merged


def _choose_balance(rows: _Rows, own: Mapping[str, Any], problems: Problems) -> None:
    """Put the figures of the balance that the own file chooses where planning and proof look for them."""
    chosen = rows["policies"]["defaults"].pop("balance", None)
    if chosen is None:
        return
    if "balance" in own.get("instruments", {}):
        problems.add("policies.defaults.balance", chosen, "either a balance chosen here or [instruments.balance], not both")
        return
    found = rows["instruments"].get(chosen)
    if found is None or found["kind"] != "balance":
        balances = [name for name, row in rows["instruments"].items() if row["kind"] == "balance"]
        expected = f"one of the balances {', '.join(balances)}{did_you_mean(chosen, balances)}"
        problems.add("policies.defaults.balance", chosen, expected)
        return
    kept = {key: value for key, value in found.items() if key not in {"in_stock", "own_keys", "shipped_source"}}
    rows["instruments"]["balance"] = kept | {"name": chosen, "tag": "own", "own_keys": ["name"]}


def _check_name(path: str, name: str, problems: Problems) -> None:
    if problems.read(path, name, read_text) is not None and name != name.strip():
        problems.add(path, f'"{name}"', "a name without blanks before or after it")


def _as_request(value: Any) -> Any:
    """TOML's values as the request's reader knows them; a date is no value of any row."""
    kinds: tuple[tuple[type | tuple[type, ...], Callable[[Any], Any]], ...] = (
        (dict, lambda found: JsonObject([(composed(key), _as_request(inner)) for key, inner in found.items()])),
        (list, lambda found: [_as_request(inner) for inner in found]),
        ((date, datetime, time), lambda found: JsonNumber(found.isoformat())),
    )
    return next((convert(value) for kind, convert in kinds if isinstance(value, kind)), value)
