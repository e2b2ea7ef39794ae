"""What the patient sheet says, before anything is drawn: the given wording with this prescription's numbers in it.

The opioid box and the section with "compounded drug, not FDA-approved for this use" are fields without a default that
refuse to be empty: there is no sheet without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.signs import Sign
from ldn_calc.documents.label.auxiliary import warnings_needed
from ldn_calc.documents.label.content import banner_of
from ldn_calc.documents.sheet.dose_calendar import DoseCalendar, dose_calendar
from ldn_calc.documents.sheet.dose_rows import DoseRow, caption_of, dose_rows
from ldn_calc.documents.sheet.wallet_card import WalletCard, wallet_card
from ldn_calc.documents.values.choices import SheetForm
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.answered import answered
from ldn_calc.documents.words.bottle_end import BottleEnd
from ldn_calc.documents.words.directions import marks_beside, plan_directions, syringes_needed
from ldn_calc.documents.words.runs import TIE, Run, Runs, plain, run, tie, tied
from ldn_calc.documents.words.sheet_text import Paragraph, Section, SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.conditions import conditions
from ldn_calc.order.prescription import Form, Language, StrengthAs, When
from ldn_calc.procedure.plan import Plan

__all__ = ["Group", "NotApproved", "OpioidBox", "Panel", "SheetContent", "Take", "Title", "sheet_content"]


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
    """How to take it: `start` where the first dose is later than the day it is made, else empty; `shake` of a suspension."""

    heading: str
    start: Runs
    rows: tuple[DoseRow, ...]
    after: tuple[Paragraph, ...]
    caption: Runs
    shake: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One of the five groups of the sheet with its sections, in the order in which they print."""

    heading: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside others under the calendar: a sign with its head and words under it."""

    sign: Sign
    heading: str
    words: tuple[Runs, ...]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """The whole sheet in the order in which it prints.

    Attributes:
        form: how long and how large it is.
        language: of everything but the drug's name and the wallet card.
        banner: PRACTICE or DRAFT over every page, or nothing.
        pharmacy: name and phone for the running head.
        bottle: patient, number, and fill with lot, for the running head.
        printed: the day of printing, and what to do with older sheets.
        answered: what this patient answered, a line each, first on the sheet after the box.
        panels: how to store it, what is left over, and the next bottle.
        groups: the sections, each under one of the five groups.
    """

    form: SheetForm
    language: Language
    banner: str
    pharmacy: tuple[str, str]
    bottle: tuple[str, ...]
    printed: tuple[str, str]
    title: Title
    box: OpioidBox
    answered: tuple[Runs, ...]
    answered_heading: str
    take: Take
    calendar: DoseCalendar
    panels: tuple[Panel, ...]
    not_approved: NotApproved
    groups: tuple[Group, ...]
    wallet: WalletCard

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every section, group by group."""
        return tuple(section for group in self.groups for section in group.sections)

    def section(self, key: str) -> Section | None:
        """One section; None where this sheet has none of that key."""
        return next((section for section in self.sections if section.key == key), None)

    @property
    def document_title(self) -> str:
        """What kind of paper it is, never whose."""
        return SheetText(self.language).text("page", "title")

    def page_number(self, page: int, pages: int) -> str:
        """`Page 1 of 5`."""
        return SheetText(self.language).text("page", "number", page=str(page), pages=str(pages))

    def short_words(self, key: str, **values: str) -> Runs:
        """What only the short form says of itself, or where the steps of the syringe stand."""
        return SheetText(self.language).runs("short", key, **values)

    def take_pages(self, first: int, last: int) -> str:
        """`page 1`, `pages 1 to 2`; tied."""
        return _pages(SheetText(self.language), first, last)


_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "directions": ("syringe", "missed", "toomuch", "change"),
    "safety": ("dont", "tell", "mix", "overdose", "surgery", "drive", "preg"),
    "effects": ("side", "what_do", "call", "911", "988"),
    "why": ("not_approved", "what", "why"),
    "more": ("tests", "toss", "ask"),
}
"""What people ask first stands first. `store` is a panel."""


def sheet_content(dispensing: Dispensing, take_pages: tuple[int, int] = (1, 1)) -> SheetContent:
    """Put the sheet into words.

    Args:
        dispensing: the proved plan with its request.
        take_pages: the first and the last page on which rows of doses stand; the steps of the syringe refer to them.
    """
    wording, text = Wording(dispensing.language), SheetText(dispensing.language)
    plan, pharmacy = dispensing.plan, dispensing.pharmacy
    answers = answered(dispensing.request)
    holds, values = _holding(dispensing, plan, answers), _values(dispensing, plan, wording, text, take_pages)

    def section(key: str) -> Section:
        return text.section(key, holds, values)

    title = section("title")
    take = section("take")
    patient = dispensing.request.rx.patient.name
    date = wording.day(plan.beyond_use.date)
    calendar = dose_calendar(dispensing, plan, wording, text)
    present = {*text.following(plan.form.value), "not_approved", "why"}
    return SheetContent(
        dispensing.choices.sheet,
        dispensing.language,
        banner_of(dispensing),
        (pharmacy.name, pharmacy.phone.replace(" ", TIE)) if pharmacy else (text.text("page", "practice_pharmacy"), ""),
        _bottle(dispensing, plan, wording, text),
        (text.text("page", "printed", date=wording.day(dispensing.printed_at.date())), text.text("page", "older")),
        Title(patient, text.runs("page", "do_not_use_after", date=date), title.heading, title.paragraphs[0].runs),
        _box(section("box")),
        tuple(text.runs("answered", answer) for answer in answers),
        text.text("answered", "heading"),
        Take(
            take.heading,
            plan_directions(plan, dispensing.request, wording).start,
            dose_rows(dispensing, plan, wording, text),
            take.paragraphs,
            caption_of(dispensing, plan, wording, text),
            shake="suspension" in holds,
        ),
        calendar,
        _panels(section("store"), calendar.end, cold="refrigerated" in holds),
        NotApproved(section("not_approved")),
        tuple(
            Group(text.text("groups", group), tuple(section(key) for key in keys if key in present))
            for group, keys in _GROUPS.items()
        ),
        wallet_card(dispensing, plan, text),
    )


def _bottle(dispensing: Dispensing, plan: Plan, wording: Wording, text: SheetText) -> tuple[str, ...]:
    """`Ruth Okafor`, `Rx 240118` and `fill 2, lot 240118-2-261227-0930`."""
    rx = dispensing.request.rx
    lots = wording.both([plan.lot_of(product) for product in plan.products])
    fill = text.text("page", "fill", fill=str(dispensing.request.fill.number), lot=lots)
    return rx.patient.name, tied(text.text("page", "prescription", number=rx.number)), tied(fill)


def _panels(store: Section, end: BottleEnd, *, cold: bool) -> tuple[Panel, ...]:
    kept = Panel(
        Sign.REFRIGERATOR if cold else Sign.CUPBOARD, store.heading, tuple(paragraph.runs for paragraph in store.paragraphs)
    )
    left = (Panel(Sign.BIN, end.left_head, (end.left,)),) if end.left else ()
    return kept, *left, Panel(Sign.PHONE, end.following_head, (end.following,))


def _pages(text: SheetText, first: int, last: int) -> str:
    return tied(text.text("page", "one" if first == last else "several", page=str(first), first=str(first), last=str(last)))


def _holding(dispensing: Dispensing, plan: Plan, answers: tuple[str, ...]) -> frozenset[str]:
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
        *answers,
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
        "take_pages": _pages(text, *take_pages),
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
