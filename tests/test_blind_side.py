"""docs/hazards.md: every figure that plan and proof both take from the request alone stands there with what bounds it."""

from __future__ import annotations

import re
from pathlib import Path

from ldn_calc.order.prescription import Balance, Fill, PowderSource, Preparation, TabletSource
from ldn_calc.proof import asked

TEXT = (Path(__file__).parents[1] / "docs" / "hazards.md").read_text("utf-8")
SECTION = TEXT.partition("## What plan and proof both take from the request alone")[2]
ROWS = dict(re.findall(r"^- `([a-z_.]+)`: (.+)$", SECTION, re.MULTILINE))
OF_NO_FIGURE = {"written_on", "patient", "prescriber", "drug", "indication", "refills"}
"""Of `rx`: nothing of plan or proof follows from them."""


def due():
    """Every path, by planning's values and by the proof's own lists of keys."""
    nested = {"source", "balance"}
    paths = {f"rx.{key}" for keys in asked._RX for key in keys if key not in OF_NO_FIGURE}
    paths |= {f"fill.{key}" for key in Fill.__slots__} | {"compounded_on"}
    for keys in (asked._PREPARATION, Preparation.__slots__):
        paths |= {f"preparation.{key}" for key in keys if key not in nested}
    sources = {*PowderSource.__slots__, *TabletSource.__slots__, "kind"}
    paths |= {f"preparation.source.{key}" for key in sources}
    return paths | {f"preparation.balance.{key}" for key in Balance.__slots__}


def test_every_figure_stands_there_with_what_bounds_it():
    assert due() - ROWS.keys() == set()
    assert ROWS.keys() - due() <= {"preparation.lot", "preparation.components"}
    assert all(bound.strip() for bound in ROWS.values())
