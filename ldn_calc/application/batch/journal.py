"""What a batch has done, kept beside its papers, so that it can go on after a failure and prints nothing twice.

The journal names requests by the SHA-256 of what they say and holds folders, papers and states: nothing of a patient.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from ldn_calc.application.files import text_files
from ldn_calc.application.files.locks import FolderBusyError, only_one
from ldn_calc.application.files.text_files import composed_json
from ldn_calc.application.files.whole_files import write_whole

__all__ = ["Entry", "Journal", "JournalError", "PaperState", "open_journal"]

_FILE: Final = "batch.json"
_LOCK: Final = ".batch.lock"
_SCHEMA: Final = "ldn-calc/batch/1"


class JournalError(Exception):
    """A journal that is there and cannot be read or written; without it a paper could be printed twice."""


class PaperState(StrEnum):
    """How far a paper has come."""

    WRITTEN = "written"
    """It is a file; it was not sent to a printer."""
    SENDING = "sending"
    """It was handed to a printer and nothing is known since: it may have been printed."""
    SENT = "sent"
    """The printer took it."""


@dataclass(slots=True)
class Entry:
    """One request.

    Attributes:
        folder: of its papers.
        planned_at: when it was planned; it is planned for that time again when the batch goes on.
        made_with: digest of what else its papers rest on: formulary, pharmacy, version of the program.
        papers: how far each has come.
        also: other names of the request: what it says since its lot was kept in it.
    """

    folder: str
    planned_at: datetime
    made_with: str
    papers: dict[str, PaperState] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)

    @property
    def has_left(self) -> bool:
        """Whether any of its papers was or may have been printed."""
        return any(state is not PaperState.WRITTEN for state in self.papers.values())


class Journal:
    """The journal of one folder; every change is on the disk before the next step is taken."""

    def __init__(self, folder: Path) -> None:
        """Read the folder's journal, or begin one.

        Raises:
            JournalError: it is there and cannot be read.
        """
        self._path = folder / _FILE
        self.entries: dict[str, Entry] = {}
        try:
            self.entries = _entries(json.loads(text_files.read_text(self._path)))
        except text_files.UnreadableError as error:
            if not error.is_missing or self._path.is_symlink():
                raise self._unread() from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise self._unread() from error

    def _unread(self) -> JournalError:
        return JournalError(
            f"The list of what was printed, {self._path}, cannot be read. Choose another folder, or look at what was printed "
            "and delete the list."
        )

    def key_of(self, content: bytes) -> str:
        """The name of a request here: the SHA-256 of what it says, whatever lot was kept in it and however it is laid out.

        An entry of a journal that names it by the bytes of its file is named anew.
        """
        key = _name_of(content)
        for known, entry in self.entries.items():
            if key in entry.also:
                return known
        if (older := self.entries.pop(hashlib.sha256(content).hexdigest(), None)) is not None:
            self.entries.setdefault(key, older)
        return key

    def name_too(self, key: str, content: bytes) -> None:
        """Know a request by what it will say, too: its file is about to be changed."""
        name = _name_of(content)
        if name != key and name not in self.entries[key].also:
            self.entries[key].also.append(name)

    def note(self, key: str, paper: str, state: PaperState) -> None:
        """Note a paper's state.

        Raises:
            JournalError: the disk did not take it; nothing may be printed then.
        """
        self.entries[key].papers[paper] = state
        self.save()

    def save(self) -> None:
        """Write the whole journal.

        Raises:
            JournalError: the disk did not take it.
        """
        rows = {
            key: {
                "folder": entry.folder,
                "planned_at": entry.planned_at.isoformat(),
                "made_with": entry.made_with,
                "papers": {paper: state.value for paper, state in entry.papers.items()},
                **({"also": entry.also} if entry.also else {}),
            }
            for key, entry in self.entries.items()
        }
        try:
            write_whole(self._path, (json.dumps({"schema": _SCHEMA, "entries": rows}, indent=1) + "\n").encode())
        except OSError as error:
            raise JournalError(f"{self._path} cannot be written: {error.strerror or error}. Nothing more is printed.") from error


@contextmanager
def open_journal(folder: Path) -> Iterator[Journal]:
    """The journal of a folder, for one batch at a time; the folder is made where there is none.

    Raises:
        JournalError: the journal cannot be read, the folder cannot be written, or another batch is at work in it.
    """
    with ExitStack() as held:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held.enter_context(only_one(folder, file=_LOCK, must=True))
        except FolderBusyError as error:
            raise JournalError(
                f"Another batch is at work in {folder}, or its disk locks no files. Wait, or choose another folder."
            ) from error
        except OSError as error:
            raise JournalError(f"{folder} cannot be written: {error.strerror or error}.") from error
        yield Journal(folder)


def _name_of(content: bytes) -> str:
    return hashlib.sha256(_said_by(content)).hexdigest()


def _said_by(content: bytes) -> bytes:
    """A request without the lot that was kept in it, always laid out alike; anything else as it is."""
    try:
        document = json.loads(composed_json(text_files.text_of(content)), object_pairs_hook=_each_key_once)
    except (text_files.UnreadableError, ValueError, RecursionError):
        return content
    if not isinstance(document, dict):
        return content
    preparation = document.get("preparation")
    if isinstance(preparation, dict):
        preparation.pop("lot", None)
        if not preparation:
            del document["preparation"]
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a key twice")
    return made


def _entries(found: Any) -> dict[str, Entry]:
    if found["schema"] != _SCHEMA:
        raise ValueError(found["schema"])
    return {key: _entry(row) for key, row in found["entries"].items()}


def _entry(row: Any) -> Entry:
    papers = {str(paper): PaperState(state) for paper, state in row["papers"].items()}
    folder = str(row["folder"])
    if Path(folder).name != folder:
        raise ValueError(folder)
    also = [str(name) for name in row.get("also", [])]
    return Entry(folder, datetime.fromisoformat(row["planned_at"]), str(row["made_with"]), papers, also)
