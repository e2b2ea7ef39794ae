"""What is said about papers and printers, wherever something is printed or saved."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # What can be chosen about a paper
    label_stock: str = "Label stock"
    start_at_label: str = "Start at label"
    form_of_the_sheet: str = "Form of the sheet"
    sheet_full: str = "Full"
    sheet_short: str = "Two pages"
    sheet_large: str = "Large print"
    without_condition: str = "Leave condition and evidence off"
    stickers: str = "Warnings again, as stickers to cut off"
    to_a_sheet: str = "{stock} ({labels}\u00a0to\u00a0a\u00a0sheet)"

    # The desk
    paper: str = "Paper"
    stock: str = "Stock"
    printer: str = "Printer"
    shown_at: str = "Shown at"
    us_letter: str = "US Letter"
    a4: str = "A4"
    inches: str = "{across}\u00a0×\u00a0{down}\u00a0in"
    one_label: str = "1\u00a0label"
    labels: str = "{count}\u00a0labels"
    one_page: str = "1\u00a0page"
    pages: str = "{count}\u00a0pages"
    of_true_size: str = "{percent} % of true size"

    # Where a paper prints
    asked_when_printing: str = "asked for when you print"
    label_printer: str = "{printer} (ZPL, {resolution} dpi)"

    # Printing
    printing: str = "Printing…"
    sent_to: str = "Sent to {printer}."
    printed_to_file: str = "Printed to the file {file}."
    not_remembered: str = "{done} The printer is not remembered: {fault}"
    was_not_printed: str = "The {paper} was not printed."
    cannot_be_made: str = "The {paper} cannot be made: {fault}."
    not_drawn: str = "it could not be drawn"

    # Saving
    save_paper: str = "Save {paper} as PDF"
    pdf_files: str = "PDF (*.pdf)"
    pdf_and_text_files: str = "PDF, and plain text beside it to be read aloud (*.pdf)"
    there_already: str = "{file} is there already. Saving puts this {paper} in its place."
    saved_as: str = "Saved as {file}."
    saved_with_text: str = "Saved as {file}, and as plain text in {text}."
    was_not_saved: str = "{file} was not saved: {fault}. Choose another folder."

    # What the system's printers answer
    the_printer: str = "The printer"
    no_such_printer: str = "This computer has no printer {printer}. Choose another in Settings."
    no_such_tray: str = "The printer {printer} has no tray {tray}. It has {trays}. Choose one in Settings."
    no_trays: str = "The printer {printer} has no tray {tray}. Its driver lists none. Leave the tray empty in Settings."
    page_not_taken: str = "{printer} did not take page {page} of {count}. Look at the printer, then print again."
    stopped: str = "{printer} stopped before the last page. Look at the printer, then print again."

    # What a driver makes of a page
    driver: str = "{dots}, {across} × {down} mm"
    driver_with_edge: str = "{driver}, prints up to {edge} mm from the edge"
    dpi: str = "{dots} dpi"
    no_such_paper: str = "{printer} has no paper of {across} × {down} mm: choose another stock or add the paper."
    scales: str = "{printer} scales: it draws on {across} × {down} mm of the page."
    leaves_white: str = (
        "{printer} leaves {sides} mm white at the sides and {ends} mm at top and bottom: what stands nearer to the edge is cut off."
    )


TEXT: Final = Sentences()
