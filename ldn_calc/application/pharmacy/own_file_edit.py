"""Editing the pharmacy's own file: key by key or as text, a person's comments kept, nothing written that could not be planned with.

The text is the one truth: setting a key changes the text and leaves the rest of it as a person wrote it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ldn_calc.application.files.text_files import UnreadableError
from ldn_calc.application.files.whole_files import write_whole
from ldn_calc.application.pharmacy.own_file_keys import keys_of, put_key, row_at
from ldn_calc.application.pharmacy.own_formulary import Formulary, OwnFileError, formulary_of, read_own_text
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.own_rows import TABLES
from ldn_calc.reading.faults import FieldError
from ldn_calc.reading.json_text import JsonObject
from ldn_calc.reading.objects import ObjectReader, Problems
from ldn_calc.reading.plain_text import composed

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

__all__ = ["OwnDraft", "OwnRow", "SaveError", "path_of", "shipped_row", "shipped_rows"]

_DEFAULTS: Final = ("policies", "defaults")


class SaveError(Exception):
    """The file was not written, and is as it was; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row that the own file says something about.

    Attributes:
        table: one of fillers, instruments, shells, vehicles.
        name: its name.
        kind: of an instrument: balance, cylinder or syringe; empty elsewhere and where it is not said.
        source: where its figures are from; empty where the file says none.
        is_new: whether no shipped row has that name.
    """

    table: str
    name: str
    kind: str
    source: str
    is_new: bool


def shipped_row(table: str, name: str) -> Mapping[str, Any]:
    """A shipped row's keys; empty where there is none of that name."""
    found: Mapping[str, Any] = shipped_formulary().rows.get(table, {}).get(name, {})
    return found


def shipped_rows(table: str) -> Sequence[str]:
    """The names of a table's shipped rows."""
    return list(shipped_formulary().rows.get(table, {}))


def path_of(keys: Sequence[str]) -> str:
    """Where a key stands, written as in a problem's path: `fillers["corn starch"].measured["3"]`."""
    path = ""
    for key in keys:
        path = ObjectReader(Problems(), path, JsonObject([])).at(key)
    return path


class OwnDraft:
    """The own file in edit.

    Attributes:
        path: the file.
        text: as it stands now, saved or not.
    """

    def __init__(self, path: Path, settings: Path) -> None:
        """Read the own file; one that is not there is empty. `settings` is the settings file, which says whose it must be.

        One that is there and is no text stays a problem of the draft, and is never written over.
        """
        self.path, self._settings = path, settings
        self._unread: OwnFileError | None = None
        self.text = self._on_disk = self._read_text = ""
        self._read_tables: dict[str, Any] | None = {}
        self._document: tuple[str, TOMLDocument] | None = None
        try:
            self.text = self._on_disk = self._read()
        except OwnFileError as error:
            self._unread = error

    @property
    def is_dirty(self) -> bool:
        """Whether the text is another than the file's."""
        return self.text != self._on_disk

    def changed(self, table: str) -> bool:
        """Whether one table says something else than the file; comments do not count."""
        try:
            before = tomllib.loads(self._on_disk)
        except (tomllib.TOMLDecodeError, RecursionError):
            return self.is_dirty
        now = self._tables()
        return self.is_dirty and (now is None or now.get(table) != before.get(table))

    def take_back(self) -> None:
        """Give up what was edited."""
        self.text = self._on_disk

    def formulary(self) -> Formulary:
        """The formulary with the text as it stands.

        Raises:
            OwnFileError: every problem of it.
        """
        if self._unread is not None:
            raise self._unread
        return formulary_of(self.text, self.path, self._settings)

    def problems(self) -> tuple[FieldError, ...]:
        """Every problem of the text; none where it can be used."""
        try:
            self.formulary()
        except OwnFileError as error:
            return error.errors
        return ()

    def is_toml(self) -> bool:
        """Whether single keys can be read and set; otherwise only the text can be edited."""
        return self._tables() is not None

    def value(self, *keys: str) -> Any:
        """What stands under a key, as plain TOML values; None where nothing does."""
        found: Any = self._tables() or {}
        for key in keys:
            found = found.get(key) if isinstance(found, dict) else None
        return found

    def set_value(self, value: str | int | bool | list[str] | None, *keys: str) -> None:
        """Write a value under a key and leave every other line as it is; None takes the key out, and a table left empty.

        Raises:
            ValueError: the text is no TOML.
        """
        if value == self.value(*keys):
            return
        document = self._open()
        put_key(document, keys, value)
        self._close(document)
        said = self.value(*_DEFAULTS)
        if keys[:2] == _DEFAULTS and value is None and isinstance(said, dict) and not set(said) - {"source"}:
            self.remove_row(*_DEFAULTS)

    def rows(self) -> list[OwnRow]:
        """Every row of materials and instruments that the text says something about."""
        tables = self._tables() or {}
        found = []
        for table in (each for each in TABLES if each != "policies" and isinstance(tables.get(each), dict)):
            for name, row in tables[table].items():
                keys: Mapping[str, Any] = row if isinstance(row, dict) else {}
                shipped = shipped_row(table, name)
                kind = str(keys.get("kind", shipped.get("kind", "")))
                found.append(OwnRow(table, name, kind, str(keys.get("source", "")), is_new=not shipped))
        return found

    def add_row(self, table: str, name: str, keys: Mapping[str, str]) -> None:
        """Begin a row; what it still needs is among the problems.

        Raises:
            ValueError: the text is no TOML.
        """
        document = self._open()
        row = row_at(document, (table, name))
        for key, value in keys.items():
            row[key] = value
        self._close(document)

    def remove_row(self, table: str, name: str) -> None:
        """Take a row out, and its table where that was the last.

        Raises:
            ValueError: the text is no TOML.
        """
        document = self._open()
        rows = document.get(table)
        if isinstance(rows, MutableMapping):
            rows.pop(name, None)
            if not rows:
                document.pop(table)
        self._close(document)

    def line_of(self, path: str) -> int:
        """The line, from 1, of the key that a problem's path names, or of the row it is in; 0 where none is found."""
        best, line_of_best = "", 0
        header: tuple[str, ...] = ()
        for number, line in enumerate(self.text.splitlines(), 1):
            keys = keys_of(line)
            if line.lstrip().startswith("["):
                header = keys
            here = path_of(header if line.lstrip().startswith("[") else (*header, *keys)) if keys else ""
            if here and len(here) > len(best) and (path == here or path.startswith((f"{here}.", f"{here}["))):
                best, line_of_best = here, number
        return line_of_best

    def save(self) -> Formulary:
        """Write the text, whole or not at all, and return the formulary of it.

        Raises:
            OwnFileError: it cannot be used; nothing is written.
            SaveError: somebody else has changed the file meanwhile, or the disk did not take it.
        """
        formulary = self.formulary()
        self.text = composed(self.text)  # as it will be read again
        if self._read() != self._on_disk:
            raise SaveError(
                f"{self.path.name} was changed by somebody else meanwhile. Copy what you need, then discard and begin again."
            )
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.path, self.text.encode())
        except OSError as error:
            raise SaveError(f"{self.path.name} cannot be written: {error.strerror or error}. Nothing was changed.") from error
        self._on_disk = self.text
        return formulary

    def _read(self) -> str:
        try:
            return read_own_text(self.path).replace("\r\n", "\n")  # as the editor has it
        except UnreadableError:
            return ""

    def _open(self) -> TOMLDocument:
        """The text as a document that keeps what a person wrote; parsing it takes a while, so the last one is kept.

        Raises:
            ValueError: the text is no TOML.
        """
        import tomlkit  # only where the file is edited
        from tomlkit.exceptions import TOMLKitError

        kept, self._document = self._document, None
        if kept is not None and kept[0] == self.text:
            return kept[1]
        try:
            return tomlkit.parse(self.text)
        except TOMLKitError as error:
            raise ValueError(str(error)) from error

    def _close(self, document: TOMLDocument) -> None:
        import tomlkit  # only where the file is edited

        self.text = tomlkit.dumps(document)
        self._document = (self.text, document)

    def _tables(self) -> dict[str, Any] | None:
        """The text as plain values, read once for each text; None where it is no TOML."""
        if self._read_text != self.text:
            try:
                self._read_tables = tomllib.loads(self.text)
            except (tomllib.TOMLDecodeError, RecursionError):
                self._read_tables = None
            self._read_text = self.text
        return self._read_tables
