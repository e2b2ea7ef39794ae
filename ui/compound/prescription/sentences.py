"""Every sentence of the prescription on the screen: what is missing in it, what cannot be read, what was asked."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What is said of a request."""

    quoted: str = "“{words}”"

    # Who it is for
    born: str = "born\u00a0{day}"

    # Components
    vehicle: str = "Vehicle"
    filler: str = "Filler"
    shells: str = "Capsule shells"
    unnamed_component: str = "component"

    # The control total
    regimen_of_one_day: str = "{mass} naltrexone {salt} in {days}\u00a0day"
    regimen_of_days: str = "{mass} naltrexone {salt} in {days}\u00a0days"

    # When the patient was asked
    asked: str = "asked {day}"
    asked_on_no_day: str = "day of asking not written"

    # Entries of lists
    stopped: str = "stopped {day}"
    removed: str = "removed {day}"
    typed_not_added: str = "something typed in {lists} is not added"
    fault_not_added: str = "{fault} Not added yet."
    press_to_add: str = "Not added yet: press Enter or Add, or clear it."
    try_again: str = "Please try again. Not added yet."

    # What is missing or cannot be read
    needed_unread: str = "{what} (cannot be read)"
    unread: str = "{what} cannot be read"
    unread_and_more: str = "{what} cannot be read, and {more} more"
    missing: str = "{what} is still to be written"
    missing_and_more: str = "{what} is still to be written, and {more} more"
    elsewhere: str = "{what}: {sentence}"

    # What a file says that means nothing
    key_and_guess: str = "“{key}” ({guess})"
    one_means_nothing: str = "The file says {key}, which means nothing here."
    some_mean_nothing: str = "The file says {keys}, which mean nothing here."
    take_out_first: str = "Nothing can be planned until that is taken out."

    # Why a file cannot be opened
    not_json: str = "It is not JSON: line {line}, column {column}."
    number_too_long: str = "It holds a number that is too long."
    nested_too_deep: str = "It is nested too deep."
    no_prescription: str = "It holds no prescription: a request is one JSON object."
    not_an_object: str = "“{path}” must be an object."
    regimen_no_list: str = "“rx.regimen” must be a list of phases, each with a list of doses."
    too_many: str = "It has {count:,} entries; a prescription has at most {most}."
    too_many_at: str = "“{path}” has {count:,} entries; a prescription has at most {most}."
    said_twice: str = "It says “{key}” twice in one place, and only the prescriber knows which is meant."


TEXT: Final = Sentences()
