"""Whatever the grammar can make is read as it was made; one word too many, too few or of another kind is never read past."""

from __future__ import annotations

import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st
from sig_support import lines

from ldn_calc.sig.reading import read_sig
from ldn_calc.sig.terms import STOP, glued_words, terms
from ldn_calc.sig.tokens import tokens_of

STOPS = sorted({term.text for term in terms() if term.kind == STOP and term.text.isalpha() and len(term.text) > 2})
BESIDE_DAYS = {term.text for term in terms() if term.kind in ("weekday-lead", "weekday-only")}
DAYS = {token.key for term in terms() if term.kind == "weekday" for token in tokens_of(term.text)}
NONSENSE = ("frobnicate", "xyzzy", "kumquat", "tomorow", "bedtiem", "zápato", "weeekly", "Bob")


def phases(reading):
    return tuple(
        (
            each.days,
            tuple((take.dose.milligrams, take.when.value) for take in each.take),
            tuple(day.value for day in each.weekdays) or each.every,
        )
        for each in reading.regimen
    )


def covered_once(text, reading):
    """Each character outside blanks stands in exactly one word."""
    times = [0] * len(text)
    for word in reading.words:
        assert text[word.start : word.end] == word.text
        for place in range(word.start, word.end):
            times[place] += 1
    return all(count == 1 for letter, count in zip(text, times, strict=True) if not letter.isspace())


@given(lines())
def test_a_line_is_read_as_it_was_made(made):
    reading = read_sig(made.text)
    assert reading.status == "read", (made.text, reading.questions, reading.unread)
    assert phases(reading) == made.phases, made.text
    assert (reading.form.value if reading.form else None) == made.form
    assert covered_once(made.text, reading)


@given(lines(), st.sampled_from((str.upper, str.lower, str.title)))
def test_capitals_change_nothing(made, change):
    text = change(made.text)
    assume(len(text) == len(made.text))
    reading = read_sig(text)
    assert (reading.status, phases(reading)) == ("read", made.phases), text


@given(lines())
def test_accents_and_blanks_change_nothing(made):
    plain = "".join(letter for letter in unicodedata.normalize("NFD", made.text) if not unicodedata.combining(letter))
    for text in (plain, made.text.replace(" ", "  "), made.text.replace(" ", "\u00a0"), f"  {made.text} "):
        reading = read_sig(text)
        assert (reading.status, phases(reading)) == ("read", made.phases), text


@given(lines(), st.data())
def test_a_word_that_the_grammar_does_not_know_is_never_read_past(made, data):
    tokens = tokens_of(made.text, glued_words())
    place = data.draw(st.integers(0, len(tokens)))
    at = tokens[place].start if place < len(tokens) else len(made.text)
    word = data.draw(st.sampled_from(NONSENSE))
    text = f"{made.text[:at]} {word} {made.text[at:]}"
    reading = read_sig(text)
    assert reading.status == "unread", text
    assert word in [each.text for each in reading.unread]
    assert covered_once(text, reading)


@given(lines(), st.data())
def test_a_word_in_the_place_of_another_is_never_read_past(made, data):
    tokens = tokens_of(made.text, glued_words())
    token = data.draw(st.sampled_from(tokens))
    text = f"{made.text[: token.start]} {data.draw(st.sampled_from(NONSENSE))} {made.text[token.end :]}"
    assert read_sig(text).status == "unread", text


@given(lines(), st.sampled_from(STOPS), st.data())
def test_a_word_that_stops_is_never_read_past(made, word, data):
    tokens = tokens_of(made.text, glued_words())
    place = data.draw(st.integers(0, len(tokens)))
    at = tokens[place].start if place < len(tokens) else len(made.text)
    text = f"{made.text[:at]} {word} {made.text[at:]}"
    reading = read_sig(text)
    beside = word in BESIDE_DAYS and phases(reading) == made.phases  # "only" before Monday takes nothing away
    assert reading.status != "read" or beside, text
    assert covered_once(text, reading)


@given(lines(), st.data())
def test_a_word_doubled_or_two_exchanged_are_never_another_regimen(made, data):
    tokens = tokens_of(made.text, glued_words())
    at = data.draw(st.integers(0, len(tokens) - 1))
    token = tokens[at]
    doubled = f"{made.text[: token.end]} {token.text} {made.text[token.end :]}"
    texts = [doubled]
    if at + 1 < len(tokens):
        following = tokens[at + 1]
        texts.append(f"{made.text[: token.start]}{following.text} {token.text} {made.text[following.end :]}")
    for text in texts:
        reading = read_sig(text)
        assert reading.status != "read" or phases(reading) == made.phases, text


@given(lines(), st.data())
def test_a_word_left_out_is_another_regimen_only_where_the_words_say_so(made, data):
    """What is left may be a line of its own: without its "other", "every other day" is every day; a list may lose a rung."""
    tokens = [token for token in tokens_of(made.text, glued_words()) if token.kind == "word"]
    token = data.draw(st.sampled_from(tokens))
    assume(token.key not in ("other", "alternate", "third", "dos", "tres", "alternos"))
    assume(token.key not in DAYS)  # a list may lose a day as it may lose a rung
    text = f"{made.text[: token.start]} {made.text[token.end :]}"
    reading = read_sig(text)
    assert reading.status != "read" or phases(reading) == made.phases, (text, token.text)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_answered_and_every_character_of_it_is_accounted_for(text):
    reading = read_sig(text)
    assert reading.status in ("read", "question", "unread")
    assert covered_once(text, reading) or not text.strip()


WORDS = st.sampled_from(
    sorted({term.text for term in terms()})
    + [str(each) for each in (1, 2, 3, 7, 14, 30)]
    + ["0.5", "1.5", "4.5", ".5", "4,5", ",", ";", "."]
)


@given(st.lists(WORDS, min_size=1, max_size=14))
def test_words_of_the_table_in_any_order_are_answered(words):
    text = " ".join(words)
    reading = read_sig(text)
    assert covered_once(text, reading)
    if reading.status == "read":
        assert reading.regimen
        assert all(each.means != "not understood" for each in reading.words)
