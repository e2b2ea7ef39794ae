"""Keeping the lot of a final paper in the file that its request came from, before the paper leaves."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ldn_calc.application.files.locks import FolderBusyError, only_one
from ldn_calc.application.files.text_files import UnreadableError, composed_json, read_bytes, text_of
from ldn_calc.application.files.whole_files import write_whole
from ldn_calc.application.plan.lots import issue_lot, issued_lot
from ldn_calc.application.plan.planning import Planned, plan_request
from ldn_calc.formulary.formulary import Formulary

__all__ = ["FileChangedError", "KeptLot", "keep_lot"]

_ANY_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_WAIT_SECONDS: Final = 10.0


class FileChangedError(Exception):
    """The request's file is not what was read any more: papers of what it said before would carry a lot that it does not have."""


@dataclass(frozen=True, slots=True)
class KeptLot:
    """A plan with the lot that is to stay, and the request that keeps it.

    Attributes:
        planned: what its papers are made from.
        text: the request with its lot; None where nothing is to be written.
        why_not: why the lot cannot be kept in any file; empty where it can, or is.
    """

    planned: Planned
    text: str | None = None
    why_not: str = ""

    @classmethod
    def of(cls, planned: Planned, clock: datetime, formulary: Formulary) -> KeptLot:
        """Issue the lot of a plan that has none yet, and plan the request that says so: the same plan, with the lot for good."""
        if planned.proved is None or issued_lot(planned) is not None:
            return cls(planned)
        text = issue_lot(planned)
        again = plan_request(text, clock, formulary)
        if again.proved is None or again.proved.lot != planned.proved.lot:
            told = "; ".join(f"{each['path']}: expected {each['expected']}" for each in again.result.get("errors", []))
            return cls(planned, why_not=told or "with it, it would be planned otherwise")
        return cls(again, text)

    @property
    def lot(self) -> str:
        """As it is printed."""
        return self.planned.proved.lot if self.planned.proved is not None else ""


def keep_lot(file: Path | None, read: str, kept: KeptLot) -> str:
    """Write the lot into the request's file.

    Args:
        file: the request's; None for standard input.
        read: its text, as it was planned.
        kept: what it is to keep.

    Returns:
        Why it could not be kept, in a sentence; empty where it is kept.

    Raises:
        FileChangedError: the file says something else than was planned.
    """
    if kept.text is None and not kept.why_not:
        return ""
    why = kept.why_not or _why_not(file)
    if file is None or kept.text is None or why:
        return f"The lot {kept.lot} is not kept in the request ({why}): printed once more, its papers get another lot."
    try:
        with only_one(Path(os.path.realpath(file)).parent, _WAIT_SECONDS):
            now = composed_json(text_of(read_bytes(file)))
            if now == kept.text:  # printed twice in one minute
                return ""
            if now != read:
                raise FileChangedError(f"{file.name} was changed while its papers were made. Nothing was printed. Print it again.")
            write_whole(file, kept.text.encode())
    except (OSError, UnreadableError, FolderBusyError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"The lot {kept.lot} is not kept in {file.name} ({reason}): printed once more, its papers get another lot."
    return ""


def _why_not(file: Path | None) -> str:
    """Why nothing can be written into a request's file; empty where it can."""
    if file is None:
        return "it came from standard input"
    try:
        mode = file.stat().st_mode
    except OSError as error:
        return error.strerror or str(error)
    if not stat.S_ISREG(mode):
        return f"{file.name} is no file"
    return "" if mode & _ANY_WRITE and os.access(file, os.W_OK) else f"{file.name} is read-only"
