"""Every sentence of the ways to make it."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the table of ways and the line of the chosen one say."""

    title: str = "Ways to make it"

    # Figures of each way
    worst_head: str = "Dose at worst"
    weighings_head: str = "Weighings"
    drug_head: str = "Drug needed"
    way_spoken: str = "{way}: Dose at worst {worst}, Weighings {weighings}, Drug needed {drug}"

    # Choosing one
    choose: str = "Choose"
    choose_way: str = "Choose {way}"
    chosen: str = "Chosen"
    chosen_way: str = "Chosen: {way}."
    take_back: str = "Take it back"
    take_back_way: str = "Take it back: {way}"

    # While they are searched, and where there are none
    working_out: str = "Working out other ways…"
    of_before: str = "From before the change"
    when_readable: str = "Worked out again when the prescription can be read."
    none_found: str = "No other way was found that this bench can make."
    not_comparable: str = "How far off this plan may be is not known, so it is not compared with others."
    failed: str = "The other ways could not be worked out."


TEXT: Final = Sentences()
