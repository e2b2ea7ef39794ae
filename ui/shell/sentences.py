"""What the window itself says: its pages, the File menu, files, notices, the crash window and About."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    no_screen: str = "No screen was found, so the window cannot open. The command line works without one: ldn-calc plan RX.json"

    # The window and its pages
    new_title: str = "New prescription[*] - LDN Calc"
    file_title: str = "{file}[*] - LDN Calc"
    compound: str = "Compound"
    page_and_key: str = "{page} ({key})"

    # The title row
    practice_stored: str = "Practice mode: nothing is stored"
    practice_mode: str = "Practice mode"
    practice: str = "Practice"
    set_up_pharmacy: str = "Set up this pharmacy"
    file: str = "&File"
    new_beside_file: str = "Ne&w"

    # The File menu
    new: str = "&New"
    open: str = "&Open…"
    recent: str = "&Recent"
    nothing_recent: str = "No file was opened yet"
    save: str = "&Save"
    save_as: str = "Save &as…"
    print_paper: str = "&Print the paper shown…"
    save_paper: str = "Save the paper shown as P&DF…"
    pharmacy_name: str = "Pharmacy na&me and address…"
    about_entry: str = "&About LDN Calc"
    close: str = "&Close"

    # Files
    prescription_not_saved: str = "The prescription on the screen is not saved."
    cannot_be_opened: str = "{file} cannot be opened: {reason}."
    no_prescription: str = "{file} cannot be opened. {reason}"
    cannot_be_saved: str = "{file} cannot be saved: {reason}. The prescription is still here."
    open_elsewhere: str = (
        "{file} is open in another window too. What is saved there and here does not come together: close one of them."
    )
    there_already: str = "{file} is there already. Saving puts this prescription in its place."
    changed_meanwhile: str = "{file} was changed by somebody else since it was opened here. Saving now loses what they changed."
    gone_meanwhile: str = "{file} is no longer where it was opened: somebody moved or deleted it. Saving now writes it there again."
    one_at_a_time: str = "One prescription is open at a time: {file}. Open the others with Ctrl+O."
    file_stem: str = "prescription"

    # Notices, and the pharmacy's card
    close_message: str = "Close this message"
    take_it_out: str = "Take it out"
    this_pharmacy: str = "This pharmacy"
    name_on_the_card: str = "Pharmac&y name"
    save_pharmacy: str = "Save pharmacy"
    cancel: str = "Cancel"

    # When the program itself is at fault
    went_wrong: str = "Something went wrong inside the program. Nothing was printed by it."
    after_a_fault: str = (
        "Save the prescription, then start the program again, and check every number before you use it.\n\n"
        "A report without patient data is in\n{report}"
    )
    save_after_a_fault: str = "Save prescription…"

    # About
    about: str = "About LDN Calc"
    version: str = "LDN Calc {version}"
    formulary: str = "Formulary {formulary}"
    no_replacement: str = "Nothing here replaces a pharmacist's check. The program holds these parts, each under its own licence:"
    parts: str = "Parts"
    licence: str = "Licence"


TEXT: Final = Sentences()
