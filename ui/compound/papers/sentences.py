"""Every sentence of the papers column and its print bar."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the papers column says; `{paper}` is one of `ui.kit.words.PAPER_WORDS`."""

    title: str = "Papers"
    label: str = "Label"
    sheet: str = "Sheet"
    worksheet: str = "Worksheet"
    master: str = "Master record"

    # Their language
    english: str = "English"
    spanish: str = "Spanish"
    as_printed: str = "{language}, as printed"
    to_check: str = "English, to check"

    # In place of a paper
    no_plan: str = "The papers appear here when there is a plan."
    drawing: str = "Drawing the papers…"
    cannot_be_made: str = "The {paper} cannot be made: {why}."
    not_drawn: str = "it could not be drawn"

    # Printing
    print_paper: str = "Print {paper}"
    save: str = "Save as PDF"
    printing: str = "Printing the {paper}…"
    ready: str = "Ready."
    ready_for: str = "Ready to print for {pharmacy}."
    practice_mark: str = "Practice papers carry the practice mark."

    # Why printing is off
    off: str = "Printing is off: {reasons}."
    off_and_more: str = "Printing is off: {reasons}; and {more} more."
    nothing_planned: str = "nothing is planned yet"
    not_planned_yet: str = "what stands in the form is not planned yet"
    calculation_only: str = "this is a calculation without a patient, of which only the worksheet prints"
    paper_not_made: str = "the {paper} cannot be made"
    copy_to_check: str = "this copy is to check; the {paper} prints in {language}"


TEXT: Final = Sentences()
