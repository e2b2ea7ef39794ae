"""A reader of finished labels that uses none of the program's texts: what was drawn is read with words of its own.

The words that write a label also check it in `required`: a sentence changed by mistake ("Take with opioids") would change both.
This reader knows the few sentences in which a label may give an order, and nothing of text files, layout or wording. It reads
drug, strength, every dose with its volume or capsules, time of day and days, the opioid warning with its NOT, shaking, and the
last day of use, and holds them against the plan's text that was proved, day by day: it asks no reader of ours for values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedDose, PrintedPlan

__all__ = ["ReadbackError", "check_label", "differences"]


class ReadbackError(PaperError):
    """A finished label that does not say what the plan says; the message names every difference."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The few words of one language in which a label gives orders."""

    months: str
    when: dict[str, str]
    by_mouth: str
    opioids: str
    any_opioids: str
    use_until: str
    any_use: str
    nothing: str
    no: str
    may_say_no: str
    shake: str
    per: str
    base: str
    fill_twice: str
    between: str
    bottle: str
    every_other: str
    every: str
    only: str
    to: str
    weekdays: str


_NUMBER: Final = r"[0-9]+(?:\.[0-9]+)?"
_ENGLISH: Final = _Words(
    months="jan feb mar apr may jun jul aug sep oct nov dec",
    when={"in the morning": "morning", "in the evening": "evening", "at bedtime": "bedtime"},
    by_mouth=r"\bby mouth\b",
    opioids=r"Do not take with opioids",
    any_opioids=r"opioid",
    use_until=r"Do not use after",
    any_use=r"\b[Uu]se after\b",
    nothing="none",
    no=r"\b(?:not|never|no)\b",
    may_say_no=r"Do not (?:take with opioids|use after|start before)",
    shake=r"(?<!not )Shake the bottle well before each dose",
    per="per",
    base=rf"equal to ({_NUMBER}) mg naltrexone base",
    fill_twice=r"fill to {0} mL and take it, then fill to {1} mL",
    between=r"between ({n}) mL and ({n}) mL",
    bottle=r"\bBottle ([0-9]+) of {0}\b",
    every_other="every other day",
    every="every ([3-7]) days",
    only="only",
    to="to",
    weekdays="Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
)
_SPANISH: Final = _Words(
    months="ene feb mar abr may jun jul ago sep oct nov dic",
    when={"en la mañana": "morning", "en la noche": "evening", "al acostarse": "bedtime"},
    by_mouth=r"\bpor la boca\b",
    opioids=r"No tome con opioides",
    any_opioids=r"opioide",
    use_until=r"No use después del",
    any_use=r"\b[Uu]se después\b",
    nothing="ninguna",
    no=r"\b(?:no|nunca)\b",
    may_say_no=r"No (?:tome con opioides|use después del|empiece antes del)",
    shake=r"(?<!No )Agite bien el frasco antes de cada dosis",
    per="por",
    base=rf"igual a ({_NUMBER}) mg de naltrexona base",
    fill_twice=r"llene hasta {0} mL y tómelo, luego llene hasta {1} mL",
    between=r"entre ({n}) mL y ({n}) mL",
    bottle=r"\bFrasco ([0-9]+) de {0}\b",
    every_other="cada 2 días",
    every="cada ([3-7]) días",
    only="solo",
    to="a",
    weekdays="lunes martes miércoles jueves viernes sábado domingo",
)
_LARGE: Final = 10.9
"""Directions are never smaller, in points."""
_SAME_LINE: Final = 2.6
_IN_ENGLISH: Final = r"English: (.*?Do not use after [0-9]+ \w+ [0-9]{4})"
_DAY: Final = timedelta(days=1)
_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TAKEN: Final = re.compile(
    rf"(?P<volume>{_NUMBER}) mL \((?P<of_volume>{_NUMBER}) mg\b(?![^)]*\) (?:or less|o menos))"
    rf"|(?P<count>[0-9]+) (?:capsules?|cápsulas?)"
    rf"(?: (?:and|y) (?P<others>[0-9]+) (?:from the|del frasco de) (?P<other>{_NUMBER}) mg(?: bottle)?)*"
    rf" \((?P<of_count>{_NUMBER}) mg\b"
)


class _Dose(NamedTuple):
    """What is taken at one time of one day: millilitres or capsules of this bottle, and the milligrams of the whole dose."""

    day: date
    when: str
    amount: Fraction
    milligrams: Fraction

    def __hash__(self) -> int:
        """Of day and time alone: what differs in the amounts is told apart when it is compared."""
        return hash((self.day, self.when))

    def __str__(self) -> str:
        return f"{float(self.amount):g} ({float(self.milligrams):g} mg) {self.when} on {self.day}"


def check_label(drawn: Sequence[Drawn], dispensing: Dispensing) -> None:
    """Refuse a label that does not say what the plan says.

    Raises:
        ReadbackError: it does not; names every difference.
    """
    if found := list(dict.fromkeys(differences(drawn, dispensing))):
        raise ReadbackError(f"the label, read back, does not say what the plan says: {'; '.join(found[:6])}")


def differences(drawn: Sequence[Drawn], dispensing: Dispensing) -> Iterator[str]:
    """What the labels say that the plan does not, and what they leave out."""
    words = _SPANISH if dispensing.language is Language.SPANISH else _ENGLISH
    plan = dispensing.result.get("plan")
    if plan is None:
        yield "there is no plan"
        return
    labels = [_lines(drawn, part) for part in sorted({each.part for each in drawn if each.part})]
    for lines in labels:
        yield from _orders(_text(lines), words)
    for product in plan["products"]:
        lot = plan["products"][product].get("lot", plan["lot"])
        own = [lines for lines in labels if lot in _text(lines)]
        if not own:
            yield f"no label with lot {lot}"
            continue
        for bottle in _bottles(own, dispensing.request.preparation.containers or 1, words):
            if not bottle:
                yield f"not each label of lot {lot} says which bottle it is for"
                break
            yield from _of_bottle(bottle, product, plan, dispensing.request.rx.patient.name, words)


def _bottles(labels: Sequence[list[Drawn]], count: int, words: _Words) -> Iterator[list[list[Drawn]]]:
    """The labels of each bottle of a lot, by what each says; none where one does not say it, or says there are more."""
    if count == 1:
        yield list(labels)
        return
    said = [set(re.findall(words.bottle.format(count), _text(lines))) for lines in labels]
    if not all(len(each) == 1 and 1 <= int(min(each)) <= count for each in said):
        yield []
        return
    for number in range(1, count + 1):
        yield [lines for lines, each in zip(labels, said, strict=True) if each == {str(number)}]


def _of_bottle(labels: Sequence[list[Drawn]], product: str, plan: PrintedPlan, name: str, words: _Words) -> Iterator[str]:
    for lines in labels:
        yield from _strength(_text(lines), product, plan, words)
    whole = " ".join(map(_text, labels))
    large = " ".join(_text([line for line in lines if line.size >= _LARGE]) for lines in labels)
    large = re.sub(r"\s+".join(map(re.escape, name.split())), " ", large)
    large = re.sub(_IN_ENGLISH, " ", large)
    if not re.search(words.opioids, large) or not re.search(words.opioids, _text(labels[0])):
        yield "the opioid warning is not on the first label of each bottle"
    if not re.search(words.by_mouth, large):
        yield "how it is taken"
    yield from _last_day(whole, plan, words)
    yield from _negations(large, words)
    yield from _shaking(large, plan, words)
    yield from _doses(large, product, plan, words)
    if words is not _ENGLISH:
        english = re.search(_IN_ENGLISH, whole)
        if english is None:
            yield "the directions in English"
        else:
            yield from _doses(english[1], product, plan, _ENGLISH)
            yield from _last_day(english[1], plan, _ENGLISH)
            yield from _orders(english[1], _ENGLISH)


def _orders(text: str, words: _Words) -> Iterator[str]:
    """Every word on opioids, and every last day, is an order not to."""
    for any_word, order in ((words.any_opioids, words.opioids), (words.any_use, words.use_until)):
        if len(re.findall(any_word, text, re.IGNORECASE)) > len(re.findall(order, text)) + _said_elsewhere(any_word, text, words):
            yield f'"{order}" is said without its NOT'


def _said_elsewhere(any_word: str, text: str, words: _Words) -> int:
    """A Spanish label says it again in English, in whose words the Spanish one may lie."""
    if words is _ENGLISH:
        return 0
    other = _ENGLISH.opioids if any_word == words.any_opioids else _ENGLISH.use_until
    return sum(len(re.findall(any_word, each, re.IGNORECASE)) for each in re.findall(other, text))


def _negations(text: str, words: _Words) -> Iterator[str]:
    """No order but the known ones says no: "3 mL, not 1.5 mL" is none of them."""
    if found := re.search(words.no, re.sub(words.may_say_no, " ", text), re.IGNORECASE):
        yield f'"{found[0]}" in the directions'


def _strength(text: str, product: str, plan: PrintedPlan, words: _Words) -> Iterator[str]:
    due = plan["products"][product]["strength"]
    number = Fraction(due.split(" ")[0])
    if plan["strength_as"] == "base":
        found = re.search(words.base, text)
    elif plan["form"] == "liquid":
        found = re.search(rf"naltrexone hydrochloride ({_NUMBER}) mg {words.per} mL", text)
    else:
        found = re.search(rf"naltrexone hydrochloride ({_NUMBER}) mg,? (?:capsules|cápsulas)", text)
    if found is None or Fraction(found[1]) != number:
        yield f"strength {due}, found {found[0] if found else 'none'}"


def _last_day(text: str, plan: PrintedPlan, words: _Words) -> Iterator[str]:
    due = date.fromisoformat(plan["beyond_use"]["date"])
    found = re.findall(rf"{words.use_until} ([0-9]{{1,2}}) ({_month(words)})\w* ([0-9]{{4}})", text)
    days = {_date(int(year), month, int(day), words) for day, month, year in found}
    if days != {due}:
        yield f"the last day of use {due}, found {', '.join(map(str, days)) or 'none'}"


def _shaking(text: str, plan: PrintedPlan, words: _Words) -> Iterator[str]:
    due = plan["form"] == "liquid" and any(each["kind"] == "tablet" for each in plan["materials"].values())
    if bool(re.search(words.shake, text)) != due:
        yield "that the bottle is to be shaken" if due else "shaking a bottle that needs none"


def _doses(text: str, product: str, plan: PrintedPlan, words: _Words) -> Iterator[str]:
    """What is taken on each day, against the plan."""
    try:
        found = set(_read_doses(text, plan, words))
    except ValueError as error:
        yield str(error)
        return
    due = {each for dose in plan["doses"] for each in _due(dose, product, plan)}
    yield from (f"left out: {each}" for each in sorted(due - found, key=str)[:2])
    yield from (f"not planned: {each}" for each in sorted(found - due, key=str)[:2])
    yield from _draws(text, plan, words)


def _due(dose: PrintedDose, product: str, plan: PrintedPlan) -> Iterator[_Dose]:
    first, last = date.fromisoformat(dose["from_date"]), date.fromisoformat(dose["to_date"])
    milligrams = _number(dose["prescribed"].split(" ")[0])
    if plan["form"] == "liquid":
        amount = _number(dose["volume"].split(" ")[0])
    else:
        amount = _number(str(sum(part["count"] for part in dose["capsules"] if part["from"] == product)))
        if not amount:
            return
    named = dose.get("weekdays", _WEEK)
    for number in range(0, (last - first).days + 1, dose.get("every", 1)):
        day = first + number * _DAY
        if _WEEK[day.weekday()] in named:
            yield _Dose(day, dose["when"], amount, milligrams)


@lru_cache(maxsize=256)
def _number(text: str) -> Fraction:
    """A number; the same one for the same text, so that hundreds of days are quickly compared."""
    return Fraction(text)


def _read_doses(text: str, plan: PrintedPlan, words: _Words) -> Iterator[_Dose]:
    """The doses in the directions: each with the days before it, or after it in a sentence, and its time of day."""
    start = min(date.fromisoformat(dose["from_date"]) for dose in plan["doses"])
    days = list(_ranges(text, start, words))
    times = [(found.start(), words.when[found[0]]) for found in re.finditer("|".join(words.when), text)]
    taken = list(_TAKEN.finditer(text))
    nothing = [found.start() for found in re.finditer(rf"\b{words.nothing}\b", text)]
    for index, found in enumerate(taken):
        before = [each for each in days if each[0] < found.start()]
        after = [each for each in days if each[0] > found.end()]
        if not before and not after:
            raise ValueError(f'no days for "{found[0]}"')
        dated = before[-1] if before else after[0]
        ends = [each[0] for each in after] if before else []
        ends += [taken[index + 1].start()] if index + 1 < len(taken) else []
        end = min([*ends, *(each for each in nothing if each > found.end())], default=len(text))
        own = [when for at, when in times if found.end() <= at < end]
        common = [when for at, when in times if at < found.start()]
        if not own and not common:
            raise ValueError(f'no time of day for "{found[0]}"')
        amount = _number(found["volume"] or found["count"])
        milligrams = _number(found["of_volume"] or found["of_count"])
        for day in dated[1]:
            yield _Dose(day, own[0] if own else common[-1], amount, milligrams)


def _ranges(text: str, start: date, words: _Words) -> Iterator[tuple[int, list[date]]]:
    """Days and where they stand; dates with a year are others: from when, until when it is used."""
    month = _month(words)
    day = rf"([0-9]{{1,2}}) ({month})\w*"
    pattern = rf"\b([0-9]{{1,2}})(?: ({month})\w*)? (?:to|al?) {day}|\b{day}(?! [0-9]{{4}})"
    at = start
    for found in re.finditer(pattern, text):
        if found[5]:
            if re.match(r"\w* [0-9]{4}", text[found.end() :]) or re.search(r"(?:from|desde el) $", text[: found.start()]):
                continue
            first = last = _on_or_after(at, found[6], int(found[5]), words)
        else:
            first = _on_or_after(at, found[2] or found[4], int(found[1]), words)
            last = _on_or_after(first, found[4], int(found[3]), words)
        at = first
        yield found.start(), _taken(first, last, text[found.end() :], words)


def _taken(first: date, last: date, after: str, words: _Words) -> list[date]:
    """The days from the first to the last that the words right after them leave: every few days, or days of the week."""
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    if re.match(rf"\w*, {words.every_other}\b", after):
        return days[::2]
    if every := re.match(rf"\w*, {words.every}\b", after):
        return days[:: int(every[1])]
    names = words.weekdays.split()
    one = "|".join(names)
    if not (only := re.match(rf"\w*, {words.only} (?:de )?((?:(?:, | y | and | {words.to} )?(?:{one}))+)", after)):
        return days
    listed = [names.index(name) for name in re.findall(one, only[1])]
    if f" {words.to} " in only[1]:
        listed = list(range(listed[0], listed[-1] + 1))
    return [day for day in days if day.weekday() in listed]


def _draws(text: str, plan: PrintedPlan, words: _Words) -> Iterator[str]:
    """Two fills of a syringe, in their order."""
    for dose in plan["doses"]:
        volumes = [draw["volume"].split(" ")[0] for draw in dose.get("draws", [])]
        if len(volumes) == 2 and not re.search(words.fill_twice.format(*map(re.escape, volumes)), text):
            yield f"two fills of the syringe, {' and '.join(volumes)} mL"
    for low, high in re.findall(words.between.replace("{n}", _NUMBER), text):
        middle = (Fraction(low) + Fraction(high)) / 2
        drawn = [Fraction(draw["volume"].split(" ")[0]) for dose in plan["doses"] for draw in dose.get("draws", [])]
        if middle not in drawn:
            yield f"a draw between {low} mL and {high} mL"


def _month(words: _Words) -> str:
    return "|".join(f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in words.months.split())


def _date(year: int, month: str, day: int, words: _Words) -> date:
    try:
        return date(year, words.months.split().index(month[:3].lower()) + 1, day)
    except ValueError:
        raise ValueError(f"no such day: {day} {month} {year}") from None


def _on_or_after(start: date, month: str, day: int, words: _Words) -> date:
    number = words.months.split().index(month[:3].lower()) + 1
    return _date(start.year if (number, day) >= (start.month, start.day) else start.year + 1, month, day, words)


def _lines(drawn: Sequence[Drawn], part: int) -> list[Drawn]:
    """What was drawn on one label, as it was drawn: texts side by side do not run into each other."""
    return [each for each in drawn if each.part == part]


def _text(lines: Sequence[Drawn]) -> str:
    """Runs that touch are one word; others are apart."""
    out = ""
    last: Drawn | None = None
    for each in lines:
        touches = last is not None and abs(last.end - each.x) < _SAME_LINE / 4 and abs(last.baseline - each.baseline) < _SAME_LINE
        out += ("" if touches or not out else " ") + each.text
        last = each
    return re.sub(r"\s+", " ", out.replace("\u00a0", " "))
