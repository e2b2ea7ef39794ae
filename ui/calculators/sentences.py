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

    # Plan this
    plan_this: str = "Plan &this"
    plan_this_spoken: str = "Plan this as a calculation without a patient"
    carried: str = "From the calculator “{calculator}”: a calculation without a patient."
    not_carried: str = "Not carried over: {what}."
    and_then: str = "{one}; {other}"
    left_times: str = "the times of day, which it does not ask"
    left_days: str = "the days, which it does not ask"
    left_doses: str = "doses and days, which it does not ask"
    left_many_doses: str = "the regimen, because more than two doses a day are not planned"
    left_long_phase: str = "the days, because a phase has at most 366"
    left_many_strengths: str = "the capsule strengths, because one or two are planned"
    left_keeps: str = "the days one fill keeps, which the plan finds"
    left_unit: str = "the quantity, because it is no volume and no number of capsules"
    left_fills: str = "the fills, because they hold for one capsule size, which it does not ask"
    left_densities: str = "densities and volume, because a plan goes by weights"
    left_at_hand: str = "the strength at hand, because a plan starts from powder or tablets"
    stands_one_dose: str = "What is used in a day stands as one dose."
    stands_as_weighed: str = "The drug in a capsule stands as the dose; the plan corrects its weight for potency."

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
