"""What the patient sheet says, before anything is drawn: the given wording with this prescription's numbers in it.

The opioid box and the section with "compounded drug, not FDA-approved for this use" are fields without a default that
refuse to be empty: there is no sheet without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.label.auxiliary import warnings_needed
from ldn_calc.documents.label.content import banner_of
from ldn_calc.documents.sheet.dose_calendar import DoseCalendar, dose_calendar
from ldn_calc.documents.sheet.dose_rows import DoseRow, caption_of, dose_rows
from ldn_calc.documents.sheet.wallet_card import WalletCard, wallet_card
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.directions import marks_beside, plan_directions, syringes_needed
from ldn_calc.documents.words.runs import TIE, Run, Runs, plain, run, tie, tied
from ldn_calc.documents.words.sheet_text import Paragraph, Section, SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.conditions import conditions
from ldn_calc.order.prescription import Form, Language, StrengthAs, When
from ldn_calc.procedure.plan import Plan

__all__ = ["NotApproved", "OpioidBox", "SheetContent", "Take", "Title", "sheet_content"]


_CALL_AFTER_DAYS: Final = 3
"""Whoever missed more days calls before going on. No source gives a number for low doses: cautious, and a pharmacist's to judge."""


@dataclass(frozen=True, slots=True)
class OpioidBox:
    """The warning that stands first on every sheet: its first sentence largest, the others as points."""

    heading: str
    first: Runs
    points: tuple[Runs, ...]

    def __post_init__(self) -> None:
        if not self.heading or "opioid" not in plain(self.first) or len(self.points) < 4:
            raise ValueError("a sheet without the opioid warning is not made")


@dataclass(frozen=True, slots=True)
class NotApproved:
    """The section that says that this is a compounded drug, not approved for this use."""

    section: Section

    def __post_init__(self) -> None:
        words = " ".join(plain(paragraph.runs) for paragraph in self.section.paragraphs)
        if "FDA" not in words or not any(name in words for name in ("compounded drug", "medicamento compuesto")):
            raise ValueError("a sheet that does not say that the drug is compounded and not FDA-approved is not made")


@dataclass(frozen=True, slots=True)
class Title:
    """Patient, drug, form and strength; the last day of use beside the patient's name."""

    patient: str
    do_not_use_after: Runs
    drug: str
    detail: Runs


@dataclass(frozen=True, slots=True)
class Take:
    """How to take it: `start` where the first dose is later than the day it is made, else empty."""

    heading: str
    start: Runs
    rows: tuple[DoseRow, ...]
    after: tuple[Paragraph, ...]
    caption: Runs


@dataclass(frozen=True, slots=True)
class SheetContent:
    """The whole sheet in the order in which it prints.

    Attributes:
        form: how long and how large it is.
        language: of everything but the drug's name and the wallet card.
        banner: PRACTICE or DRAFT over every page, or nothing.
        pharmacy: name and phone for the running head.
        prescription: patient and number for the running head.
        foot: fill, lot and day of printing, and what to do with older sheets, for every page's foot.
        rest: the sections after `not_approved`, in the order of the given wording.
    """

    form: SheetForm
    language: Language
    banner: str
    pharmacy: str
    prescription: str
    foot: tuple[str, str]
    title: Title
    box: OpioidBox
    take: Take
    calendar: DoseCalendar
    why: Section
    not_approved: NotApproved
    rest: tuple[Section, ...]
    wallet: WalletCard

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section after the calendar."""
        return (self.why, self.not_approved.section, *self.rest)

    @property
    def document_title(self) -> str:
        """What kind of paper it is, never whose."""
        return SheetText(self.language).text("page", "title")

    def page_number(self, page: int, pages: int) -> str:
        """`Page 1 of 5`."""
        return SheetText(self.language).text("page", "number", page=str(page), pages=str(pages))


def sheet_content(dispensing: Dispensing, take_pages: tuple[int, int] = (1, 1)) -> SheetContent:
    """Put the sheet into words.

    Args:
        dispensing: the proved plan with its request.
        take_pages: the first and the last page on which rows of doses stand; the steps of the syringe refer to them.
    """
    wording, text = Wording(dispensing.language), SheetText(dispensing.language)
    plan = dispensing.plan
    holds, values = _holding(dispensing, plan), _values(dispensing, plan, wording, text, take_pages)

    def section(key: str) -> Section:
        return text.section(key, holds, values)

    title = section("title")
    take = section("take")
    patient = dispensing.request.rx.patient.name
    date = wording.day(plan.beyond_use.date)
    number = text.text("page", "prescription", number=dispensing.request.rx.number)
    return SheetContent(
        dispensing.choices.sheet,
        dispensing.language,
        banner_of(dispensing),
        values["pharmacy"].replace(",", "") or text.text("page", "practice_pharmacy"),
        f"{patient} • {number}",
        _foot(dispensing, plan, wording, text),
        Title(patient, text.runs("page", "do_not_use_after", date=date), title.heading, title.paragraphs[0].runs),
        _box(section("box")),
        Take(
            take.heading,
            plan_directions(plan, dispensing.request, wording).start,
            dose_rows(dispensing, plan, wording, text),
            take.paragraphs,
            caption_of(dispensing, plan, wording, text),
        ),
        dose_calendar(dispensing, plan, wording, text),
        section("why"),
        NotApproved(section("not_approved")),
        tuple(section(key) for key in text.following(plan.form.value)),
        wallet_card(dispensing, plan, text),
    )


def _foot(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText) -> tuple[str, str]:
    """`Fill 2, lot 240118-2-261227-0930. Printed 27 Dec 2026.` and what to do with older sheets."""
    fill = text.text(
        "page",
        "fill",
        fill=str(dispensing.request.fill.number),
        lot=wording.both([plan.lot_of(product) for product in plan.products]),
        date=wording.day(dispensing.printed_at.date()),
    )
    return fill, text.text("page", "older")


def _holding(dispensing: Dispensing, plan: Plan) -> frozenset[str]:
    """Which words of `sheet_text.VARIANTS` hold for this patient."""
    warnings = warnings_needed(plan)
    times = {dose.when for dose in plan.doses}
    twice = len({(dose.phase, dose.when) for dose in plan.doses}) > len({dose.phase for dose in plan.doses})
    syringes = syringes_needed(plan)
    draws = [draw for dose in plan.doses for draw in dose.draws]
    last = [draw.volume == syringes[draw.instrument].capacity for draw in draws]
    two = [len(dose.draws) > 1 for dose in plan.doses]
    one_line = len({draw.volume for draw in draws}) == 1 and not any(
        marks_beside(draw, syringes[draw.instrument]) for draw in draws
    )
    found = {
        plan.form.value,
        "twice" if twice else "night" if times <= {When.EVENING, When.BEDTIME} else "day",
        "one-syringe" if len(syringes) == 1 else "syringes",
        "one-line" if one_line else "lines",
        "all-last" if all(last) else "some-last" if any(last) else "none-last",
        "two-fills" if any(two) else "single-fill",
        "every-two" if all(two) else "some-two",
        "suspension" if "shake" in warnings else "solution",
        "refrigerated" if "refrigerate" in warnings else "room",
        _reason(dispensing),
        "pharmacy" if dispensing.pharmacy else "practice",
        "short" if dispensing.choices.sheet is SheetForm.SHORT else "long",
    }
    if plan.strength_as is StrengthAs.BASE:
        found.add("base")
    return frozenset(found)


def _reason(dispensing: Dispensing) -> str:
    """Which line says what the medicine is for: none names the condition where the patient wants it left off."""
    indication = dispensing.request.rx.indication
    if indication is None:
        return "no-reason"
    if not dispensing.choices.condition:
        return "left-off"
    return "listed" if indication in conditions() else "other"


def _values(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText, take_pages: tuple[int, int]) -> dict[str, str]:
    """What fills the names in the given wording."""
    pharmacy, language = dispensing.pharmacy, dispensing.language.value
    indication = dispensing.request.rx.indication or ""
    condition = conditions().get(indication)
    draws = [draw.volume for dose in plan.doses for draw in dose.draws]
    capacities = [wording.quantity(syringe.capacity) for syringe in syringes_needed(plan).values()]
    first, last = map(str, take_pages)
    return {
        "form": wording.form_words(plan).lower(),
        "strength": _strength(plan, wording, text),
        "condition": _in_a_sentence(condition.name(language)) if condition else indication,
        "evidence": tie(condition.line(language).strip().removesuffix(".")) if condition else "",
        "grade": text.text("grades", condition.grade) if condition else "",
        "checked": wording.day(condition.reviewed_on) if condition else "",
        "draw": wording.quantity(draws[0]) if draws else "",
        "syringe": tied(text.text("rows", "oral_syringe", capacity=capacities[0])) if capacities else "",
        "missed_days": wording.count(_CALL_AFTER_DAYS, "day"),
        "storage": wording.storage(plan.beyond_use.storage, dispensing.formulary),
        "beyond_use": wording.day(plan.beyond_use.date),
        "pharmacy": f"{pharmacy.name}, {pharmacy.phone.replace(' ', TIE)}" if pharmacy else "",
        "take_pages": tie(text.text("page", "one" if first == last else "several", page=first, first=first, last=last)),
    }


def _strength(plan: Plan, wording: Wording, text: SheetText) -> str:
    """`1 mg per mL`, `1.5 mg each`, `3 mg and 0.5 mg each`; prescribed as base, what each holds as base."""
    strengths = dict.fromkeys(wording.strength(product, plan.strength_as) for product in plan.products.values())
    words = wording.both(list(strengths))
    if plan.strength_as is StrengthAs.BASE:
        return wording.text("drug", f"{plan.form.value}_as_base_2", mass=words)
    return text.text("title", "each", strength=words) if plan.form is Form.CAPSULE else words


def _in_a_sentence(name: str) -> str:
    """A condition's name inside a sentence: small, but for one that begins with a person's name, as in Crohn's."""
    return name if name.partition(" ")[0].endswith("'s") else name[0].lower() + name[1:]


def _box(section: Section) -> OpioidBox:
    """The box's first sentence by itself; what follows it on its line is the first point."""
    opening = plain(section.paragraphs[0].runs)
    first, _, more = opening.partition(". ")
    points = [run(more)] if more else []
    return OpioidBox(section.heading, (Run(f"{first}.", bold=True),), (*points, *(each.runs for each in section.paragraphs[1:])))
