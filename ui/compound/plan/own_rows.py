"""Which of the pharmacy's own rows a plan was made with, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.compound.plan.sentences import TEXT
from ui.kit.words import listed

if TYPE_CHECKING:
    from ldn_calc.procedure.printed import PrintedRow

__all__ = ["own_rows_sentence"]


def own_rows_sentence(rows: Sequence[PrintedRow]) -> str:
    """The own rows with their sources; empty where all rows are the shipped ones.

    >>> own_rows_sentence([{"table": "policies", "row": "defaults", "source": "SOP 12", "tag": "own", "own": True}])
    'Planned with this pharmacy’s own policies (SOP 12).'
    >>> own_rows_sentence([{"table": "policies", "row": "doses", "source": "range", "tag": "policy", "own": False}])
    ''
    """
    own = [TEXT.own_row.format(row=_name(row), source=row["source"]) for row in rows if row["own"]]
    return TEXT.own_rows.format(rows=listed(own)) if own else ""


def _name(row: PrintedRow) -> str:
    return TEXT.own_policies if row["table"] == "policies" else row["row"]
