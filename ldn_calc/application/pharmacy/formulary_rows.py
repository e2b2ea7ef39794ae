"""Every row of the formulary for people and programs: what it says, where that is from, and whether it is the pharmacy's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ldn_calc.documents.values.stock import label_stocks
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.reference import shell_makers, studies
from ldn_calc.order.conditions import conditions
from ldn_calc.quantities.text import write

__all__ = ["formulary_document", "formulary_lines"]

_ABOUT: Final = frozenset({"source", "tag", "own_keys", "shipped_source"})


def formulary_document(formulary: Formulary) -> dict[str, Any]:
    """The rows in use by table and name, with what no plan is made of: studies, makers' shells, label stocks, evidence."""
    return {
        "schema": "ldn-calc/formulary/1",
        "formulary": formulary.fingerprint,
        "rows": formulary.rows,
        "reference": {"studies": _studies(), "shell_makers": _shells(), "label_stocks": _stocks(), "conditions": _conditions()},
    }


def formulary_lines(formulary: Formulary) -> list[str]:
    """The same in words: a row's figures, then its source and tag."""
    document = formulary_document(formulary)
    lines = [f"Formulary {document['formulary']}"]
    for table, rows in [*document["rows"].items(), *document["reference"].items()]:
        lines += ["", table.replace("_", " ").capitalize()]
        for name, row in rows.items():
            lines += [f"  {name}{' (own)' if row.get('tag') == 'own' else ''}"]
            lines += [f"    {key}: {_words(value)}" for key, value in row.items() if key not in _ABOUT]
            if "source" in row:
                lines.append(f"    source: {row['source']} [{row['tag']}]")
            if "own_keys" in row:
                own = ", ".join(row["own_keys"])
                lines.append(f"    own: {own}; the rest from: {row.get('shipped_source', 'the same')}")
    return lines


def _studies() -> dict[str, dict[str, Any]]:
    return {
        study.key: {
            "preparation": study.preparation,
            "strength": study.strength,
            "vehicle": study.vehicle,
            "days": dict(study.days),
            "result": study.result,
            "licenses": study.licenses,
            "does_not_license": study.does_not_license,
            "source": study.source,
            "tag": study.tag,
        }
        for study in studies()
    }


def _shells() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in shell_makers():
        row = {"maker": each.maker, "size": each.size, "material": each.material}
        row |= {"volume": write(each.volume)} if each.volume else {}
        row |= {"empty": write(each.empty)} if each.empty else {}
        row |= {key: words for key in ("spread", "differs", "advice") if (words := getattr(each, key))}
        found[each.key] = row | {"source": each.source, "tag": each.tag}
    return found


def _stocks() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for stock in label_stocks():
        row: dict[str, Any] = {"name": stock.name, "size": stock.size_words}
        if stock.grid is not None:
            row |= {"page": stock.grid.page, "columns": stock.grid.columns, "rows": stock.grid.rows}
        found[stock.key] = row | {"source": stock.source, "tag": stock.tag}
    return found


def _conditions() -> dict[str, dict[str, Any]]:
    return {
        each.key: {
            "name": each.name_en,
            "grade": each.grade_words,
            "direction": each.direction,
            "line": each.line_en,
            "checked": each.reviewed_on.isoformat(),
            "studies": [f"{study.citation}. {study.design}: {study.found} [{study.tag}]" for study in each.studies],
            "source": "the studies named here",
            "tag": "; ".join(dict.fromkeys(study.tag for study in each.studies)),
        }
        for each in conditions().values()
    }


def _words(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_words(inner)}" for key, inner in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
