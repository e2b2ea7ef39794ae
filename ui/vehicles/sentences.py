"""What the page Vehicles says."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # The page, and its entry of the File menu
    page: str = "Vehicles"
    menu_entry: str = "Make a &vehicle"
    close: str = "Cl&ose"

    # What is asked
    fields: str = "What is made"
    about: str = "The pharmacy makes it itself. Enter its lot and last day with each preparation that it goes into."
    vehicle: str = "&Vehicle"
    volume: str = "Vo&lume"
    volume_example: str = "500 mL"
    lot: str = "Lo&t"
    lot_default: str = "from name and time"
    made_on: str = "&Made on"
    expires: str = "Last day of {ingredient}"
    expires_default: str = "if you enter it, no later use"

    # What comes of it
    result: str = "Steps and last day of use"
    choose: str = "Choose a vehicle and write a volume."
    working: str = "One moment…"
    not_made: str = "It could not be planned. Restart the program; if it happens again, report it."
    correct: str = "Correct what is marked."
    head: str = "{amount} {name}"
    until: str = "Do not use after {day}. Keep {storage}."
    lot_line: str = "Lot {lot}, made on {day}."
    steps: str = "Steps"
    step: str = "{number}. {do} {rest}"
    calculation: str = "Calculation"
    calculated: str = "{what}: {line}"
    proof: str = "Proved"
    held: str = "{amount} {name} in 100 mL, {difference} off the formula, by the instruments at worst {worst}."
    because: str = "Why this day"
    component: str = "In a preparation"
    component_line: str = "Enter it under Vehicle: lot {lot}, expires {day}."
    sources: str = "Formula after"


TEXT: Final = Sentences()
