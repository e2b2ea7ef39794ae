"""A result that was kept: written with the texts it was made from, and opened again by the same door as a fresh plan.

Three texts make a plan for good: the request, the result and the formulary's rows. A stored result brings all three, so that its
papers say years later what they said on the day, whatever rows a pharmacy or a release has then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from ldn_calc.application.files.text_files import UnreadableError, composed_json, text_of
from ldn_calc.application.plan.planning import SCHEMA, Planned
from ldn_calc.application.plan.proving import planned_at, prove
from ldn_calc.formulary.formulary import Formulary, fingerprint_of
from ldn_calc.formulary.own_checks import check_merged
from ldn_calc.order.reading import read_request
from ldn_calc.procedure.printed import PrintedPlan, Result
from ldn_calc.procedure.reader import UnreadablePlanError, read_plan
from ldn_calc.reading.faults import FieldFaultError, RequestError
from ldn_calc.reading.json_text import read_json
from ldn_calc.reading.objects import Problems

__all__ = ["StoredError", "is_over", "kept_rows", "open_stored", "rows_of", "stored_result"]

_FIRST: Final = "ldn-calc/plan/1"
_TABLES: Final = ("substances", "vehicles", "fillers", "shells", "instruments", "beyond_use", "policies", "files")


class StoredError(Exception):
    """A stored result that cannot be opened; the message says why, for people."""


def stored_result(planned: Planned) -> dict[str, Any]:
    """The result with `request_text` and `formulary_text`; without them where there is no plan."""
    if planned.plan is None or planned.formulary is None:
        return dict(planned.result)
    return {**planned.result, "request_text": planned.text, "formulary_text": planned.formulary.text}


def kept_rows(result_text: str) -> Formulary | None:
    """The rows that the text of a stored result brings; None where it brings none, or is no result: the replay says that.

    Raises:
        StoredError: as `rows_of`.
    """
    try:
        result = read_json(result_text)
    except (FieldFaultError, ValueError):
        return None
    return rows_of(result) if isinstance(result, dict) else None


def rows_of(result: Mapping[str, Any]) -> Formulary | None:
    """The rows that a stored result brings; None where it brings none.

    Raises:
        StoredError: they are not those that its plan was made with, or rows that no pharmacy may have.
    """
    text = result.get("formulary_text")
    if text is None:
        return None
    if not isinstance(text, str) or fingerprint_of(text) != result.get("formulary"):
        raise StoredError("the rows kept with the result are not those it was made with")
    try:
        tables = json.loads(text)
        if sorted(tables) != sorted(_TABLES):
            raise StoredError("the rows kept with the result lack a table")
        rows = Formulary({name: tables[name] for name in _TABLES if name != "files"}, text)
        problems = Problems()
        own = [(table, name) for table, named in rows.rows.items() for name, row in named.items() if row.get("tag") == "own"]
        check_merged(rows.rows, own, problems)
        rows.read_all()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoredError(f"the rows kept with the result cannot be read ({type(error).__name__}: {error})") from error
    if problems.errors:
        told = "; ".join(f"{each.path}: found {each.found}, expected {each.expected}" for each in problems.errors)
        raise StoredError(f"the rows kept with the result cannot be: {told}")
    return rows


def open_stored(result_text: str | bytes, formulary: Formulary, request_text: str | bytes | None = None) -> Planned:
    """Open a stored result: proved again, screened again, its plan read back; its papers then print as they did.

    Args:
        result_text: the result as it was kept.
        formulary: the rows of today, for a result that brings none and was made with these.
        request_text: the request, where it is kept beside the result; a result that brings another one is refused.

    Raises:
        StoredError: it cannot be read, is not proved, or its rows are not at hand.
    """
    try:
        text = composed_json(text_of(result_text) if isinstance(result_text, bytes) else result_text)
        result = read_json(text)
        beside = composed_json(text_of(request_text) if isinstance(request_text, bytes) else request_text) if request_text else None
    except (UnreadableError, FieldFaultError, ValueError) as error:
        raise StoredError(f"it cannot be read: {error}") from error
    if not isinstance(result, dict) or result.get("schema") not in (_FIRST, SCHEMA):
        raise StoredError(f'it is no result of this program ("schema" is not {SCHEMA})')
    if not isinstance(result.get("plan"), dict):
        raise StoredError(f"it has no plan to print: it is {result.get('status')}")
    request = _request_of(result, beside)
    rows = rows_of(result) or formulary
    if rows.fingerprint != result.get("formulary"):
        raise StoredError("it was made with rows that are not at hand, and does not bring them")
    proved = prove(request, text, formulary, rows)
    if not proved.agrees:
        told = "; ".join(f"{each.code}: found {each.found}, expected {each.expected}" for each in proved.problems)
        raise StoredError(f"it is not proved ({told})")
    clock = planned_at(result)
    plan = _second(result["plan"], rows)
    try:
        read_plan(plan)
        read = read_request(request, clock.date(), rows) if clock is not None else None
    except (UnreadablePlanError, RequestError) as error:
        raise StoredError(f"it cannot be read back: {error}") from error
    if read is None:
        raise StoredError("it does not say when it was planned")
    kept = {key: value for key, value in result.items() if key not in ("request_text", "formulary_text")}
    return Planned(request, read, cast(Result, kept | {"schema": SCHEMA, "plan": plan}), rows)


def is_over(planned: Planned, today: date) -> bool:
    """Whether what was made must not be used any more."""
    return planned.plan is not None and read_plan(planned.plan).beyond_use.date < today


def _request_of(result: Mapping[str, Any], beside: str | None) -> str:
    brought = result.get("request_text")
    if brought is not None and not isinstance(brought, str):
        raise StoredError("the request kept with it is no text")
    if brought is None and beside is None:
        raise StoredError("it does not bring its request: name the request's file too")
    if brought is not None and beside is not None and brought != beside:
        raise StoredError("the request is not the one that this result was made from")
    return cast(str, brought if beside is None else beside)


def _second(plan: Mapping[str, Any], rows: Formulary) -> PrintedPlan:
    """The plan as the second schema writes it: a result of the first has the storage's English words, and no key.

    Raises:
        StoredError: no row of the formulary has these words.
    """
    use = plan["beyond_use"]
    if "storage_key" in use:
        return cast(PrintedPlan, plan)
    keys = [key for key, row in rows.rows["beyond_use"]["storages"].items() if row["en"] == use["storage"]]
    if len(keys) != 1:
        raise StoredError(f"no row of its formulary says where to keep it in these words: {use['storage']}")
    return cast(PrintedPlan, {**plan, "beyond_use": {**use, "storage_key": keys[0]}})
