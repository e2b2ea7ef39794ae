"""The instruments that a plan says it uses, figure by figure as the request or the formulary's row has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Final

from ldn_calc.proof.amounts import amount_text, printed, written
from ldn_calc.proof.asked import Asked, AskedBalance
from ldn_calc.proof.bounds import check_fills, check_marks, check_weighing_error
from ldn_calc.proof.objects import entries, one_of, shape, show
from ldn_calc.proof.problems import ProblemError, Problems
from ldn_calc.proof.rows import Rows
from ldn_calc.quantities.units import Quantity, quantity

__all__ = ["LEAST_SPREAD", "Instrument", "read_instruments"]

LEAST_SPREAD: Final = Fraction(41, 100)
_SHELL: Final = ("size ", " capsule")


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as the steps use it: amounts are whole steps from `least` to `most`.

    A shell has `fill`, `size` and, where its row says what fills it, `chart`.
    """

    kind: str
    step: Quantity | None = None
    least: Quantity | None = None
    most: Quantity | None = None
    fill: Quantity | None = None
    size: str | None = None
    chart: Quantity | None = None

    @property
    def graduation(self) -> Quantity:
        """Its step.

        Raises:
            ProblemError: it has none; nothing is ever read on it.
        """
        if self.step is None:
            raise ProblemError("instrument-unsuitable", f"a reading on a {self.kind}", "a graduated instrument")
        return self.step

    @property
    def holds(self) -> Quantity:
        """The filler that fills it.

        Raises:
            ProblemError: it is no shell.
        """
        if self.fill is None:
            raise ProblemError("instrument-unsuitable", f"a fill of a {self.kind}", "a shell")
        return self.fill


def read_instruments(value: object, asked: Asked, rows: Rows, problems: Problems) -> dict[str, Instrument]:
    """Read the plan's instruments by name; what differs from the request or its row is recorded."""
    found: dict[str, Instrument] = {}
    for called, entry in entries(value, "plan.instruments").items():
        with problems:
            where = f"plan.instruments.{show(called)}"
            kind = one_of(entries(entry, where).get("kind"), f"{where}.kind", ("balance", "cylinder", "syringe", "shell"))
            match kind:
                case "balance":
                    found[called] = _read_balance(called, entry, where, asked, rows, problems)
                case "shell":
                    found[called] = _read_shell(called, entry, where, asked, rows, problems)
                case _:
                    found[called] = _read_graduated(called, entry, where, rows, problems)
    return found


def _read_graduated(called: str, entry: Any, where: str, rows: Rows, problems: Problems) -> Instrument:
    """A cylinder or an oral syringe, figure by figure as in its row."""
    is_cylinder = entry["kind"] == "cylinder"
    keys = ("capacity", "step", "smallest") if is_cylinder else ("capacity", "step")
    shape(entry, where, ("kind", *keys), ("tolerance",) if is_cylinder else (), problems)
    row = rows.row("instruments", called)
    figures = {key: printed(entry[key], "mL", f"{where}.{key}") for key in keys}
    if row is not None and row.get("in_stock", True) is not True:
        problems.add("instrument-differs", show(called), "an instrument that the formulary has in stock")
    if row is not None and row.get("kind") != entry["kind"]:
        problems.add("instrument-differs", f"{called} as a {entry['kind']}", f"a {show(row.get('kind'))}")
    for key, figure in figures.items():
        if row is not None and entry[key] != row.get(key) and figure != written(row.get(key), "mL", f"{called}: {key}"):
            problems.add("instrument-differs", f"{called}: {key} {show(entry[key])}", show(row.get(key)))
    if entry.get("tolerance") is not None:
        tolerance = printed(entry["tolerance"], "%", f"{where}.tolerance")
        if row is not None and tolerance != written(row.get("tolerance"), "%", f"{called}: tolerance"):
            problems.add("instrument-differs", f"{called}: tolerance {show(entry['tolerance'])}", show(row.get("tolerance")))
    if not figures["step"].magnitude:
        raise ProblemError("instrument-differs", f"{called}: step 0 mL", "graduations")
    if row is None and figures.get("smallest", figures["step"]) < figures["step"]:
        due = f"at least {amount_text(figures['step'], 'mL')}, one graduation"
        problems.add("instrument-differs", f"{called}: smallest {show(entry['smallest'])}", due)
    if entry["kind"] == "syringe":
        check_marks(called, figures["step"], figures["capacity"], problems)
    return Instrument(entry["kind"], figures["step"], figures.get("smallest"), figures["capacity"])


def _read_balance(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Instrument:
    shape(entry, where, ("kind", "readability", "minimum"), (), problems)
    if called != "balance":
        raise ProblemError("instrument-differs", show(called), "balance")
    readability = printed(entry["readability"], "mg", f"{where}.readability")
    minimum = printed(entry["minimum"], "mg", f"{where}.minimum")
    if not readability.magnitude:
        raise ProblemError("instrument-differs", f"{called}: readability 0 mg", "graduations")
    check_weighing_error(_error(asked, rows), asked, problems)
    capacity = None
    if asked.balance is not None:
        due_readability, due_minimum = asked.balance.readability, _minimum(asked.balance, asked, rows)
        capacity = asked.balance.capacity
    else:
        row = rows.row("instruments", called)
        if row is None:
            if minimum < readability:
                due = f"at least {amount_text(readability, 'mg')}, one reading"
                problems.add("instrument-differs", f"{called}: minimum {show(entry['minimum'])}", due)
            return Instrument("balance", readability, minimum)
        due_readability = written(row.get("readability"), "mg", f"{called}: readability")
        due_minimum = written(row.get("minimum"), "mg", f"{called}: minimum")
        capacity = written(row["capacity"], "mg", f"{called}: capacity") if "capacity" in row else None
    if readability != due_readability:
        problems.add(
            "instrument-differs", f"{called}: readability {show(entry['readability'])}", amount_text(due_readability, "mg")
        )
    if minimum != due_minimum:
        problems.add("instrument-differs", f"{called}: minimum {show(entry['minimum'])}", amount_text(due_minimum, "mg"))
    return Instrument("balance", due_readability, due_minimum, capacity)


def _minimum(balance: AskedBalance, asked: Asked, rows: Rows) -> Quantity:
    """The least to weigh: from sensitivity or repeatability and the error allowed, up to whole readings.

    As entered where it is, yet never below what the balance's own readability allows.
    """
    error = _error(asked, rows)
    if not error.magnitude:
        raise ProblemError("value-unreadable", "weighing_error 0 %", "more than zero")
    allowed = error.magnitude / 100
    if balance.sensitivity is not None:
        least = max(balance.sensitivity.magnitude, balance.readability.magnitude / 2) / allowed
    else:
        spread = Fraction(0) if balance.repeatability is None else balance.repeatability.magnitude
        least = 2 * max(spread, LEAST_SPREAD * balance.readability.magnitude) / allowed
    readings = ceil(least / balance.readability.magnitude)
    floor = quantity(readings * balance.readability.magnitude, "mg")
    return floor if balance.minimum is None else max(balance.minimum, floor)


def _error(asked: Asked, rows: Rows) -> Quantity:
    if asked.weighing_error is not None:
        return asked.weighing_error
    return written(rows.default("weighing_error"), "%", "weighing_error")


def _read_shell(called: str, entry: Any, where: str, asked: Asked, rows: Rows, problems: Problems) -> Instrument:
    shape(entry, where, ("kind", "filler_fill"), ("material",), problems)
    before, after = _SHELL
    size = called.removeprefix(before).removesuffix(after)
    if called != f"{before}{size}{after}":
        raise ProblemError("instrument-differs", show(called), "a shell named as in size 3 capsule")
    rows.row("shells", size)
    fill = printed(entry["filler_fill"], "mg", f"{where}.filler_fill")
    if not fill.magnitude:
        raise ProblemError("instrument-differs", f"{called}: {show(entry['filler_fill'])} fills it", "more than nothing")
    due_size = asked.capsule_size or rows.default("capsule_size")
    if size != due_size:
        problems.add("shell-size-differs", called, f"{before}{due_size}{after}")
    if entry.get("material") != asked.shell:
        found = f"{called} of {show(entry.get('material'))}"
        problems.add("shell-material-differs", found, f"a shell of {'no material by name' if asked.shell is None else asked.shell}")
    row = rows.row("fillers", asked.filler or rows.default("filler"))
    charted = None if row is None else _fills(row).get(size)
    chart = None if charted is None else written(charted, "mg", f"{called}: fill")
    due = asked.filler_fill or (fill if row is None else written(charted, "mg", f"{called}: fill"))
    check_fills(size, (("filler", fill), ("drug", asked.drug_fill)), problems)
    if fill != due:
        problems.add("instrument-differs", f"{called}: {show(entry['filler_fill'])} fills it", f"{amount_text(due, 'mg')} fills it")
    return Instrument("shell", fill=due, size=size, chart=chart)


def _fills(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """What fills a shell of each size: the pharmacy's own measured weights before the chart's."""
    return {**entries(row.get("fills"), "fills"), **entries(row.get("measured", {}), "measured")}
