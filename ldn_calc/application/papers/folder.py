"""Papers of one prescription in one folder: all written or none, and never beside or over those of another prescription or plan.

Each paper says in its own keywords to which lot, prescription and plan it belongs, by digests and without a patient's data; so the
folder needs no list of its own, and what was renamed or copied there is still known.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ldn_calc.application.files.locks import FolderBusyError, only_one
from ldn_calc.application.files.text_files import UnreadableError, read_bytes
from ldn_calc.application.files.whole_files import write_together
from ldn_calc.application.plan.planning import Planned
from ldn_calc.procedure.printer import print_plan

__all__ = ["PaperFolderError", "check_folder", "mark_of", "told_papers", "write_papers"]

_SCHEMA: Final = "ldn-calc/paper/1"
_PAPERS: Final = ("label", "sheet", "worksheet", "master")
_PDF: Final = ".pdf"
_TEXT: Final = ".txt"
_DIGITS: Final = 32
_MOST_BYTES: Final = 50_000_000
_WAIT_SECONDS: Final = 10.0


class PaperFolderError(Exception):
    """Papers that would stand beside or over those of another prescription or plan are not written; says what to do."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What a paper says of itself.

    Attributes:
        prescription: digest of number and patient.
        plan: digest of everything that the papers say.
        lot: as printed.
    """

    prescription: str
    plan: str
    lot: str

    def __str__(self) -> str:
        return f"{_SCHEMA} {self.prescription} {self.plan} {self.lot}"


def mark_of(planned: Planned) -> str:
    """The keywords of every paper of a planned request.

    Raises:
        ValueError: there is no plan.
    """
    request, plan = planned.request, planned.proved
    if request is None or plan is None:
        raise ValueError("there is no plan")
    document = json.loads(json.dumps(request.document))
    document["compounded_on"] = str(request.compounded_on)
    document.get("preparation", {}).pop("lot", None)
    if not document.get("preparation"):
        document.pop("preparation", None)
    document.pop("settled", None)
    patient = request.rx.patient
    prescription = _digest([request.rx.number, patient.name, str(patient.birth_date)])
    return str(_Mark(prescription, _digest([document, print_plan(plan)]), plan.lot))


def check_folder(folder: Path, papers: Collection[str], mark: str, texts: Collection[str] = ()) -> None:
    """Whether papers of these kinds may be written into a folder, as `write_papers` will find it.

    Raises:
        PaperFolderError: they may not.
    """
    if folder.is_dir():
        _check(folder, _names(papers, texts), _read_mark(mark))


def told_papers(folder: Path, papers: Collection[str]) -> list[str]:
    """Which of these kinds have a text in a folder: theirs are written again, or they would be those of older papers."""
    return [paper for paper in papers if os.path.lexists(folder / f"{paper}{_TEXT}")]


def write_papers(folder: Path, papers: Mapping[str, bytes], mark: str, texts: Mapping[str, str] | None = None) -> list[Path]:
    """Write papers as `label.pdf` and the like, all of them or none; the folder is made where there is none.

    The papers of the same plan are replaced one by one; those of another plan of the same prescription only all at once.

    Args:
        folder: where to.
        papers: by kind.
        mark: of the plan they were made from, by `mark_of`.
        texts: by kind, the same papers as plain text, each written beside its PDF with the mark as its last line.

    Returns:
        Their files, in the order given.

    Raises:
        PaperFolderError: the folder holds papers that these must not be mixed with.
        OSError: the disk did not take them; what was there is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with only_one(folder, _WAIT_SECONDS):
            texts = texts or {}
            _check(folder, _names(papers, texts), _read_mark(mark))
            files = {folder / f"{paper}{_PDF}": pdf for paper, pdf in papers.items()}
            files |= {folder / f"{paper}{_TEXT}": f"{text}\n{mark}\n".encode() for paper, text in texts.items()}
            write_together(files)
    except FolderBusyError as error:
        raise PaperFolderError(
            f"Another program is writing papers into {folder}. Wait, or choose another folder. Nothing was written."
        ) from error
    return list(files)


def _names(papers: Collection[str], texts: Collection[str]) -> list[str]:
    return [*(f"{paper}{_PDF}" for paper in papers), *(f"{paper}{_TEXT}" for paper in texts)]


def _check(folder: Path, names: Collection[str], mine: _Mark | None) -> None:
    """Whether these files may stand in the folder.

    Raises:
        PaperFolderError: they may not.
    """
    for name in _names(_PAPERS, _PAPERS):
        path = folder / name
        if not path.exists() and not path.is_symlink():
            continue
        found = _mark_in(path)
        if mine is None or found is None:
            raise PaperFolderError(
                f"{folder} holds a {path.name} that does not say to which prescription it belongs. Choose another folder, or take "
                "it away. Nothing was written."
            )
        if found.prescription != mine.prescription:
            raise PaperFolderError(
                f"{folder} holds the papers of another prescription ({path.name}, lot {found.lot}). Choose another folder. "
                "Nothing was written."
            )
        if found.plan != mine.plan and name not in names:
            raise PaperFolderError(
                f"{folder} holds a {path.name} of another plan of this prescription (lot {found.lot}), which would stand beside "
                f"the new papers of lot {mine.lot}. Print it with them, or choose another folder. Nothing was written."
            )


def _mark_in(path: Path) -> _Mark | None:
    """What a file says of itself; None where it says nothing, or is no paper."""
    if path.suffix == _TEXT:
        try:
            lines = read_bytes(path, _MOST_BYTES).decode("utf-8", "replace").splitlines()
        except UnreadableError:
            return None
        return _read_mark(lines[-1]) if lines else None
    from pypdfium2 import PdfiumError  # type: ignore[import-untyped]

    from ldn_calc.printing.pages import open_pages

    try:
        with open_pages(read_bytes(path, _MOST_BYTES)) as pages:
            return _read_mark(pages.keywords())
    except (UnreadableError, PdfiumError):
        return None


def _read_mark(text: str) -> _Mark | None:
    schema, _, rest = text.partition(" ")
    parts = rest.split(" ", 2)
    return _Mark(*parts) if schema == _SCHEMA and len(parts) == len(_Mark.__slots__) else None


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
