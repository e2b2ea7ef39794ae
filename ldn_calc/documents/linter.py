"""The last look at a finished paper: it is read back from what was drawn, and one that could be misread is not printed.

Rules of two kinds: patterns that no paper may hold (`resources/data/error_prone.toml`), and what each paper must hold, from the
contract. Nothing here asks how the paper was made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from ldn_calc.documents.drawing.drawn import Drawn, Paragraph, lines_of, paragraphs_of
from ldn_calc.documents.required import Missing, missing_items
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.formula import Formula, formula_of
from ldn_calc.order.conditions import purpose_of
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.plan import (
    CylinderInstrument,
    LiquidDose,
    LiquidProduct,
    Plan,
    PowderMaterial,
    SyringeInstrument,
    TabletMaterial,
)
from ldn_calc.quantities.shown import shown_in
from ldn_calc.quantities.text import write
from ldn_calc.resources import read_toml

__all__ = ["LintError", "LintFault", "check_paper", "check_record", "faults_of"]

_UNIT: Final = r"(?:mg|mcg|g|mL|mm|%|°F|capsules?|cápsulas?|tablets?|tabletas?)\b"
_PARTED: Final = re.compile(rf"(?<!size )(?<!tamaño )(?<![\w./-])\d[\d.,]*\s*\n\s*{_UNIT}|(?<![\w./-])\d[\d.,]*\s*\n\s*[%°]")
_BROKEN_NAME: Final = re.compile(r"(?i)naltrexone\s*\n\s*hydrochloride|naltre-?\n-?xone")
_Rule = tuple[str, re.Pattern[str], str]
_LINE_ENDS: Final[tuple[_Rule, ...]] = (
    ("parted", _PARTED, "a number and its unit on one line"),
    ("broken-name", _BROKEN_NAME, "the drug's name on one line"),
)
_NOTHING: Final = re.compile(rf"(?<![\d.,])0(?:\.0*)? ?{_UNIT}")
_PLANNED: Final = 17.5
"""Points from which an amount on a record is a planned one."""
_VOLUME: Final = re.compile(r"(?<![\w./-])\d[\d.]* mL\b")
_DRAW: Final = re.compile(r"\b(?:to|hasta|between|entre) \d[\d.]* mL\b(?: (?:and|y) \d[\d.]* mL\b)?")
"""What a syringe is filled to is no dose: the dose it belongs to stands before it with its mg."""
_GRADUATED: Final = (CylinderInstrument, SyringeInstrument)
_BARE: Final = re.compile(r"\d[\d.]* mL")
_MASS: Final = re.compile(r"\d[ \u00a0]mg\b(?![ \u00a0]p[eo]r\b)")
_NEAR: Final = {"label": 1, "sheet": 3}
"""Lines of a label, or paragraphs of a sheet, within which a dose's mass stands beside its volume."""
_MASK: Final = "\ufffc"
_KEY, _ROWS = "naltrexone-", "rows "
_WHOLE: Final = rf"(?<!\w)(?<!\d[.,])(?:{{}})(?!\w|[.,]\d|\s*{_UNIT})"
"""What was entered is covered where it stands by itself, never as part of an amount: prescription 4 must not hide `4.0 mg`."""


@dataclass(frozen=True, slots=True)
class LintFault:
    """One thing that is wrong: the rule, the page, the text that was found (or what is missing), and what is expected."""

    rule: str
    page: int
    found: str
    expected: str

    def __str__(self) -> str:
        return f'page {self.page}: "{self.found}" ({self.rule}), expected {self.expected}'


class LintError(PaperError):
    """A finished paper that could be misread; the message names every fault.

    Attributes:
        faults: all of them.
    """

    def __init__(self, paper: str, faults: Sequence[LintFault]) -> None:
        super().__init__(f"the {paper} could be misread: {'; '.join(map(str, faults))}")
        self.faults = tuple(faults)


def check_paper(paper: str, drawn: Sequence[Drawn], dispensing: Dispensing) -> None:
    """Refuse a paper that breaks a rule.

    Args:
        paper: label, sheet, worksheet or master.
        drawn: what its canvas drew.
        dispensing: what it must hold.

    Raises:
        LintError: it breaks one.
    """
    if faults := list(faults_of(paper, drawn, dispensing)):
        raise LintError(paper, faults)


def check_record(paper: str, drawn: Sequence[Drawn], entered: Collection[str], holds: Collection[str]) -> None:
    """Refuse a record of nobody's prescription that breaks a rule of records.

    Args:
        paper: what it is called.
        drawn: what its canvas drew.
        entered: what was entered freely, and sources that are cited: no rule is held against them.
        holds: texts that must stand in it.

    Raises:
        LintError: it breaks one, or lacks one of these.
    """
    paragraphs = [each for each in paragraphs_of(lines_of(drawn)) if each.text.strip()]
    mask = _Mask(lambda: {_plain(text) for text in entered if text.strip()})
    faults = [fault for each in paragraphs for fault in (*_patterns(each, mask, "record", "en"), *_amounts(each, mask, "record"))]
    there = " ".join(" ".join(_plain(each.text).split()) for each in paragraphs)
    faults += [LintFault("missing", 1, text, f"it on the {paper}") for text in holds if " ".join(_plain(text).split()) not in there]
    if faults:
        raise LintError(paper, faults)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


def faults_of(paper: str, drawn: Sequence[Drawn], dispensing: Dispensing) -> Iterator[LintFault]:
    """Every fault of a finished paper; the arguments are those of `check_paper`."""
    kind = paper if paper in {"label", "sheet"} else "record"
    lines = lines_of(drawn)
    paragraphs = [each for each in paragraphs_of(lines) if each.text.strip()]
    plan = dispensing.plan
    mask = _Mask(lambda: _entered(dispensing, plan), lambda: _formulas(dispensing, plan))
    own = [each for each in paragraphs if kind == "label" or not each.part]  # copies of labels on a record were looked at as labels
    if kind == "record":
        own = [mask.over_formulas(paragraph) for paragraph in own]
    for paragraph in own:
        yield from _patterns(paragraph, mask, kind, dispensing.language.value)
        yield from _amounts(paragraph, mask, kind)
    if kind != "record":
        texts: Sequence[Drawn | Paragraph] = lines if kind == "label" else own
        yield from _volumes(texts, kind, plan)
    for missing in missing_items(paper, paragraphs, dispensing, plan):
        yield _missing(missing)


def _missing(missing: Missing) -> LintFault:
    return LintFault("missing", missing.page, missing.item, f"it on {missing.where}")


def _patterns(paragraph: Paragraph, mask: _Mask, kind: str, language: str) -> Iterator[LintFault]:
    if not _is_suspected(paragraph.text, kind, language):
        return
    rules, _ = _rules(kind, language)
    for rule, pattern, instead in rules:
        if pattern.search(paragraph.text) and (found := pattern.search(masked := mask.over(paragraph.text))):
            yield LintFault(rule, paragraph.page, _around(masked, found), instead)


@lru_cache(maxsize=4096)
def _is_suspected(text: str, kind: str, language: str) -> bool:
    """Whether any rule finds something; most papers say the same things."""
    return _rules(kind, language)[1].search(text) is not None


def _amounts(paragraph: Paragraph, mask: _Mask, kind: str) -> Iterator[LintFault]:
    """An amount that is nothing; on a record where it is a planned one. What was entered as a name or number is none."""
    if (kind == "record" and paragraph.size < _PLANNED) or not _NOTHING.search(paragraph.text):
        return
    if found := _NOTHING.search(masked := mask.over(paragraph.text)):
        yield LintFault("nothing", paragraph.page, _around(masked, found), "an amount that is not zero")


def _volumes(texts: Sequence[Drawn | Paragraph], kind: str, plan: Plan) -> Iterator[LintFault]:
    """A dose in mL whose mg stand nowhere beside it: in its line of a label or the next, near a number alone on a sheet."""
    harmless = {write(each.amount) for each in plan.products.values() if isinstance(each, LiquidProduct)}
    harmless |= {write(each.capacity) for each in plan.instruments.values() if isinstance(each, _GRADUATED)}
    doses = {write(dose.taken.volume) for dose in plan.doses if isinstance(dose.taken, LiquidDose)}
    reach = _NEAR[kind]
    for index, text in enumerate(texts):
        words = text.text.replace("\n", " ").replace("\u00a0", " ").strip()
        if _MASS.search(words):
            continue
        found = next((each for each in _VOLUME.findall(_DRAW.sub(_MASK, words)) if each in doses), None)
        if found is None or (kind == "label" and found in harmless) or (kind == "sheet" and not _BARE.fullmatch(words)):
            continue
        near = texts[max(0, index - reach) : index + reach + 1]
        if not any(_MASS.search(each.text) and (each.page, each.part) == (text.page, text.part) for each in near):
            yield LintFault("mL-without-mg", text.page, words, "the mg beside the mL")


def _around(text: str, found: re.Match[str]) -> str:
    """What was found with a little of what stands about it."""
    return text[max(0, found.start() - 12) : found.end() + 12].replace("\n", " | ").strip()


@cache
def _rules(kind: str, language: str) -> tuple[tuple[_Rule, ...], re.Pattern[str]]:
    """Every rule of a paper, and one pattern that finds a text which any of them finds."""
    rows = read_toml("data/error_prone.toml")
    rules = [
        (name, re.compile(row["pattern"]), row["instead"])
        for name, row in rows.items()
        if isinstance(row, dict) and kind in row["papers"] and row.get("language", language) == language
    ]
    rules += _LINE_ENDS
    together = (pattern.pattern.removeprefix("(?i)") for _, pattern, _ in rules)
    flags = ("i" if pattern.flags & re.IGNORECASE else "" for _, pattern, _ in rules)
    return tuple(rules), re.compile("|".join(f"(?{flag}:{each})" for flag, each in zip(flags, together, strict=True)))


class _Mask:
    """Covers what a person entered freely, and sources that are cited; also over a line's end. Made when it is first needed."""

    def __init__(self, texts: Callable[[], set[str]], formulas: Callable[[], list[Formula]] = list) -> None:
        self._texts, self._made_by = texts, formulas
        self._pattern: re.Pattern[str] | None = None
        self._formulas: re.Pattern[str] | None = None

    def over_formulas(self, paragraph: Paragraph) -> Paragraph:
        """The paragraph with a sign in place of each formula's key, on however many lines, and of the digits of its rows."""
        if _ROWS not in paragraph.text and _KEY not in paragraph.text:
            return paragraph
        if self._formulas is None:
            found = self._made_by()
            keys = [r"\s*".join(map(re.escape, each.key)) for each in found]
            self._formulas = re.compile("|".join([*keys, *(f"(?<={_ROWS}){each.rows}" for each in found)]))
        return replace(paragraph, text=self._formulas.sub(_MASK, paragraph.text))

    def over(self, text: str) -> str:
        """The text with one sign in place of each such text."""
        if self._pattern is None:
            texts = sorted(self._texts(), key=len, reverse=True)
            patterns = [r"\s+".join(re.escape(word) for word in each.split()) for each in texts]
            self._pattern = re.compile(_WHOLE.format("|".join(patterns)) if patterns else r"(?!)")
        return self._pattern.sub(_MASK, text)


def _formulas(dispensing: Dispensing, plan: Plan) -> list[Formula]:
    contents = contents_of(plan)
    return [formula_of(contents, product, dispensing.formulary) for product in plan.products]


def _entered(dispensing: Dispensing, plan: Plan) -> set[str]:
    rx, pharmacy = dispensing.request.rx, dispensing.pharmacy
    own, purpose = rx.patient.name_own_script or "", purpose_of(rx.indication, dispensing.language)
    texts = {rx.patient.name, own, purpose, rx.prescriber.name, rx.prescriber.phone, rx.number, rx.indication, plan.lot}
    texts |= {plan.lot_of(product) for product in plan.products}
    if pharmacy is not None:
        texts |= {pharmacy.name, pharmacy.address, pharmacy.phone}
    texts |= {each.lot or "" for each in plan.materials.values() if isinstance(each, PowderMaterial | TabletMaterial)}
    for component in dispensing.request.preparation.components:
        texts |= {component.name, component.lot, component.maker}
    texts.add(dispensing.formulary.number)
    for finding in dispensing.result["findings"]:
        texts |= {finding["message"], shown_in(finding["message"])}
        if settled := finding["settled"]:
            texts |= {settled["by"], settled["reason"]}
    for table in dispensing.formulary.rows.values():  # records cite them word for word
        texts |= {str(row.get("source", "")) for row in table.values()}
    return {text.replace("\u00a0", " ").strip() for text in texts if text and text.strip()}
