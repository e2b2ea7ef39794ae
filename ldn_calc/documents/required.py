"""What each paper must hold, from the contract; looked for in the text of the finished paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.drawn import Paragraph
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.split import steps_making
from ldn_calc.documents.words.wording import Wording, settles
from ldn_calc.order.prescription import Form, Language, Request
from ldn_calc.procedure.plan import Dose, LiquidDose, Plan
from ldn_calc.procedure.steps import (
    Bottle,
    Count,
    DiscardCapsules,
    DiscardVessel,
    Encapsulate,
    FillTo,
    Measure,
    Mix,
    Step,
    TakeMass,
    TakeVolume,
    Transfer,
    Weigh,
    WeighTo,
)
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.resources import read_toml

__all__ = ["Missing", "missing_items"]

_SPACE: Final = re.compile(r"\s+")
_LARGE: Final = 17.5


@dataclass(frozen=True, slots=True)
class Missing:
    """An item that a paper lacks, the page, and where it is due."""

    item: str
    page: int
    where: str


def missing_items(paper: str, paragraphs: Sequence[Paragraph], dispensing: Dispensing, plan: Plan) -> Iterator[Missing]:
    """Every item that is due and not there.

    Args:
        paper: label, sheet, worksheet or master.
        paragraphs: of the finished paper.
        dispensing: whose paper it is.
        plan: its proved plan.
    """
    if paper == "label":
        return _of_label(paragraphs, dispensing, plan)
    if paper == "sheet":
        return _of_sheet(paragraphs, dispensing, plan)
    return _of_record(paper, paragraphs, dispensing.request, plan)


def _of_label(paragraphs: Sequence[Paragraph], dispensing: Dispensing, plan: Plan) -> Iterator[Missing]:
    request, pharmacy = dispensing.request, dispensing.pharmacy
    wording = Wording(dispensing.language)
    words = read_toml("text/label.toml")[dispensing.language.value]
    parts: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        parts.setdefault(paragraph.part, []).append(paragraph)
    lots = [plan.lot_of(product) for product in plan.products]
    strengths = [wording.strength(product, plan.strength_as) for product in plan.products.values()]
    each_label = [request.rx.patient.name, wording.pattern("drug", "name"), words["number"].format(number=request.rx.number)]
    each_label += [pharmacy.phone] if pharmacy else []
    labels = {part: texts for part, texts in parts.items() if part and not _is_sticker(texts, words)}
    for texts in labels.values():
        said = _said(texts)
        for item in each_label:
            if _plain(item) not in said:
                yield Missing(item, texts[0].page, "every label")
        if not any(_plain(strength) in said and _plain(lot) in said for strength, lot in zip(strengths, lots, strict=True)):
            yield Missing(f"{strengths[0]}, {lots[0]}", texts[0].page, "every label")
    said = _said([text for texts in labels.values() for text in texts])
    due = [words["opioids"], words["compounded"], *lots, words["initials"].partition(":")[0], request.rx.prescriber.name]
    due += [wording.text("directions", "do_not_use_after", date=wording.day(plan.beyond_use.date))]
    due += [wording.day(request.compounded_on), wording.refills(request), wording.supply(plan.supply)]
    due += [wording.storage(plan.beyond_use.storage, dispensing.formulary)]
    due += [wording.pattern("directions", "intro").partition(" ")[2], *strengths]
    due += [wording.product_amount(product) for product in plan.products.values()]
    due += wording.contained(plan, request, dispensing.formulary)
    due += [words["shake"]] if settles(plan) else []
    due += [wording.capsule_look(plan, dispensing.formulary)] if plan.form is Form.CAPSULE else []
    due += [pharmacy.name, pharmacy.address] if pharmacy else []
    due += _doses(plan.doses, wording)
    for item in due:
        if _plain(item) not in said:
            yield Missing(_plain(item), 1, "the labels")


def _is_sticker(texts: Sequence[Paragraph], words: dict[str, str]) -> bool:
    """A label of warnings alone, without a patient's number."""
    number = words["number"].format(number="").strip()
    return not any(text.text.startswith(number) or f"{number} " in text.text for text in texts)


def _of_sheet(paragraphs: Sequence[Paragraph], dispensing: Dispensing, plan: Plan) -> Iterator[Missing]:
    request = dispensing.request
    lots = [plan.lot_of(product) for product in plan.products]
    wording = Wording(dispensing.language)
    pages = max(paragraph.page for paragraph in paragraphs)
    text = read_toml(f"text/sheet.{dispensing.language.value}.toml")
    number = text["page"]["number"].replace("**", "")
    printed = wording.day(dispensing.printed_at.date())
    for page in range(1, pages + 1):
        said = _said([paragraph for paragraph in paragraphs if paragraph.page == page])
        for item in (request.rx.patient.name, request.rx.number, number.format(page=page, pages=pages), *lots, printed):
            if _plain(item) not in said:
                yield Missing(_plain(item), page, "every page")
    first = _said([paragraph for paragraph in paragraphs if paragraph.page == 1])
    opening = text["box"]["body"].strip().splitlines()[0].replace("**", "").partition(". ")[0].rstrip(".")
    strengths = [wording.strength(product, plan.strength_as) for product in plan.products.values()]
    for item in (text["box"]["heading"], opening, wording.day(plan.beyond_use.date), *strengths):
        if _plain(item) not in first:
            yield Missing(_plain(item), 1, "page 1")
    said = _said(paragraphs)
    compounded = {Language.ENGLISH: "compounded drug", Language.SPANISH: "medicamento compuesto"}[dispensing.language]
    for item in (compounded, "FDA", "I TAKE NALTREXONE", "911", *_doses(plan.doses, wording)):
        if _plain(item) not in said:
            yield Missing(_plain(item), 1, "the sheet")


def _of_record(paper: str, paragraphs: Sequence[Paragraph], request: Request, plan: Plan) -> Iterator[Missing]:
    """Each product has a record of its own: its pages follow one another, counted from 1."""
    wording = Wording(Language.ENGLISH)
    texts: dict[int, list[Paragraph]] = {}
    for each in paragraphs:
        texts.setdefault(each.page, []).extend([] if each.part else [each])
    starts = [page for page, own in sorted(texts.items()) if re.search(r"\bPage 1 of \d", _said(own))]
    if len(starts) != len(plan.products):
        yield Missing("Page 1 of a record for each product", 1, "the records")
        return
    ends = [*starts[1:], max(texts) + 1]
    for product, start, after in zip(plan.products, starts, ends, strict=True):
        each_page = [wording.strength(plan.products[product], plan.strength_as)]
        if paper == "worksheet" and request.rx.is_calculation:
            each_page += ["CALCULATION - NO PATIENT", wording.day(request.compounded_on)]
        elif paper == "worksheet":
            each_page += [plan.lot_of(product), request.rx.patient.name, wording.day(request.compounded_on)]
            each_page.append(f"fill {plan.supply.fill}")
        own = [page for page in sorted(texts) if start <= page < after]
        for number, page in enumerate(own, 1):
            said = _said(texts[page])
            for item in (*each_page, f"Page {number} of {len(own)}"):
                if _plain(item) not in said:
                    yield Missing(_plain(item), page, "every page")
        if paper != "worksheet":
            continue
        large = _said([each for page in own for each in texts[page] if each.size >= _LARGE])
        for at in sorted(steps_making(plan, product)):
            amount = _read_off(plan.steps[at - 1])
            if _plain(amount) not in large:
                yield Missing(amount, own[0], "its step, at 18 pt or more")


def _read_off(step: Step) -> str:
    """The amount that is read off an instrument in a step, as the worksheet shows it; empty where none is."""
    match step:
        case Weigh(mass=mass) | WeighTo(mass=mass) | TakeMass(mass=mass):
            return shown(write(mass))
        case Measure(volume=volume) | FillTo(volume=volume) | TakeVolume(volume=volume) | Bottle(volume=volume):
            return shown(write(volume))
        case Count() | Mix() | Transfer() | Encapsulate() | DiscardVessel() | DiscardCapsules():
            return ""


def _doses(doses: Sequence[Dose], wording: Wording) -> list[str]:
    """Every dose in mg, and in mL or capsules."""
    found = []
    for dose in doses:
        found.append(wording.quantity(dose.prescribed))
        if isinstance(dose.taken, LiquidDose):
            found.append(wording.quantity(dose.taken.volume))
        found += [wording.quantity(draw.volume) for draw in dose.draws]
    return list(dict.fromkeys(found))


def _said(paragraphs: Sequence[Paragraph]) -> str:
    return _plain(" ".join(paragraph.text for paragraph in paragraphs))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.replace("**", "").replace("\u00a0", " ")).strip()
