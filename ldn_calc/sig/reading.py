"""One line in, its regimen out: read, or asked about, or not read; nothing of it is dropped and nothing is guessed.

>>> reading = read_sig("4.5 mg qhs #30 caps")
>>> reading.status, [(phase.days, phase.take[0].dose.milligrams, phase.take[0].when.value) for phase in reading.regimen]
('read', [(30, Fraction(9, 2), 'bedtime')])
>>> read_sig("3 mg hs prn #30 caps").unread[0].because
"'prn': as needed"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ldn_calc.order.prescription import Form
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.sig.amounts import plain
from ldn_calc.sig.grammar import Grammar, Reading, TooManyReadingsError
from ldn_calc.sig.outcome import Outcome, SigPhase
from ldn_calc.sig.parts import Ask, Row
from ldn_calc.sig.reckoning import reckoned
from ldn_calc.sig.terms import STOP, Term, edges_of, glued_words, near_words
from ldn_calc.sig.tokens import Token, tokens_of

__all__ = ["MOST_CHARACTERS", "SigQuestion", "SigReading", "SigUnread", "SigWord", "read_sig"]

MOST_CHARACTERS: Final = 1000
_MOST_PIECES: Final = 200
_MOST_READINGS_SHOWN: Final = 4
_MOST_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class SigWord:
    """What some words were understood as: `start` counts characters from 0, `end` is the one after the last."""

    text: str
    start: int
    end: int
    means: str


@dataclass(frozen=True, slots=True)
class SigQuestion:
    """What the line leaves open: what it is about, the words, every reading as it would be written, and the sentence that asks."""

    about: str
    found: str
    readings: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class SigUnread:
    """Words that stopped the reading, and why."""

    text: str
    start: int
    end: int
    because: str


@dataclass(frozen=True, slots=True)
class SigReading:
    """A line as it was understood.

    Attributes:
        status: read, question or unread.
        regimen: exact doses; empty unless it was read.
        form: capsule or liquid; None where the line does not say.
        strength: mg a capsule or mg/mL; None where the line does not say, or says several.
        quantity: capsules, or a volume; None where the line does not say.
        words: every word of the line in its order, with what it was understood as.
        questions: at least one where the status is question.
        unread: at least one where the status is unread.
        notes: what was reckoned, and error-prone words that were read; to be said.
    """

    status: str
    regimen: tuple[SigPhase, ...] = ()
    form: Form | None = None
    strength: Mass | Strength | None = None
    quantity: int | Volume | None = None
    words: tuple[SigWord, ...] = ()
    questions: tuple[SigQuestion, ...] = ()
    unread: tuple[SigUnread, ...] = ()
    notes: tuple[str, ...] = ()


def read_sig(text: str) -> SigReading:
    """Read the directions of one prescription as somebody typed them, in English or Spanish, by a deterministic grammar.

    Doses come out as exact masses of what the prescription calls naltrexone. Doses outside 0.5 to 5 mg, and whatever the grammar
    has no rule for, leave the line unread. Source: docs/interface.md, "Reading a sig"; each term has its own in sig_terms.csv.
    """
    if not text.strip():
        return _whole_line(text, "nothing is written")
    if len(text) > MOST_CHARACTERS:
        return _whole_line(text, f"at most {MOST_CHARACTERS} characters are read")
    tokens = tokens_of(text, glued_words())
    if len(tokens) > _MOST_PIECES:
        return _whole_line(text, f"at most {_MOST_PIECES} words, numbers and signs are read")
    edges = edges_of(tokens)
    stopped = _stopped(tokens, edges)
    if stopped:
        return SigReading("unread", words=_cover(text, tokens, edges), unread=tuple(stopped))
    grammar = Grammar(text, tokens, edges)
    try:
        readings = grammar.readings()
    except TooManyReadingsError:
        return _not_read(text, tokens, edges, 0, "the line can be read in too many ways")
    outcomes = [(outcome, reading) for reading in readings if (outcome := reckoned(*reading[:3])) is not None]
    susp = _suspended(tokens, edges, outcomes)
    if not outcomes:
        furthest = min(grammar.furthest, len(tokens) - 1) if not readings else 0
        because = "no way to read the line goes on from here" if not readings else "the line contradicts itself"
        return _not_read(text, tokens, edges, furthest, because)
    return _decided(text, tokens, edges, outcomes, susp)


def _decided(
    text: str,
    tokens: Sequence[Token],
    edges: Sequence[Sequence[tuple[int, Term]]],
    outcomes: Sequence[tuple[Outcome, Reading]],
    susp: tuple[Ask, ...],
) -> SigReading:
    """One regimen is read, several are a question; a reading that leaves something open counts only where none is whole."""
    whole = [(outcome, reading) for outcome, reading in outcomes if not outcome.asks]
    if not whole:
        outcome, reading = min(outcomes, key=lambda each: (len(each[0].asks), len(each[1][0])))
        words = _words(text, tokens, reading[3])
        if words is None:
            return _not_read(text, tokens, edges, 0, "a word is not accounted for")
        return SigReading("question", words=words, questions=tuple(_question(ask) for ask in (*outcome.asks, *susp)))
    regimens = list(dict.fromkeys((outcome.phases, outcome.form, outcome.quantity) for outcome, _ in whole))
    outcome, reading = whole[0]
    words = _words(text, tokens, reading[3])
    if words is None:
        return _not_read(text, tokens, edges, 0, "a word is not accounted for")
    if len(regimens) > 1:
        said = tuple(_said(*each) for each in regimens[:_MOST_READINGS_SHOWN])
        asked = SigQuestion("regimen", text.strip(), said, "The line can be read in more ways than one. Which?")
        return SigReading("question", words=words, questions=(asked,))
    if susp:
        return SigReading("question", words=words, questions=tuple(map(_question, susp)))
    faults = outcome.faults
    if faults:
        return SigReading("unread", words=words, unread=tuple(_placed(words, text, fault.found, fault.because) for fault in faults))
    strengths = {each.strength for each, _ in whole}
    notes = [row.note for row in sorted(reading[3], key=lambda row: row.first) if row.note]
    return SigReading(
        status="read",
        regimen=outcome.phases,
        form=outcome.form,
        strength=outcome.strength if len(strengths) == 1 else None,
        quantity=outcome.quantity,
        words=words,
        notes=tuple(dict.fromkeys((*notes, *outcome.notes))),
    )


def _question(ask: Ask) -> SigQuestion:
    return SigQuestion(ask.about, ask.found, ask.readings, ask.sentence)


def _said(phases: tuple[SigPhase, ...], form: Form | None, quantity: int | Volume | None) -> str:
    """A regimen in one line."""
    steps = []
    for phase in phases:
        doses = " and ".join(f"{plain(take.dose.milligrams)} mg {_at(take.when.value)}" for take in phase.take)
        every = "" if phase.every == 1 else f", one day in {phase.every}"
        every += f", on {' '.join(day.value for day in phase.weekdays)}" if phase.weekdays else ""
        steps.append(f"{doses}{every} for {phase.days} days")
    made = f" ({form.value})" if form else ""
    held = f", {quantity} capsules" if isinstance(quantity, int) else f", {plain(quantity.millilitres)} mL" if quantity else ""
    return ", then ".join(steps) + made + held


def _at(when: str) -> str:
    return "at bedtime" if when == "bedtime" else f"in the {when}"


def _stopped(tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]]) -> list[SigUnread]:
    """Pieces that no term and no rule can hold: unknown words, and words that stop a reading, each named once."""
    held: set[int] = set()
    named = any(term.kind in _NAMED_DAYS for here in edges for _, term in here)
    for start, here in enumerate(edges):
        for end, term in here:
            if term.kind != STOP and (named or term.kind not in _BESIDE_DAYS):
                held.update(range(start, end))
    found: list[SigUnread] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if at in held or (token.kind in ("number", "naked", "comma", "fraction", "break") or token.key in _SIGNS):
            at += 1
            continue
        stops = [(end, term) for end, term in edges[at] if term.kind == STOP]
        if stops:
            end, term = max(stops, key=lambda each: each[0])
            words = _slice(tokens, at, end)
            found.append(SigUnread(words, token.start, tokens[end - 1].end, f"'{words}': {term.value}"))
            at = end
            continue
        found.append(SigUnread(token.text, token.start, token.end, _unknown(token)))
        at += 1
    return found


_NAMED_DAYS: Final = ("weekday", "ask-weekday")
_BESIDE_DAYS: Final = ("weekday-lead", "weekday-only")
"""Words that say something only beside days of the week (on, only, los); without these they are unknown, or stop the line."""
_SIGNS: Final = frozenset(",;.:()-/>=→'@")


def _slice(tokens: Sequence[Token], first: int, end: int) -> str:
    parts = [tokens[first].text]
    for token in tokens[first + 1 : end]:
        parts.append(token.text if token.glued else f" {token.text}")
    return "".join(parts)


def _unknown(token: Token) -> str:
    if token.kind == "doubtful":
        return f"'{token.text}' is no number that is read one way"
    if token.kind == "sign" and not token.text.isprintable():
        return f"a character that does not show, U+{ord(token.text):04X}"
    if not token.text.isascii() and token.kind == "sign":
        return f"'{token.text}' (U+{ord(token.text):04X}) is not understood"
    near = near_words(token.text)
    if token.key in near:
        return f"'{token.text}' is not understood here"
    hint = f". Did you mean {' or '.join(near)}? Nothing of the line was used" if near else ""
    return f"'{token.text}' is not understood{hint}"


def _suspended(
    tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]], outcomes: Sequence[tuple[Outcome, Reading]]
) -> tuple[Ask, ...]:
    """`susp.` in a line with Spanish, away from strength and drug: a suspension, or suspender, stop."""
    if not outcomes or not any(term.kind == "susp" for here in edges for _, term in here):
        return ()
    used = {(row.first, row.end) for row in outcomes[0][1][3]}
    english = {term.text for here in edges for _, term in here if term.language != "es"}
    spanish = any(
        term.language == "es" and term.text not in english and (at, end) in used
        for at, here in enumerate(edges)
        for end, term in here
    )
    for at, here in enumerate(edges):
        for _, term in here:
            before = any(
                end == at and row.means.startswith(("strength", "naltrexone")) for row in outcomes[0][1][3] for end in [row.end]
            )
            if term.kind == "susp" and spanish and not before:
                return (
                    Ask("form", tokens[at].text, ("suspension", "suspender, stop"), "susp.: a suspension, or suspender, stop?"),
                )
    return ()


def _words(text: str, tokens: Sequence[Token], rows: Iterable[Row]) -> tuple[SigWord, ...] | None:
    """A row for every piece; None where a word or a number is not accounted for, or twice: then nothing is read."""
    found: list[SigWord] = []
    at = 0
    for row in sorted(rows, key=lambda row: (row.first, row.end)):
        if row.first < at or row.end <= row.first:
            return None
        while at < row.first:
            token = tokens[at]
            if token.kind not in ("sign", "break"):
                return None
            found.append(SigWord(token.text, token.start, token.end, "punctuation"))
            at += 1
        start, end = tokens[row.first].start, tokens[row.end - 1].end
        said = f"{row.means}; {row.note}" if row.note else row.means
        found.append(SigWord(text[start:end], start, end, said))
        at = row.end
    for token in tokens[at:]:
        if token.kind not in ("sign", "break"):
            return None
        found.append(SigWord(token.text, token.start, token.end, "punctuation"))
    return tuple(found)


def _cover(text: str, tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]]) -> tuple[SigWord, ...]:
    """The pieces of a line that was not read, longest terms first: what each would be."""
    found: list[SigWord] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if edges[at]:
            end, term = max(edges[at], key=lambda each: each[0])
            start = token.start
            last = tokens[end - 1].end
            found.append(SigWord(text[start:last], start, last, f"{term.kind}: {term.value}" if term.kind != STOP else term.value))
            at = end
            continue
        means = "punctuation" if token.kind in ("sign", "break") else "a number" if token.kind == "number" else "not understood"
        found.append(SigWord(token.text, token.start, token.end, means))
        at += 1
    return tuple(found)


def _not_read(text: str, tokens: Sequence[Token], edges: Sequence[Sequence[tuple[int, Term]]], at: int, because: str) -> SigReading:
    token = tokens[at]
    unread = SigUnread(token.text, token.start, token.end, f"'{token.text.strip() or 'the line break'}': {because}")
    return SigReading("unread", words=_cover(text, tokens, edges), unread=(unread,))


def _placed(words: Iterable[SigWord], text: str, found: str, because: str) -> SigUnread:
    """Where a dose that is not planned stands: its own words, or the whole line where it was reckoned."""
    for word in words:
        if word.text == found:
            return SigUnread(found, word.start, word.end, because)
    return SigUnread(text, 0, len(text), because)


def _whole_line(text: str, because: str) -> SigReading:
    words = (SigWord(text, 0, len(text), "not read"),) if text.strip() else ()
    return SigReading("unread", words=words, unread=(SigUnread(text[:_MOST_SHOWN], 0, len(text), because),))
