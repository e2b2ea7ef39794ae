"""What the page Settings says: its four parts, the fields of the pharmacy's own rows, and what came of saving."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """A second language is a subclass with other values."""

    # The page, and its entry of the File menu
    page: str = "Settings"
    menu_entry: str = "Settin&gs…"

    # Its parts
    parts_of_the_settings: str = "Parts of the settings"
    pharmacy: str = "Pharmacy"
    papers_and_printers: str = "Papers and printers"
    policies: str = "Policies"
    own_materials: str = "Own materials"
    unsaved: str = "What was changed in the settings is not saved."
    not_saved: str = "Not saved. Put right what is marked under {parts}."
    saved: str = "Saved. Everything is planned and drawn with it."
    changed: str = "Changed and not saved: {parts}."
    written_anew: str = "{fault} Saving here writes it anew."
    all_saved: str = "All settings are saved."

    # Pharmacy
    pharmacy_name: str = "Pharmacy name"
    too_long: str = "At most 200 characters."

    # Papers and printers
    about_printers: str = (
        "Each paper keeps its printer. A ruler page shows whether the printer prints at true size: lay a ruler on it."
    )
    stock: str = "Label stock to begin with"
    sheet: str = "Form of the sheet to begin with"
    prints_on: str = "Prints on"
    system_printer: str = "Printer of this computer"
    network_printer: str = "ZPL label printer, network"
    queue_printer: str = "ZPL label printer, raw queue"
    printer: str = "Printer"
    asked_each_time: str = "asked for each time"
    queue: str = "Raw queue"
    no_queue: str = "no queue found on this computer"
    host: str = "Name or address of the printer"
    host_example: str = "as in 192.168.1.50"
    port: str = "Port"
    resolution: str = "Resolution"
    dpi: str = "{dots} dpi"
    tray: str = "Tray"
    own_choice: str = "printer's own choice"
    tray_upper: str = "upper"
    tray_middle: str = "middle"
    tray_lower: str = "lower"
    tray_manual: str = "manual"
    tray_envelope: str = "envelope"
    tray_cassette: str = "cassette"
    tray_large: str = "large capacity"
    copies: str = "Copies"
    print_ruler: str = "Print ruler page"
    choose: str = "Choose…"
    host_lacks: str = "Write the printer's address, as in 192.168.1.50."
    queue_lacks: str = "Choose the queue of the label printer."
    port_wrong: str = "Write a number from 1 to 65535; most label printers have 9100."

    # The ruler page
    ruler_title: str = "Ruler {paper}"
    ruler_waits: str = "Not printed. Put right what is marked above first."
    ruler_label_printer: str = "{dots} dpi, {across} × {down} mm"
    printing: str = "Printing…"
    usual_printer: str = "the usual printer of this computer"
    ruler_sent: str = "Sent to {printer}: {driver}, nothing scaled. Lay a ruler on the page: its marks are millimeters."
    ruler_warned: str = "Sent to {printer}. {warning}"
    ruler_failed: str = "The ruler page was not printed."
    no_printer: str = "This computer has no printer. Add one in the system's settings, then open this page again."

    # Policies
    about_policies: str = (
        "These change what is planned. An empty field takes the shipped value. "
        "What is written here is kept in the pharmacy's own file, and every plan names it."
    )
    unread: str = "The file cannot be read as it stands. Correct it under Own materials."
    weighing_error: str = "Weighing error of the balance"
    beyond_use_days: str = "Beyond-use days"
    day_one: str = "the day made is day 1"
    days_after: str = "days after the day made"
    overfill_share: str = "Overfill of a liquid, share"
    overfill_least: str = "Overfill of a liquid, at least"
    overfill_a_draw: str = "Overfill for each draw"
    call_days: str = "The sheet says to call so many days before the last dose"
    overage: str = "Overage of capsules, share"
    extra_capsules: str = "Extra capsules, at least"
    balance_in_use: str = "Balance in use"
    row_balance: str = "the row balance"
    usual_vehicle: str = "Usual vehicle"
    usual_filler: str = "Usual filler"
    usual_size: str = "Usual capsule size"
    policies_source: str = "Where these come from"
    policies_source_example: str = "as in SOP 12, 3 Jan 2026"

    # Own materials: the list and its rows
    about_rows: str = (
        "What this pharmacy owns and has measured: balances, cylinders, syringes, fillers, vehicles, capsule shells. "
        "A row here takes the place of the shipped one, figure by figure."
    )
    rows_of_the_file: str = "Rows of the own file"
    no_row: str = "No row yet: everything is planned with the shipped rows."
    row: str = "{kind}: {name}"
    row_with_source: str = "{row}  ·  {source}"
    row_to_put_right: str = "{row}  ·  {count} to put right"
    add_a_row: str = "Add a row"
    which_one: str = "Which one"
    a_new_one: str = "a new one"
    new_name: str = "Name of the new one"
    add: str = "&Add"
    write_new_name: str = "Write its name, as it stands on the container or the instrument."
    in_the_list: str = "“{name}” is in the list already."
    remove_row: str = "&Remove this row"
    new_row: str = "A new row: write every figure that is not optional."
    shipped_row: str = "A shipped row: an empty field takes the shipped figure."
    row_in_text: str = "This row is changed in the text of the file."
    choose_one: str = "Choose one."
    shipped_choice: str = "{choice} (shipped)"
    shipped_value: str = "Shipped: {value}"

    # Own materials: the file as text
    edit_as_text: str = "Edit the file as text"
    back_to_fields: str = "Back to fields"
    readable_first: str = "The file must be readable first"
    own_file: str = "The pharmacy's own file"
    problem_list: str = "Problems of the file; Enter goes to the line"
    problem_in_line: str = "Line {line}: {sentence}"
    problem: str = "{place}: {sentence}"
    one_problem: str = "1 problem: nothing is saved until the file can be used."
    problems: str = "{count} problems: nothing is saved until the file can be used."
    can_be_used: str = "The file can be used."

    # Own materials: kinds of row
    balance: str = "Balance"
    cylinder: str = "Cylinder"
    syringe: str = "Oral syringe"
    filler: str = "Filler"
    vehicle: str = "Vehicle"
    shell: str = "Capsule shell"

    # Own materials: fields, and what stands in them while they are empty
    example: str = "as in {example}"
    source: str = "Where this is from"
    source_example: str = "as in certificate of 3 Jan 2026"
    in_stock: str = "In stock"
    yes: str = "yes"
    no: str = "no"
    readability: str = "One digit is"
    least_to_weigh: str = "Least to weigh"
    sensitivity: str = "Sensitivity (optional)"
    holds: str = "Holds"
    from_mark_to_mark: str = "From mark to mark"
    least_to_measure: str = "Least to measure"
    tolerance: str = "Tolerance"
    between_numbers: str = "Between numbers"
    scale: str = "Scale, 0 to full, measured"
    measured_fill: str = "Measured fill, size {size}"
    not_measured: str = "not measured"
    made_of: str = "Made of"
    made_of_example: str = "as in lactose"
    label_contains: str = "Label says it contains (optional)"
    name_in_steps: str = "Name in the bench steps"
    name_in_steps_example: str = "as in preserved vehicle"
    name_in_lists: str = "Name in lists (optional)"
    same_name: str = "the same"
    made_of_many: str = "Made of, with commas"
    made_of_many_example: str = "as in purified water, glycerol"
    amounts: str = "Amounts, in words"
    amounts_example: str = "as in glycerol 20 %, water to 100 %"
    beyond_use_kind: str = "Kind for beyond-use"
    aqueous_unpreserved: str = "water-based, no preservative"
    aqueous_preserved: str = "water-based, preserved"
    kept_in: str = "Kept in"
    refrigerator: str = "refrigerator"
    room_temperature: str = "room temperature"
    preservative: str = "Preservative (optional)"
    preservative_example: str = "as in sodium benzoate"
    studied: str = "Studied, {storage} (days)"
    no_study: str = "no study"
    body_holds: str = "Body holds"
    empty_weighs: str = "An empty one weighs"
    length_closed: str = "Length, closed"
    width_closed: str = "Width, closed"


TEXT: Final = Sentences()
