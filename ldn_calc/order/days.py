"""Checks on what day it is: the day made, the day the answers were given, and last days of use.

Nothing that a request dates may be believed because it is well formed. The reader refuses what lies on the wrong side of the
clock; here stands what is possible and must be looked at.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.order.prescription import Request

__all__ = ["check_answers_fresh", "check_kept_lot", "check_made_on", "check_months", "check_over"]

_ISSUED: Final = re.compile(
    r"(?P<whose>.+)-(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-(?:[01][0-9]|2[0-3])[0-5][0-9]", re.ASCII
)
_HANDED_OUT: Final = re.compile(r"(?P<whose>.+-[0-9]{1,3})-(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-.+", re.ASCII)
"""A lot whose tail is another than the time; number, fill and day stand before it all the same."""

_LATEST_RECORD: Final = 1
"""Days back that a preparation may be entered without a word: yesterday's, written up this morning."""

_ANSWERS_KEEP: Final = 30
_ANSWERS_KEEP_ON_A_LATER_FILL: Final = 14
"""Days before the day made that answers about opioids, medicines and pregnancy are good for."""

_NO_DAY: Final = "no day entered"


def check_made_on(request: Request) -> list[Finding]:
    """Made more than a day before the clock's date."""
    days = (request.today - request.compounded_on).days
    if days <= _LATEST_RECORD:
        return []
    facts = {"days": f"{days} days", "compounded_on": request.compounded_on.isoformat()}
    return [Finding("made-in-the-past", Severity.REVIEW, "compounded_on", facts)]


def check_kept_lot(request: Request) -> list[Finding]:
    """A lot that this program issued, kept in a request that has since become another prescription's, fill's or day's.

    The lot of a preparation that was made before it was issued is right: its papers came later.
    """
    lot = request.preparation.lot
    issued = (_ISSUED.fullmatch(lot) or _HANDED_OUT.fullmatch(lot)) if lot else None
    if issued is None:
        return []
    begun = _day_of(issued)
    mine = issued["whose"] == f"{request.rx.number}-{request.fill.number}"
    if begun is None or (mine and begun >= request.compounded_on):
        return []
    return [Finding("lot-of-another", Severity.REVIEW, "preparation.lot", {"lot": str(lot)})]


def _day_of(issued: re.Match[str]) -> date | None:
    """The day that an issued lot names; None where it is no day, so that the lot is of another make."""
    try:
        return date(2000 + int(issued["year"]), int(issued["month"]), int(issued["day"]))
    except ValueError:
        return None


def check_answers_fresh(request: Request) -> list[Finding]:
    """Answers of an earlier day, or of no day on a later fill: opioids, medicines and pregnancy may have changed since.

    On the first fill answers without a day are taken as given on the day it is made.
    """
    if request.rx.is_calculation and request.screening.asked_on is None:
        return []
    asked, made, later_fill = request.screening.asked_on, request.compounded_on, request.fill.number > 1
    if asked is None and not later_fill:
        return []
    keep = _ANSWERS_KEEP_ON_A_LATER_FILL if later_fill else _ANSWERS_KEEP
    if asked is not None and (made - asked).days <= keep:
        return []
    facts = {"asked_on": asked.isoformat() if asked else _NO_DAY, "compounded_on": made.isoformat()}
    return [Finding("answers-to-confirm", Severity.REVIEW, "screening.asked_on", facts)]


def check_months(request: Request) -> list[Finding]:
    """Expiries entered as a month, as packs print them: which day that is."""
    return [
        Finding("expiry-month-only", Severity.NOTE, path, {"month": said, "expires_on": last.isoformat()})
        for path, said, last in request.months
    ]


def check_over(request: Request, last_use: date, last_dose: date) -> list[Finding]:
    """What is already over by the clock: nothing prints for it.

    Args:
        request: the request.
        last_use: the beyond-use date of its plan.
        last_dose: the day of the plan's last dose.
    """
    end = min(last_use, last_dose)
    if end >= request.today:
        return []
    facts = {"date": end.isoformat(), "today": request.today.isoformat()}
    return [Finding("already-over", Severity.STOP, "compounded_on", facts)]
