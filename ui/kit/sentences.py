"""What the controls, bars and dialogs say that every page uses, and how a list or a fault is put into words."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # Lists and faults
    these_and_last: str = "{these} and {last}"
    write: str = "Write {expected}."
    not_found: str = "Not “{found}”: {expected}."
    day_made: str = "the day it is made"

    # What a sentence calls each paper
    label: str = "label"
    sheet: str = "sheet"
    worksheet: str = "worksheet"
    master_record: str = "master record"
    calculation: str = "calculation"
    check: str = "check"
    vehicle: str = "record of the vehicle"

    # Columns
    parts_of_the_page: str = "Parts of the page"
    prescription: str = "Prescription"
    plan: str = "Plan"
    papers: str = "Papers"

    # Boxes and bars
    choose: str = "Choose…"
    copy_answer: str = "&Copy"
    print_it: str = "&Print"
    save_as_pdf: str = "Save as P&DF"
    save_settings: str = "&Save settings"
    discard_changes: str = "&Discard changes"

    # Dialogs
    prescription_files: str = "Prescriptions (*.json);;All files (*)"
    open_prescription: str = "Open prescription"
    save_prescription: str = "Save prescription"
    not_saved: str = "Not saved"
    save: str = "Save"
    discard_it: str = "Discard it"
    keep_working: str = "Keep working"
    save_over_it_question: str = "Save over it?"
    save_over_it: str = "Save over it"
    do_not_save: str = "Do not save"

    # The pharmacy, on its card and in the settings
    pharmacy_stands_on: str = (
        "It stands on every label, sheet and worksheet. Until it is set up, papers carry PRACTICE - NOT FOR DISPENSING."
    )
    address: str = "Address"
    phone: str = "Phone"
    write_name: str = "Write the name, as it is printed."
    write_address: str = "Write the address, as it is printed."
    write_phone: str = "Write the phone, as it is printed."


TEXT: Final = Sentences()
