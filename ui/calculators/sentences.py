"""What the page Calculators says; what a calculator itself asks and answers comes from the application."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # The list
    find: str = "Find a ca&lculator"
    none_found: str = "No calculator has these words. Try another, as in capsule or potency."
    calculators: str = "Calculators"

    # The fields
    parts_of_the_page: str = "Parts of the page"
    all_calculators: str = "All calculators"
    calculator: str = "Calculator"
    fields: str = "Fields of the calculator"
    clear: str = "Clear"
    clear_fields: str = "Clear the fields of {calculator}"
    optional: str = "{caption} (optional)"
    default: str = "default"
    example: str = "as in {example}"
    example_and_note: str = "{example}; {note}"
    write: str = "Write {expected}."
    needed: str = "Still needed: {inputs}."
    waiting_for: str = "Waiting for: {inputs}."

    # The answer
    result: str = "Result"
    result_and_working: str = "Result and working"
    working: str = "Working"
    sources: str = "Sources"
    copied: str = "Copied: what was given, the result and the working."
    named: str = "{name}: {words}"
    relative_standard_deviation: str = "Relative standard deviation"
    standard_deviation: str = "Standard deviation"
    second_stage: str = "stage 2"


TEXT: Final = Sentences()
