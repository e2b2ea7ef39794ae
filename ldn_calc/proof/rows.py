"""The formulary's rows as they were handed in, and the defaults that apply where the request leaves a choice open.

A result that was made with other rows (another SHA-256) is checked against the values it prints: then `same` is False and every
row is None.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ldn_calc.proof.objects import document, entries, listed, name, show
from ldn_calc.proof.problems import ProblemError, Problems

__all__ = ["Rows", "formulary_rows", "read_rows"]

_TABLES: Final = ("substances", "vehicles", "fillers", "shells", "instruments", "beyond_use", "policies")


class Rows:
    """Tables of rows by name; `used` are the result's `defaults_used`."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], same: bool, used: Mapping[str, Any]) -> None:
        self._tables = tables
        self.same = same
        self.used = used

    def row(self, table: str, key: str) -> Mapping[str, Any] | None:
        """A row; None where the result was made with other rows.

        Raises:
            ProblemError: these are the rows, and it is not among them.
        """
        if not self.same:
            return None
        found = self._tables[table].get(key)
        if not isinstance(found, dict):
            code = "instrument-differs" if table in ("instruments", "shells") else "material-differs"
            raise ProblemError(code, show(key), f"a row of {table} in the formulary")
        return found

    def named(self, table: str) -> Mapping[str, Any]:
        """All rows of a table as handed in, whatever the result was made with."""
        return self._tables[table]

    def tables_named(self) -> tuple[str, ...]:
        """The names of all tables that were handed in."""
        return tuple(self._tables)

    def default(self, key: str) -> str:
        """A default as its row writes it; with other rows, what the result says was used."""
        said = self.used.get(f"preparation.{key}")
        if not self.same and isinstance(said, str):
            return said
        return name(entries(self._tables["policies"].get("defaults"), "policies.defaults").get(key), f"policies.defaults.{key}")

    def concentrations(self) -> list[str] | None:
        """Strengths that a liquid may have where the request names none; None with other rows."""
        if not self.same:
            return None
        defaults = entries(self._tables["policies"].get("defaults"), "policies.defaults")
        return [name(entry, "a strength") for entry in listed(defaults.get("concentrations"), "policies.defaults.concentrations")]


def read_rows(text: str, result: Mapping[str, Any], problems: Problems) -> Rows:
    """Read the rows and say whether the result was made with them.

    Raises:
        ProblemError: the text is no formulary.
    """
    tables, fingerprint = _tables(text)
    used = result.get("defaults_used")
    if used is not None and not isinstance(used, dict):
        problems.add("value-unreadable", f"defaults_used: {show(used)}", "an object of named entries")
        used = {}
    return Rows(tables, result.get("formulary") == fingerprint, used or {})


def formulary_rows(text: str) -> Rows:
    """The rows themselves, for a plan that was made with them.

    Raises:
        ProblemError: the text is no formulary.
    """
    return Rows(_tables(text)[0], same=True, used={})


@lru_cache(maxsize=2)
def _tables(text: str) -> tuple[Mapping[str, Any], str]:
    """The tables of a formulary's text and its fingerprint; kept, because every plan of a day is proved with the same rows."""
    tables = document(text, "formulary")
    for table in _TABLES:
        entries(tables.get(table), f"formulary.{table}")
    return tables, "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
