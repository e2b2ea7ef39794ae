"""`ldn-calc calc NAME KEY=VALUE…`: one bench calculator, or the list of them.

An argument without = goes on from the one before it, so that `error=5 %` need not be quoted.
"""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from ldn_calc.application.calculate.calculating import (
    Calculated,
    CalculationError,
    Calculator,
    Fault,
    calculate,
    calculators,
    result_words,
)
from ldn_calc.cli.words import complain, say

__all__ = ["run_calc"]

_HELP = ("-h", "--help")


def run_calc(chosen: Namespace) -> int:
    """Answer one calculation and write it, as JSON or in words."""
    words: list[str] = [word for word in chosen.words if word != "--json" and word not in _HELP]
    as_json: bool = chosen.json or "--json" in chosen.words
    asked_for_help: bool = chosen.help or any(word in _HELP for word in chosen.words)
    if not words:
        say(_as_json({"calculators": [_description(each) for each in calculators()]}) if as_json else "\n".join(_list_lines()))
        return 0
    name = words[0]
    known = {each.name: each for each in calculators()}
    if asked_for_help and name in known:
        say(_as_json(_description(known[name])) if as_json else "\n".join(_help_lines(known[name])))
        return 0
    try:
        found = calculate(name, _pairs(words[1:]))
    except CalculationError as error:
        if as_json:
            say(_as_json(_invalid(name, error.faults)))
        complain("\n".join(_fault_lines(name, error.faults)))
        return 2
    say(_as_json(_answer(found)) if as_json else "\n".join(_answer_lines(found)))
    return 0


def _pairs(words: Sequence[str]) -> dict[str, str]:
    """Keys with their texts.

    Raises:
        CalculationError: a word before the first key, or a key written twice.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    last = ""
    for word in words:
        key, equals, text = word.partition("=")
        if equals:
            last = key.strip()
            if last in found:
                faults.append(Fault(last, f"{found[last]} and {text}", "each key once"))
            found[last] = text
        elif last:
            found[last] += f" {word}"
        else:
            faults.append(Fault("", word, "KEY=VALUE, as in error=5%"))
    if faults:
        raise CalculationError(tuple(faults))
    return found


def _answer(found: Calculated) -> dict[str, Any]:
    return {
        "calculator": found.calculator,
        "inputs": found.inputs,
        "result": found.result,
        "working": list(found.working),
        "sources": list(found.sources),
    }


def _invalid(name: str, faults: Sequence[Fault]) -> dict[str, Any]:
    errors = [{"path": each.key or "calculator", "found": each.found, "expected": each.expected} for each in faults]
    return {"calculator": name, "status": "invalid", "errors": errors}


def _answer_lines(found: Calculated) -> list[str]:
    lines = [f"{key}: {result_words(each)}" for key, each in found.result.items()]
    return [*lines, "", *found.working, "", *(f"Source: {source}" for source in found.sources)]


def _fault_lines(name: str, faults: Sequence[Fault]) -> list[str]:
    head = "1 thing cannot be used:" if len(faults) == 1 else f"{len(faults)} things cannot be used:"
    return [f"{name}: {head}", *(f"  {each.key or 'calculator'}: found {each.found}; expected {each.expected}" for each in faults)]


def _description(calculator: Calculator) -> dict[str, Any]:
    return {
        "calculator": calculator.name,
        "title": calculator.title,
        "family": calculator.family,
        "about": calculator.about,
        "inputs": [
            {
                "key": each.key,
                "label": each.label,
                "kind": each.kind,
                "example": each.example,
                "required": each.required,
                "choices": list(each.choices),
                "note": each.note,
            }
            for each in calculator.inputs
        ],
        "sources": list(calculator.sources),
    }


def _list_lines() -> list[str]:
    """Every calculator under its family, with its keys; those that may be left out in brackets."""
    lines: list[str] = []
    family = ""
    for each in calculators():
        if each.family != family:
            family = each.family
            lines += [*([""] if lines else []), family]
        keys = " ".join(asked.key if asked.required else f"[{asked.key}]" for asked in each.inputs)
        lines.append(f"  {each.name:20} {keys}")
    return [*lines, "", "ldn-calc calc NAME --help shows what each key is."]


def _help_lines(calculator: Calculator) -> list[str]:
    lines = [f"{calculator.name}: {calculator.title}", calculator.about, ""]
    for each in calculator.inputs:
        needed = "" if each.required else " (may be left out)"
        choices = f"; one of {', '.join(each.choices)}" if each.choices else ""
        note = f"; {each.note}" if each.note else ""
        lines.append(f"  {each.key:16} {each.label}{needed}, as in {each.key}={_quoted(each.example)}{choices}{note}")
    return [*lines, "", *(f"Source: {source}" for source in calculator.sources)]


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _as_json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
