"""What the page Batch says."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # The page, and its entry of the File menu
    page: str = "Batch"
    menu_entry: str = "&Batch…"

    # What is chosen
    add_files: str = "Add &files…"
    empty_list: str = "&Empty the list"
    close: str = "Cl&ose"
    folder: str = "Folder for the papers"
    no_folder: str = "choose or write a folder"
    choose: str = "Choose…"
    print_too: str = "Print them too"
    as_draft: str = "Also with open findings, as DRAFT"
    prescriptions: str = "Prescriptions of the batch"
    prescription_files: str = "Prescriptions (*.json)"

    # The files
    files_of_the_batch: str = "Files of the batch"
    no_files: str = "Add prescriptions: files as the window saves them, *.json."
    state_and_file: str = "{state}: {file}"
    print_again: str = "Print again"
    print_file_again: str = "Print {file} again"
    printed_when_going_on: str = "printed again when the batch goes on"

    # States, and how many files are in each
    waiting: str = "Waiting"
    invalid: str = "Cannot be read"
    refused: str = "Refused"
    review: str = "Needs a pharmacist"
    failed: str = "Failed"
    in_doubt: str = "In doubt"
    written: str = "Written"
    printed: str = "Printed"
    counted: str = "{count}\u00a0{state}"
    counted_waiting: str = "waiting"
    counted_invalid: str = "unreadable"
    counted_refused: str = "refused"
    counted_review: str = "for a pharmacist"
    counted_failed: str = "failed"
    counted_in_doubt: str = "in doubt"
    counted_written: str = "written"
    counted_printed: str = "printed"

    # How it stands
    start: str = "Start"
    start_button: str = "&Start"
    cancel_button: str = "&Cancel"
    go_on: str = "Go on"
    progress: str = "Progress of the batch"
    at_work: str = "At work…"
    still_at_work: str = "The batch is still at work. Cancel it, or wait until it is done."
    far: str = "{done}\u00a0of\u00a0{count}"
    far_minutes: str = "{done}\u00a0of\u00a0{count}, about {minutes}\u00a0min left"
    far_seconds: str = "{done}\u00a0of\u00a0{count}, about {seconds}\u00a0s left"
    to_do: str = "{count} to do."
    needed: str = "Still needed: {lacks}."
    needs_files: str = "files"
    needs_folder: str = "a folder"
    needs_paper: str = "a paper"
    needs_printer: str = "Choose a printer for the {paper} in Settings first: a batch asks for none."
    job_title: str = "Batch {paper}"
    done: str = "Done: {came}"
    stopped: str = "{why}. {came} Go on prints nothing twice."
    broke_off: str = "The batch stopped. What was printed is noted: go on prints nothing twice."


TEXT: Final = Sentences()
