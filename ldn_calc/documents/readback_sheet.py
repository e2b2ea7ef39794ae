"""A reader of finished patient sheets that uses none of the program's texts, as `readback` is one of labels.

It reads with words of its own what the sheet says of doses and dates: strength and last day of use, each dose with its days, time,
amount, mass, draws and syringe, each day of the calendar, what is left over, the day to call by and the day of the next bottle. It
holds them against the plan's text that was proved, the prescription's refills, and the policy how many days before the last dose a
patient calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from ldn_calc.documents.drawing.drawn import Drawn
from ldn_calc.documents.readback import ENGLISH, NUMBER, SPANISH, WEEK, ReadbackError, Words, dated_ranges, day_on_or_after, text_of
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.printed import PrintedDose, PrintedPlan

__all__ = ["check_sheet", "sheet_differences"]

_DAY: Final = timedelta(days=1)
_N: Final = NUMBER


@dataclass(frozen=True, slots=True)
class _SheetWords:
    """The few words of one language by which the reader finds its way on a sheet; patterns."""

    words: Words
    weekdays: str
    title: str
    directions: str
    after: str
    calendar: str
    panels: str
    same: str
    use_until: str
    fill: str
    between: str
    syringe: str
    left: str
    just: str
    left_after: str
    lasts: str
    call: str
    call_now: str
    starts: str
    then: str
    oral_syringe: str
    line: str
    bottle_days: str
    plan_days: str


_ENGLISH: Final = _SheetWords(
    words=ENGLISH,
    weekdays=r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)? (?=[0-9]{1,2} [A-Z][a-z]{2}\b)",
    title=r"LDN\)(.*?)Read this first",
    directions="Directions for use",
    after=r"Shake the bottle well before|Use only the|For each dose use|Swallow the capsules",
    calendar=r"Your dose each day,|Your doses,",
    panels="How to store it",
    same=r"Take the same dose each day to {day}",
    use_until=r"Do not use after {day} ([0-9]{4})",
    fill=rf"\b[Ff]ill to ({_N}) mL",
    between=rf"between ({_N}) mL and ({_N}) mL",
    syringe=rf"({_N}) mL syringe",
    left=r"(?:A little|Some) will be left after your last dose on {day}\. Do not take it\.",
    just=r"Just what you need: (.*?)\. If some are left after {day}",
    left_after="will be left",
    lasts=r"Your last dose from (?:it|them) is on {day}",
    call=r"Call us by {day}",
    call_now="Call us now",
    starts=r"You start (?:it|them|the next bottles?) on {day}",
    then=rf"({_N}) mL, then ({_N}) mL",
    oral_syringe=rf"({_N}) mL oral syringe",
    line=rf"to the ({_N}) mL line",
    bottle_days=r"(?:bottle is|bottles are) for (?:the last )?([0-9]+) days?",
    plan_days=r"([0-9]+)-day plan",
)
_SPANISH: Final = _SheetWords(
    words=SPANISH,
    weekdays=r"\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo) (?=[0-9]{1,2} [a-z]{3,5}\b)",
    title=r"LDN por sus siglas en inglés\)(.*?)Lea esto primero",
    directions="Instrucciones de uso",
    after=r"Agite bien el frasco antes|Use solo la|Para cada dosis use|Trague las cápsulas",
    calendar=r"Su dosis cada día,|Sus dosis,",
    panels="Cómo guardarlo",
    same=r"Tome la misma dosis cada día hasta el {day}",
    use_until=r"No lo use después del {day} ([0-9]{4})",
    fill=rf"\b[Ll]lene hasta ({_N}) mL",
    between=rf"entre ({_N}) mL y ({_N}) mL",
    syringe=rf"jeringa (?:de )?({_N}) mL",
    left=r"Después de la última dosis, el {day}, va a sobrar (?:un poco|medicamento)\. No lo tome\.",
    just=r"Justo lo que necesita: (.*?)\. Si sobran algunas después del {day}",
    left_after="va a sobrar",
    lasts=r"La última dosis es el {day}",
    call=r"Llámenos a más tardar el {day}",
    call_now="Llámenos ahora",
    starts=r"Usted (?:lo empieza|los empieza|empieza el siguiente frasco|empieza los siguientes frascos) el {day}",
    then=rf"({_N}) mL, luego ({_N}) mL",
    oral_syringe=rf"jeringa oral de ({_N}) mL",
    line=rf"la línea de ({_N}) mL",
    bottle_days=r"(?:frasco es|frascos son) para (?:los últimos )?([0-9]+) días?",
    plan_days=r"plan de ([0-9]+) días?",
)
_TAKEN: Final = re.compile(
    rf"(?:(?:(?P<amount>{_N}) mL|(?P<count>[0-9]+) (?:capsules?|cápsulas?)"
    rf"|(?P<strengths>(?:[0-9]+ (?:of|de) {_N} mg(?: and | y |, | )?)+))(?: ?=)? ?|(?P<bare>[0-9]+) ?= )(?<= )(?P<mass>{_N}) mg"
)
_PAGE: Final = re.compile(r"(?:Page|Página)\s[0-9]+\s(?:of|de)\s[0-9]+")
_OF_STRENGTH: Final = re.compile(rf"([0-9]+) (?:of|de) ({_N}) mg")
_Dose = tuple[str, Fraction, Fraction]
"""Time of day, millilitres or capsules, milligrams."""


def check_sheet(drawn: Sequence[Drawn], dispensing: Dispensing) -> None:
    """Refuse a sheet that does not say what the plan says.

    Raises:
        ReadbackError: it does not; names every difference.
    """
    if found := list(dict.fromkeys(sheet_differences(drawn, dispensing))):
        raise ReadbackError(f"the sheet, read back, does not say what the plan says: {'; '.join(found[:6])}")


def sheet_differences(drawn: Sequence[Drawn], dispensing: Dispensing) -> Iterator[str]:
    """What the sheet says that the plan does not, and what it leaves out."""
    words = _SPANISH if dispensing.language is Language.SPANISH else _ENGLISH
    plan = dispensing.result.get("plan")
    if plan is None:
        yield "there is no plan"
        return
    reader = _Reader(re.sub(words.weekdays, "", text_of(_without_heads(drawn))), dispensing, plan, words)
    try:
        yield from reader.title()
        yield from reader.rows()
        yield from reader.calendar()
        yield from reader.end()
        yield from reader.elsewhere()
    except ValueError as error:
        yield str(error)


class _Reader:
    """One sheet's text, without weekdays before dates, and what is due on it."""

    def __init__(self, text: str, dispensing: Dispensing, plan: PrintedPlan, words: _SheetWords) -> None:
        self._text, self._dispensing, self._plan, self._words = text, dispensing, plan, words
        self._due: dict[date, list[_Dose]] = {}
        self._planned: dict[date, list[PrintedDose]] = {}
        for dose in plan["doses"]:
            told = _told(dose)
            for day in _days(dose):
                self._due.setdefault(day, []).append(told)
                self._planned.setdefault(day, []).append(dose)
        self._first, self._last = min(self._due), max(date.fromisoformat(dose["to_date"]) for dose in plan["doses"])

    def title(self) -> Iterator[str]:
        """Strength and last day of use."""
        due = {_figure(product["strength"]) for product in self._plan["products"].values()}
        found = re.search(self._words.title, self._text)
        said = {_figure(each) for each in re.findall(rf"({_N}) mg", found[1])} if found else set()
        if said != due:
            yield f"strength {_list(due)}, found {_list(said) or 'none'}"
        until = date.fromisoformat(self._plan["beyond_use"]["date"])
        days = {
            day_on_or_after(date(int(year), 1, 1), month, int(day), self._words.words)
            for day, month, year in re.findall(self._pattern(self._words.use_until), self._text)
        }
        if days != {until}:
            yield f"the last day of use {until}, found {', '.join(map(str, days)) or 'none'}"

    def rows(self) -> Iterator[str]:
        """Every dose with its days, time of day, amount and mass; its draws, and the syringe that it is drawn with."""
        text = self._between(self._words.directions, self._words.after)
        ranges = list(dated_ranges(text, self._first, self._words.words))
        taken = list(_TAKEN.finditer(text))
        found: dict[date, list[_Dose]] = {}
        for place, each in enumerate(taken):
            before = [days for at, days in ranges if at < each.start()]
            end = taken[place + 1].start() if place + 1 < len(taken) else len(text)
            rest = text[each.end() : end]
            whens = re.findall("|".join(self._words.words.when), rest)
            if not before or not whens:
                raise ValueError(f'no days or no time of day for "{each[0]}"')
            when = self._words.words.when[whens[0]]
            for day in before[-1]:
                found.setdefault(day, []).append((when, *_amounts(each)))
            yield from self._drawn_with(rest, when, before[-1][0])
        yield from self._compared(found, "the directions")

    def _drawn_with(self, rest: str, when: str, day: date) -> Iterator[str]:
        """The draws of one row, and its syringe."""
        dose = next((each for each in self._planned.get(day, ()) if each["when"] == when), None)
        if dose is None:
            raise ValueError(f"a dose on {day} {when}")
        due, sizes = _draws(dose), self._sizes(dose)
        said = [_figure(each) for each in re.findall(self._words.fill, rest)]
        if said != due and (said or len(due) > 1):
            yield f"draws of {_list(due) or 'nothing'} mL, found {_list(said) or 'none'}"
        if len(self._plan["products"]) > 1:
            strengths = {_figure(self._plan["products"][part["from"]]["strength"]) for part in dose["capsules"]}
            over = {_figure(each) for each in re.findall(rf"({_N}) mg", rest)}
            if over != strengths:
                yield f"capsules of {_list(strengths)} mg, found {_list(over) or 'none'}"
        for low, high in re.findall(self._words.between, rest):
            if (_figure(low) + _figure(high)) / 2 not in due:
                yield f"a draw between {low} mL and {high} mL"
        named = {_figure(each) for each in re.findall(self._words.syringe, rest)}
        if named != sizes:
            yield f"a syringe of {_list(sizes) or 'no'} mL, found {_list(named) or 'none'}"

    def _sizes(self, dose: PrintedDose) -> set[Fraction]:
        """What the syringes of a dose hold, in millilitres."""
        named = [self._plan["instruments"][draw["instrument"]] for draw in dose.get("draws", [])]
        return {_figure(str(each.get("capacity"))) for each in named}

    def elsewhere(self) -> Iterator[str]:
        """Syringes and lines that the steps name, the days of the bottle and of the plan, and the most a day on the wallet card."""
        doses, supply = self._plan["doses"], self._plan["supply"]
        sizes = {size for dose in doses for size in self._sizes(dose)}
        most = max(sum((mass for _, _, mass in told), Fraction(0)) for told in self._due.values())
        for what, pattern, due in (
            ("an oral syringe", self._words.oral_syringe, sizes),
            ("a line", self._words.line, {draw for dose in doses for draw in _draws(dose)}),
            ("the most a day", rf"up to ({_N}) mg (?:base )?a day", {most}),
            ("a bottle", self._words.bottle_days, {Fraction(supply["days_covered"])}),
            ("a plan", self._words.plan_days, {Fraction(supply["days_prescribed"])}),
        ):
            for said in re.findall(pattern, self._text):
                if _figure(said) not in due:
                    yield f"{what} of {said}, not {_list(sorted(due))}"

    def calendar(self) -> Iterator[str]:
        """Each day with its doses; the short form has none."""
        if not re.search(self._words.calendar, self._text):
            return
        text = self._between(self._words.calendar, self._words.panels)
        if same := re.search(self._pattern(self._words.same), text):
            text = text[: same.start()]
        months, to = self._months, "(?:to|al)"
        cells = list(re.finditer(rf"\b([0-9]{{1,2}}) ({months})\w*\b(?! {to} [0-9])(?! [0-9]{{4}})", text))
        found: dict[date, list[_Dose]] = {}
        at = self._first - 7 * _DAY
        for place, cell in enumerate(cells):
            day = at = day_on_or_after(at, cell[2], int(cell[1]), self._words.words)
            end = cells[place + 1].start() if place + 1 < len(cells) else len(text)
            told = text[cell.end() : end]
            found.setdefault(day, []).extend(("", *_amounts(each)) for each in _TAKEN.finditer(told))
            yield from self._cell(day, told)
        yield from self._heading(text)
        shown = max(found, default=self._first)
        yield from self._compared({day: doses for day, doses in found.items() if doses}, "the calendar", until=shown)
        until = day_on_or_after(self._first, same[2], int(same[1]), self._words.words) if same else shown
        if (shown < self._last) != bool(same) or (same and until != self._last):
            yield f"a calendar to {until}, not to {self._last}"

    def _cell(self, day: date, told: str) -> Iterator[str]:
        """The draws of a day, and its syringes where they are named."""
        doses = self._planned.get(day, [])
        due = [draw for dose in doses if len(draws := _draws(dose)) > 1 for draw in draws]
        said = [_figure(each) for pair in re.findall(self._words.then, told) for each in pair]
        if said != due:
            yield f"draws of {_list(due) or 'nothing'} mL on {day}, found {_list(said) or 'none'}"
        sizes = {size for dose in doses for size in self._sizes(dose)}
        named = {_figure(each) for each in re.findall(self._words.syringe, told)}
        if named and named != sizes:
            yield f"a syringe of {_list(sizes)} mL on {day}, found {_list(named)}"

    def _heading(self, text: str) -> Iterator[str]:
        """The first and the last day over the calendar, the last with its year."""
        day = rf"([0-9]{{1,2}}) ({self._months})\w*"
        for one, other in (("to", ""), ("al", "del ")):
            first_day = rf"([0-9]{{1,2}})(?: ({self._months})\w*)?(?: [0-9]{{4}})?"
            if found := re.match(rf" {other}{first_day} {one} {day} ([0-9]{{4}})", text):
                last = day_on_or_after(date(int(found[5]), 1, 1), found[4], int(found[3]), self._words.words)
                first = (int(found[1]), (found[2] or found[4])[:3].lower())
                months = self._words.words.months.split()
                if last != self._last or first != (self._first.day, months[self._first.month - 1]):
                    yield f"a calendar from {found[1]} {found[2] or found[4]} to {last}, not {self._first} to {self._last}"
                return
        if self._first != self._last:
            yield "the days of the calendar"

    def _compared(self, found: dict[date, list[_Dose]], where: str, until: date | None = None) -> Iterator[str]:
        """The doses of each day against those due; the calendar leaves times of day to their place and signs."""
        timed = any(when for doses in found.values() for when, _, _ in doses)
        for day in sorted({*found, *self._due}):
            if until is not None and day > until:
                continue
            due = sorted((when if timed else "", amount, mass) for when, amount, mass in self._due.get(day, ()))
            said = sorted(found.get(day, ()))
            if said != due:
                yield f"{where}: {_doses(said)} on {day}, not {_doses(due)}"

    def end(self) -> Iterator[str]:
        """What is left over, until when the bottle lasts, the day to call by, and from when the next bottle is."""
        yield from self._left()
        supply, request = self._plan["supply"], self._dispensing.request
        for said in self._said(self._words.lasts):
            if said != self._last:
                yield f"the last dose on {said}, not {self._last}"
        if not self._said(self._words.lasts):
            yield "the day of the last dose"
        follows = bool(supply["next_fill_by"]) or request.fill.number <= request.rx.refills
        calls, now = self._said(self._words.call), self._words.call_now in self._text
        due = self._due_call()
        if not follows and (calls or now):
            yield "a call for a bottle that there is not"
        elif follows and (calls != ([due] if due else []) or now != (due is None)):
            said_by = ", ".join(map(str, calls)) or ("now" if now else "none")
            yield f"a call by {said_by}, not {due or 'now'}"
        starts = date.fromisoformat(supply["next_fill_by"]) if supply["next_fill_by"] else self._last + _DAY
        for said in self._said(self._words.starts):
            if said != starts or not follows:
                yield f"the next bottle on {said}, not {starts}"

    def _due_call(self) -> date | None:
        """The last day that leaves the days in hand and is no Sunday; not before the first dose; None where none is to come."""
        days = self._dispensing.formulary.policy_count("defaults", "call_days_before_last_dose")
        today = max(self._dispensing.printed_at.date(), self._dispensing.request.compounded_on)
        wanted = [self._last - number * _DAY for number in range(days, days + 2)]
        fit = [day for day in wanted if day >= self._first and day.isoweekday() != 7]
        return fit[0] if fit and fit[0] > today else None

    def _left(self) -> Iterator[str]:
        made, used = Fraction(0), Fraction(0)
        counts = []
        for name, product in self._plan["products"].items():
            amount = str(product["amount"]).split(" ")[0]
            made += _figure(amount)
            counts.append(int(amount) if self._plan["form"] != "liquid" else 0)
            for dose in self._plan["doses"]:
                if self._plan["form"] == "liquid":
                    used += _figure(dose["volume"]) * dose["count"]
                else:
                    used += sum(part["count"] for part in dose["capsules"] if part["from"] == name) * dose["count"]
        just = re.search(self._pattern(self._words.just), self._text)
        if (self._words.left_after in self._text) != (made > used):
            yield "what is left over"
        for day in self._said(self._words.left):
            if day != self._last:
                yield f"what is left over after {day}, not {self._last}"
        if self._words.left_after in self._text and not self._said(self._words.left):
            yield "what is done with what is left over"
        if just and {int(just[2])} != {self._last.day}:
            yield f"what is left over after {just[2]} {just[3]}, not {self._last}"
        if just is None:
            return
        parts = re.findall(rf"([0-9]+) (?:capsules?|cápsulas?)(?: (?:of|de) ({_N}) mg)?", just[1].replace(",", ""))
        strengths = [_figure(product["strength"]) for product in self._plan["products"].values()]
        of_each = [_figure(strength) for _, strength in parts if strength] or strengths
        if [int(count) for count, _ in parts] != counts or of_each != strengths or made != used:
            yield f"{just[1]}, not {_list([Fraction(each) for each in counts])} capsules"

    @property
    def _months(self) -> str:
        return "|".join(f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in self._words.words.months.split())

    def _pattern(self, pattern: str) -> str:
        return pattern.replace("{day}", rf"([0-9]{{1,2}}) ({self._months})\w*")

    def _said(self, pattern: str) -> list[date]:
        """The days that a sentence names, each in the year in which it follows the fill's first day."""
        found = re.findall(self._pattern(pattern), self._text)
        return list(dict.fromkeys(day_on_or_after(self._first, month, int(day), self._words.words) for day, month in found))

    def _between(self, begin: str, end: str) -> str:
        """The text from the first place where something begins to the next where something else does."""
        start = re.search(begin, self._text)
        stop = re.search(end, self._text[start.end() :]) if start else None
        if start is None or stop is None:
            raise ValueError(f"nothing from {begin} to {end}")
        return self._text[start.end() : start.end() + stop.start()]


def _without_heads(drawn: Sequence[Drawn]) -> list[Drawn]:
    """What was drawn without what stands on every later page in the very place where it stands on the first: the running head."""
    first = {(each.text, each.x, each.baseline) for each in drawn if each.page == 1}
    return [
        each for each in drawn if each.page == 1 or not ((each.text, each.x, each.baseline) in first or _PAGE.fullmatch(each.text))
    ]


def _days(dose: PrintedDose) -> list[date]:
    first, last = date.fromisoformat(dose["from_date"]), date.fromisoformat(dose["to_date"])
    days = [first + number * _DAY for number in range(0, (last - first).days + 1, dose.get("every", 1))]
    return [day for day in days if WEEK[day.weekday()] in dose.get("weekdays", WEEK)]


def _told(dose: PrintedDose) -> _Dose:
    amount = _figure(dose["volume"]) if "volume" in dose else Fraction(sum(part["count"] for part in dose["capsules"]))
    return dose["when"], amount, _figure(dose["prescribed"])


@lru_cache(maxsize=1024)
def _figure(text: str) -> Fraction:
    """The number that an amount begins with."""
    return Fraction(text.split(" ", maxsplit=1)[0])


def _draws(dose: PrintedDose) -> list[Fraction]:
    return [_figure(draw["volume"]) for draw in dose.get("draws", [])]


def _amounts(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    """Amount and mass of a dose as it was read; strengths are added up, and must come to the mass."""
    mass = _figure(found["mass"])
    if found["strengths"]:
        parts = [(int(count), _figure(strength)) for count, strength in _OF_STRENGTH.findall(found["strengths"])]
        if sum(count * strength for count, strength in parts) != mass:
            raise ValueError(f'"{found[0]}" does not add up')
        return Fraction(sum(count for count, _ in parts)), mass
    return _figure(found["amount"] or found["count"] or found["bare"]), mass


def _doses(doses: Sequence[_Dose]) -> str:
    return " and ".join(f"{float(amount):g} ({float(mass):g} mg) {when}".strip() for when, amount, mass in doses) or "nothing"


def _list(numbers: Iterator[Fraction] | Sequence[Fraction] | set[Fraction]) -> str:
    return " and ".join(f"{float(each):g}" for each in numbers)
