"""What each bench calculator is called and asks for, as `resources/text/calculators.toml` writes it.

>>> [each.key for each in catalogue()["weighing-error"].inputs]
['sensitivity', 'mass']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ldn_calc.resources import read_toml

__all__ = ["Calculator", "Input", "catalogue"]


@dataclass(frozen=True, slots=True)
class Input:
    """One key of a calculator.

    Attributes:
        key: as it is given on the command line.
        label: as it stands beside its field.
        kind: `mass`, `volume`, `strength`, `percent`, `density`, `count`, `number`, `numbers`, `masses`, `weights`, `date`,
            `dates`, `choice`, `overage`, `amount` or `regimen`.
        example: a text that can be read.
        required: whether an answer is impossible without it; a note says what else may be needed.
        choices: of a choice.
        note: what to know before filling it in.
        zero: whether zero is an answer too.
    """

    key: str
    label: str
    kind: str
    example: str
    required: bool
    choices: tuple[str, ...] = ()
    note: str = ""
    zero: bool = False


@dataclass(frozen=True, slots=True)
class Calculator:
    """One calculator: its name on the command line, its words, its inputs and its sources.

    Attributes:
        stops: where its answer stops and a plan goes on, the last line of the working; empty where there is nothing to say.
    """

    name: str
    title: str
    family: str
    about: str
    inputs: tuple[Input, ...]
    sources: tuple[str, ...]
    stops: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its inputs' keys, in order."""
        return tuple(each.key for each in self.inputs)


@cache
def catalogue() -> Mapping[str, Calculator]:
    """Every calculator by name, families together."""
    return {
        name: Calculator(
            name,
            row["title"],
            row["family"],
            row["about"],
            tuple(Input(**{**each, "choices": tuple(each.get("choices", ()))}) for each in row["inputs"]),
            tuple(row["sources"]),
            row.get("stops", ""),
        )
        for name, row in read_toml("text/calculators.toml").items()
    }
