"""`ldn-calc check`: every reference case of this installation recomputed."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from ldn_calc.application.files.whole_files import write_whole
from ldn_calc.application.installation.checking import CaseResult, Checked, check_installation, check_pdf
from ldn_calc.application.papers.printed import PaperError
from ldn_calc.cli.clock import now_or
from ldn_calc.cli.words import complain, say

__all__ = ["run_check"]


def run_check(chosen: Namespace) -> int:
    """Recompute, say what failed and how many passed; 1 where a case failed or the evidence cannot be written."""
    checked = check_installation(now_or(chosen.clock))
    say(json.dumps(_document(checked), ensure_ascii=False, indent=2) if chosen.json else "\n".join(_lines(checked)))
    if chosen.pdf is not None:
        try:
            write_whole(chosen.pdf, check_pdf(checked))
        except PaperError as error:
            complain(str(error))
            return 1
        except OSError as error:
            complain(f"{chosen.pdf} cannot be written: {error.strerror or error}.")
            return 1
    return 1 if checked.failed else 0


def _lines(checked: Checked) -> list[str]:
    lines = []
    for case in checked.cases:
        if not case.passed:
            lines.append(f"FAILED {case.id}: {case.title} ({case.how})")
            lines += [f"  found    {key}: {text}" for key, text in case.found.items()]
            lines += [f"  expected {key}: {text}" for key, text in case.expected.items()]
    return [*lines, checked.summary]


def _document(checked: Checked) -> dict[str, Any]:
    return {
        "version": checked.version,
        "formulary": checked.formulary,
        "at": checked.at.isoformat(timespec="minutes"),
        "passed": checked.passed,
        "failed": checked.failed,
        "cases": [_case(case) for case in checked.cases],
    }


def _case(case: CaseResult) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "calculator": case.how,
        "passed": case.passed,
        "expected": dict(case.expected),
        "found": dict(case.found),
        "published": case.published,
        "note": case.note,
        "source": case.source,
    }
