"""What the page Installation check says."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # The page, and its entry of the File menu
    page: str = "Installation check"
    menu_entry: str = "Check this &installation"

    # What it does
    check_again: str = "Check &again"
    close: str = "Cl&ose"
    checking: str = "Checking…"
    not_made: str = "The check could not be made. Install the program again."

    # The whole
    all_agree: str = "{summary}. Every reference case comes out as it should."
    some_failed: str = "{summary}. Do not use this installation: call who looks after it."
    which: str = "LDN Calc {version}, formulary {formulary}, {day} at\u00a0{time}."

    # Each case
    cases: str = "Cases of the installation check"
    passed: str = "Passed: {title} ({how}, case {case})"
    failed: str = "Failed: {title} ({how}, case {case})"
    read_out: str = "{title}. {detail}"
    expected_and_found: str = "Expected and found: {found}."
    expected: str = "Expected: {expected}. Found: {found}."
    source: str = "{source}."
    published: str = "{source} Published: {published}."


TEXT: Final = Sentences()
