"""What each paper must hold, from the contract; looked for in the text of the finished paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.documents.drawing.drawn import Paragraph
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.code_text import lot_of
from ldn_calc.documents.words.split import steps_of
from ldn_calc.documents.words.wording import Wording, is_suspension, lots_of
from ldn_calc.order.prescription import Language
from ldn_calc.quantities.shown import shown
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


def missing_items(paper: str, paragraphs: Sequence[Paragraph], dispensing: Dispensing) -> Iterator[Missing]:
    """Every item that is due and not there.

    Args:
        paper: label, sheet, worksheet or master.
        paragraphs: of the finished paper.
        dispensing: whose paper it is.
    """
    if paper == "label":
        return _of_label(paragraphs, dispensing)
    if paper == "sheet":
        return _of_sheet(paragraphs, dispensing)
    return _of_record(paper, paragraphs, dispensing)


def _of_label(paragraphs: Sequence[Paragraph], dispensing: Dispensing) -> Iterator[Missing]:
    plan, request, pharmacy = dispensing.plan, dispensing.request, dispensing.pharmacy
    wording = Wording(dispensing.language)
    words = read_toml("text/label.toml")[dispensing.language.value]
    parts: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        parts.setdefault(paragraph.part, []).append(paragraph)
    lots = [lot_of(plan, product) for product in plan["products"]]
    strengths = [_strength(product["strength"], dispensing, wording) for product in plan["products"].values()]
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
    due += [wording.text("directions", "do_not_use_after", date=wording.day(plan["beyond_use"]["date"]))]
    due += [wording.day(request.compounded_on), wording.refills(request), wording.supply(plan["supply"])]
    due += [wording.storage(plan, dispensing.formulary), wording.pattern("directions", "intro").partition(" ")[2], *strengths]
    due += [wording.amount(product["amount"]) for product in plan["products"].values()]
    due += wording.contains(plan, request, dispensing.formulary)
    due += [words["shake"]] if is_suspension(plan) else []
    due += [wording.description(plan, dispensing.formulary)] if plan["form"] == "capsule" else []
    due += [pharmacy.name, pharmacy.address] if pharmacy else []
    due += _doses(dispensing, wording)
    for item in due:
        if _plain(item) not in said:
            yield Missing(_plain(item), 1, "the labels")


def _is_sticker(texts: Sequence[Paragraph], words: dict[str, str]) -> bool:
    """A label of warnings alone, without a patient's number."""
    number = words["number"].format(number="").strip()
    return not any(text.text.startswith(number) or f"{number} " in text.text for text in texts)


def _of_sheet(paragraphs: Sequence[Paragraph], dispensing: Dispensing) -> Iterator[Missing]:
    plan, request = dispensing.plan, dispensing.request
    wording = Wording(dispensing.language)
    pages = max(paragraph.page for paragraph in paragraphs)
    text = read_toml(f"text/sheet.{dispensing.language.value}.toml")
    number = text["page"]["number"].replace("**", "")
    printed = wording.day(dispensing.printed_at.date())
    for page in range(1, pages + 1):
        said = _said([paragraph for paragraph in paragraphs if paragraph.page == page])
        for item in (request.rx.patient.name, request.rx.number, number.format(page=page, pages=pages), *lots_of(plan), printed):
            if _plain(item) not in said:
                yield Missing(_plain(item), page, "every page")
    first = _said([paragraph for paragraph in paragraphs if paragraph.page == 1])
    opening = text["box"]["body"].strip().splitlines()[0].replace("**", "").partition(". ")[0].rstrip(".")
    strengths = [_strength(product["strength"], dispensing, wording) for product in plan["products"].values()]
    for item in (text["box"]["heading"], opening, wording.day(plan["beyond_use"]["date"]), *strengths):
        if _plain(item) not in first:
            yield Missing(_plain(item), 1, "page 1")
    said = _said(paragraphs)
    compounded = {Language.ENGLISH: "compounded drug", Language.SPANISH: "medicamento compuesto"}[dispensing.language]
    for item in (compounded, "FDA", "I TAKE NALTREXONE", "911", *_doses(dispensing, wording)):
        if _plain(item) not in said:
            yield Missing(_plain(item), 1, "the sheet")


def _of_record(paper: str, paragraphs: Sequence[Paragraph], dispensing: Dispensing) -> Iterator[Missing]:
    """Each product has a record of its own: its pages follow one another, counted from 1."""
    plan, request = dispensing.plan, dispensing.request
    wording = Wording(Language.ENGLISH)
    texts: dict[int, list[Paragraph]] = {}
    for each in paragraphs:
        texts.setdefault(each.page, []).extend([] if each.part else [each])
    starts = [page for page, own in sorted(texts.items()) if re.search(r"\bPage 1 of \d", _said(own))]
    if len(starts) != len(plan["products"]):
        yield Missing("Page 1 of a record for each product", 1, "the records")
        return
    ends = [*starts[1:], max(texts) + 1]
    for product, start, after in zip(plan["products"], starts, ends, strict=True):
        each_page = [_strength(plan["products"][product]["strength"], dispensing, wording)]
        if paper == "worksheet" and request.rx.is_calculation:
            each_page += ["CALCULATION - NO PATIENT", wording.day(request.compounded_on)]
        elif paper == "worksheet":
            each_page += [lot_of(plan, product), request.rx.patient.name, wording.day(request.compounded_on)]
            each_page.append(f"fill {plan['supply']['fill']}")
        own = [page for page in sorted(texts) if start <= page < after]
        for number, page in enumerate(own, 1):
            said = _said(texts[page])
            for item in (*each_page, f"Page {number} of {len(own)}"):
                if _plain(item) not in said:
                    yield Missing(_plain(item), page, "every page")
        if paper != "worksheet":
            continue
        large = _said([each for page in own for each in texts[page] if each.size >= _LARGE])
        for at in sorted(steps_of(plan, product)):
            step = plan["steps"][at - 1]
            amount = shown(step.get("mass") or step.get("volume") or "")
            if step["op"] in {"weigh", "measure", "fill_to", "take", "bottle"} and amount and _plain(amount) not in large:
                yield Missing(amount, own[0], "its step, at 18 pt or more")


def _doses(dispensing: Dispensing, wording: Wording) -> list[str]:
    """Every dose in mg, and in mL or capsules."""
    found = []
    for dose in dispensing.plan["doses"]:
        found.append(wording.amount(dose["prescribed"]))
        if "volume" in dose:
            found.append(wording.amount(dose["volume"]))
        found += [wording.amount(draw["volume"]) for draw in dose.get("draws", [])]
    return list(dict.fromkeys(found))


def _strength(printed: str, dispensing: Dispensing, wording: Wording) -> str:
    """The strength as papers write it; prescribed as base, the mass that is meant."""
    if dispensing.plan["strength_as"] == "base":
        return wording.amount(printed.removesuffix("/mL"))
    return wording.amount(printed)


def _said(paragraphs: Sequence[Paragraph]) -> str:
    return _plain(" ".join(paragraph.text for paragraph in paragraphs))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text.replace("**", "").replace("\u00a0", " ")).strip()
