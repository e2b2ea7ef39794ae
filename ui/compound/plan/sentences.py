"""Every sentence of the plan column; what the plan itself says (its steps, findings, working) comes written from the program."""

from __future__ import annotations

from typing import Final

__all__ = ["TEXT", "Sentences"]


class Sentences:
    """What the plan column says."""

    title: str = "Plan"

    # State
    state: str = "State of the plan"
    state_and_findings: str = "State of the plan and findings"
    nothing_to_plan: str = "Nothing to plan yet"
    still_needed: str = "Still needed: {needed}."
    unreadable: str = "This prescription cannot be read"
    refused: str = "Refused: not to be made as it is written"
    calculation: str = "Calculation without a patient: numbers, and a worksheet that says so"
    not_proved: str = "Not proved"
    proved_exactly: str = "Proved: every dose holds exactly what was prescribed"
    proved_within: str = "Proved: every dose holds what was prescribed, within {difference}"

    # Findings
    stop: str = "Stop"
    to_settle: str = "To settle"
    settle: str = "Settle…"
    settle_finding: str = "Settle: {finding}"
    answer: str = "Answer…"
    answer_finding: str = "Answer: {finding}"
    settled: str = "Settled: {fact}. {reason}. {by}"
    take_back: str = "Take back"
    take_back_finding: str = "Take back: {finding}"

    # Settling one
    reason: str = "&Reason"
    reason_spoken: str = "Why this may stand: {finding}"
    your_name: str = "Your &name"
    your_name_spoken: str = "Your name"
    settle_now: str = "Settle"
    cancel: str = "Cancel"
    write_reason: str = "Write why it may stand, in two words or more."
    write_name: str = "Write your name or initials."

    # The large numbers
    weigh: str = "Weigh"
    count: str = "Count"
    make_up_to: str = "Make up to"
    fill: str = "Fill"
    take: str = "Take {when}"
    with_lot: str = "{material}, lot\u00a0{lot}"
    for_capsules: str = "{strength} capsules: {what}"
    into_vessel: str = "{material}, {vessel}"
    each_capsule: str = "size\u00a0{size}, {mass} each"
    day_for_dose: str = "day {day}, for a dose of {dose}"
    days_for_dose: str = "days {days}, for a dose of {dose}"
    some_days_for_dose: str = "days {days}, {which}, for a dose of {dose}"
    drawn_for: str = "{days}: {draws}"
    capsules_of: str = "of {strength}, {days}"

    # Doses
    doses: str = "Doses in this fill"
    days_head: str = "Days"
    dates_head: str = "Dates"
    dose_head: str = "Dose"
    take_head: str = "Take"
    take_with: str = "Take, {instrument}"
    syringe: str = "{volume} syringe"
    with_size: str = "{taken} ({volume}\u00a0size)"
    taken_when: str = "{taken} {when}"
    days_from_to: str = "{first} to {last}"
    dates_from_to: str = "{first}\u00a0to {last}"
    some_of_dates: str = "{dates}, {which}"

    # Over the drawings of a dose
    drawn_day: str = "Day {day}"
    drawn_days: str = "Days {days}"
    drawn_some_days: str = "{days}, {which}"
    drawn_when: str = "{days} {when}"
    drawn_capsules: str = "{days}: {capsules}"
    drawn_more_capsules: str = "and {capsules}"
    fill_to: str = "{days}: fill to {volume}"
    first_fill_to: str = "{days}: first fill to {volume}"
    then_fill_to: str = "then fill to {volume}"
    not_to_scale: str = "Not to scale"

    # Beyond use
    do_not_use_after: str = "Do not use after"
    do_not_use_after_day: str = "Do not use after {day}"
    keep: str = "Keep {storage}"

    # Steps and working
    steps: str = "Steps"
    working: str = "Working"
    show_working: str = "Show the working"
    hide_working: str = "Hide the working"
    other_ways: str = "Other ways"

    # How far off it could be
    how_far_off: str = "How far off it could be"
    strength_in_bottle: str = "Strength in the bottle"
    strength_in_capsules: str = "Strength in the capsules"
    dose_in_hand: str = "Dose in the hand"
    typical: str = "typical {error}"
    at_worst: str = "at worst {error}"
    bar: str = "{what}: {error}, an error {kind}"
    not_counted: str = "Not counted in: {what} ({error})."
    not_counted_dose: str = "Not counted in: {what} ({error}); with it a dose at worst {dose}."

    # Notes
    notes: str = "Notes"
    own_rows: str = "Planned with this pharmacy’s own {rows}."
    own_row: str = "{row} ({source})"
    own_policies: str = "policies"


TEXT: Final = Sentences()
