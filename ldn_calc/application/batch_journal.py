"""What a batch has done, kept beside its papers, so that it can go on after a failure and prints nothing twice.

The journal names requests by the SHA-256 of their text and holds folders, papers and states: nothing of a patient.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from ldn_calc.application.settings import write_whole

__all__ = ["Entry", "Journal", "JournalError", "PaperState"]

_FILE: Final = "batch.json"
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
    """One request: the folder of its papers, when it was planned, and its papers' states."""

    folder: str
    planned_at: datetime
    papers: dict[str, PaperState] = field(default_factory=dict)


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
            self.entries = _entries(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            pass
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise JournalError(
                f"The list of what was printed, {self._path}, cannot be read. Choose another folder, or look at what was printed "
                "and delete the list."
            ) from error

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
                "papers": {paper: state.value for paper, state in entry.papers.items()},
            }
            for key, entry in self.entries.items()
        }
        try:
            write_whole(self._path, (json.dumps({"schema": _SCHEMA, "entries": rows}, indent=1) + "\n").encode())
        except OSError as error:
            raise JournalError(f"{self._path} cannot be written: {error.strerror or error}. Nothing more is printed.") from error


def _entries(found: Any) -> dict[str, Entry]:
    if found["schema"] != _SCHEMA:
        raise ValueError(found["schema"])
    return {key: _entry(row) for key, row in found["entries"].items()}


def _entry(row: Any) -> Entry:
    papers = {str(paper): PaperState(state) for paper, state in row["papers"].items()}
    folder = str(row["folder"])
    if Path(folder).name != folder:
        raise ValueError(folder)
    return Entry(folder, datetime.fromisoformat(row["planned_at"]), papers)
