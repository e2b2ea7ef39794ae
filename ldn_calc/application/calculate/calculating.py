"""The bench calculators, for the command line and the window: what there is, and an answer with its working.

>>> found = calculate("minimum-weighable", {"sensitivity": "6 mg", "error": "5 %"})
>>> found.result["minimum"], found.working
('120 mg', ('6 mg ÷ 5 % = 120 mg.',))
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from ldn_calc.application.calculate.answer import Calculated
from ldn_calc.calculators.by_name import answer_to
from ldn_calc.calculators.catalogue import Calculator, Input, catalogue
from ldn_calc.calculators.reading import CalculationError, Fault, read_inputs

__all__ = [
    "Calculated",
    "CalculationError",
    "Calculator",
    "Fault",
    "Input",
    "calculate",
    "calculation_pdf",
    "calculators",
    "result_words",
]

_PLOT_WIDTH: Final = 440.0
_PLOT_WORDS: Final = 9.0
"""Points."""


def calculators() -> tuple[Calculator, ...]:
    """All of them, families together."""
    return tuple(catalogue().values())


def calculate(name: str, inputs: Mapping[str, str]) -> Calculated:
    """Answer one calculation; an input that is empty counts as not given.

    Raises:
        CalculationError: every fault of the name and the inputs at once.
    """
    read = read_inputs(name, inputs)
    answer = answer_to(read)
    stops = (read.calculator.stops,) if read.calculator.stops else ()
    return Calculated(name, dict(read.texts), dict(answer.result), (*answer.working, *stops), read.calculator.sources)


def calculation_pdf(calculated: Calculated, printed_on: date) -> bytes:
    """One Letter page: title, inputs, working, result, sources, a plot of weights, and the date that is handed in."""
    from ldn_calc.application.calculate.weights_drawing import plot_of, weights_plot  # with what it draws
    from ldn_calc.documents.single.calculation import CalculationPage, render_calculation  # ReportLab loads on first use

    plot = plot_of(calculated)
    calculator = catalogue()[calculated.calculator]
    labels = {each.key: each.label for each in calculator.inputs}
    page = CalculationPage(
        title=calculator.title,
        inputs=tuple((labels[key], _spaced(text)) for key, text in calculated.inputs.items()),
        working=calculated.working,
        result=tuple((key.replace("_", " "), result_words(found)) for key, found in calculated.result.items()),
        sources=calculated.sources,
        printed_on=printed_on,
        drawing=weights_plot(plot, _PLOT_WIDTH, _PLOT_WORDS) if plot is not None else None,
    )
    return render_calculation(page)


def _spaced(text: str) -> str:
    """A list with a space after each comma, so that a line can break there."""
    return ", ".join(part.strip() for part in text.split(","))


def result_words(found: Any) -> str:
    """One result as a person reads it: `yes`, `120 mg`, `270 mg, 540 mg`."""
    match found:
        case bool():
            return "yes" if found else "no"
        case None:
            return "none"
        case list() if not found:
            return "none"
        case list():
            return ", ".join(map(result_words, found))
        case dict():
            return ", ".join(f"{count} of {strength}" for strength, count in found.items())
        case _:
            return str(found)
