"""Every sentence about what was really weighed and measured."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the panel As made says, and of it the print bar."""

    title: str = "As made"
    open: str = "Enter what was really weighed"
    close: str = "Close what was really weighed"
    not_kept: str = "Not stored with the prescription, and nothing here changes the plan or the papers."

    # A row
    step: str = "Step {number}: {what}"
    each_capsule: str = "Each capsule holds {planned}"
    each_capsule_how: str = "the average of those weighed, without the shell"
    really_weighed: str = "Really weighed"
    really: str = "{what}, really"

    # How an amount differs
    as_planned: str = "as planned"
    outside: str = "{difference}, outside"
    within: str = "{difference}, within {tolerance}"
    within_one_step: str = "{difference}, within one step of the instrument"

    # The verdict
    go_on: str = "Go on"
    decide: str = "A pharmacist decides, with a reason"
    remake: str = "Remake"
    verdict_spoken: str = "{verdict}. {why}"
    on_the_bar: str = "As really made: {verdict}. Papers say what was planned."
    strength: str = "Strength: {strength}"
    strength_of: str = "Strength of {product}: {strength}"
    dose: str = "Dose of {prescribed} {when}: {delivered}, {difference}"

    # Instead of a verdict
    no_plan: str = "There is no plan to make."
    nothing_entered: str = "Nothing is entered yet."
    when_readable: str = "Calculated when every amount can be read."
    fault: str = "{found}: expected {expected}."
    left_out: str = "{left} of {all_amounts} amounts not entered: taken as planned."

    # Entries that nothing is calculated from
    unreadable: str = "The prescription cannot be read now. These amounts wait until it can."
    another_plan: str = "These amounts were entered for another plan. Nothing is calculated from them."
    clear: str = "Clear them"


TEXT: Final = Sentences()
