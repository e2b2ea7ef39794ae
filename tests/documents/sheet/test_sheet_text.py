from __future__ import annotations

import re

import pytest
from patient_words_support import DRUGS, FILES, SPANISH_DRUGS, VALUES, every_section
from reading_grade import flesch_kincaid_grade, inflesz

from ldn_calc.documents.words.answered import ANSWERS
from ldn_calc.documents.words.runs import plain
from ldn_calc.documents.words.sheet_text import VARIANTS, Section, SheetText
from ldn_calc.order.prescription import Language
from ldn_calc.resources import read_toml

CONDITIONS = read_toml("data/conditions.toml")
# Names of drugs do not count against a text (clinical facts, section 6): every one that the sheet names is masked.
NAMES = re.compile(rf"\b({'|'.join(sorted({*DRUGS, *SPANISH_DRUGS}, key=len, reverse=True))})\b", re.IGNORECASE)
EVERY = {language.value: every_section(language) for language in Language}


def test_both_languages_have_the_same_sections_lines_conditions_and_names():
    english, spanish = FILES["en"], FILES["es"]
    assert [key for key in english if "body" in english[key]] == [key for key in spanish if "body" in spanish[key]]
    for key in (key for key in english if "body" in english[key]):
        lines = [FILES[language][key]["body"].splitlines() for language in ("en", "es")]
        assert len(lines[0]) == len(lines[1]), key
        for one, other in zip(*lines, strict=True):
            assert re.findall(r"^\[.*?\]|\{.*?\}", one) == re.findall(r"^\[.*?\]|\{.*?\}", other)
    english_only = {"head", "blocks", "patient", "dose", "dose_times", "made", "pharmacy", "prescriber", "spanish", "emergency"}
    for table in ("page", "grades", "rows", "caption", "days", "calendar", "end", "wallet"):
        assert set(english[table]) - set(spanish[table]) == (english_only if table == "wallet" else set())


@pytest.mark.parametrize("language", FILES)
def test_a_line_asks_only_for_words_that_can_hold(language):
    known = {word for group in VARIANTS for word in group}
    for row in FILES[language].values():
        for line in row.get("body", "").splitlines():
            if asked := re.match(r"\[(.*?)\]", line):
                assert {word.removeprefix("+") for word in re.split(r", \+?|\|", asked[1])} <= known


@pytest.mark.parametrize("language", FILES)
def test_every_variant_of_every_section_has_words_and_no_placeholder_left(language):
    for texts in EVERY[language].values():
        for text in texts:
            assert text.strip()
            assert not re.search(r"[\[\]{}*]", text)


@pytest.mark.parametrize("key", EVERY["en"])
def test_an_english_section_is_for_readers_of_grade_6(key):
    for text in EVERY["en"][key]:
        grade = flesch_kincaid_grade(NAMES.sub("drug", text))
        assert grade <= 6, text


@pytest.mark.parametrize("key", EVERY["es"])
def test_a_spanish_section_is_easy_to_read(key):
    for text in EVERY["es"][key]:
        assert inflesz(NAMES.sub("droga", text)) >= 55, text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_evidence_line_can_be_read_too(condition, language):
    line = CONDITIONS[condition][f"line_{language}"]
    values = VALUES | {
        "condition": CONDITIONS[condition][f"name_{language}"],
        "evidence": line.strip().removesuffix("."),
        "grade": FILES[language]["grades"][CONDITIONS[condition]["grade"]],
    }
    section = SheetText(language).section("why", frozenset({"listed"}), values)
    text = "\n".join(plain(paragraph.runs) for paragraph in section.paragraphs)
    if language is Language.ENGLISH:
        assert flesch_kincaid_grade(text) <= 6
    else:
        assert inflesz(text) >= 55


def test_spanish_never_uses_the_english_word_once():
    words = " ".join(str(value) for table in FILES["es"].values() for value in table.values())
    assert not re.search(r"\bonce\b", words, re.IGNORECASE)


@pytest.mark.parametrize("language", FILES)
def test_only_one_opioid_interval_is_given(language):
    said = set()
    for key in ("box", "dont"):
        for text in EVERY[language][key]:
            said |= set(re.findall(r"([0-9]+)\s(?:days|días)", text))
    assert said == {"10", "14"}


@pytest.mark.parametrize("language", FILES)
def test_numbers_have_no_bare_point_and_no_trailing_zero(language):
    words = " ".join(str(value) for table in FILES[language].values() for value in table.values())
    assert not re.search(r"(?<![0-9])\.[0-9]|[0-9]\.[0-9]*0(?![0-9])", words)


def test_a_section_without_words_is_refused():
    with pytest.raises(ValueError, match="no words"):
        Section("what", "What is this medicine?", ())


@pytest.mark.parametrize("answer", [key for key in FILES["en"]["answered"] if key != "heading"])
def test_what_is_said_to_one_who_answered_is_as_easy(answer):
    english, spanish = (FILES[language]["answered"][answer].replace("**", "") for language in ("en", "es"))
    assert flesch_kincaid_grade(NAMES.sub("drug", english)) <= 6, english
    assert inflesz(NAMES.sub("droga", spanish)) >= 55, spanish
    assert set(FILES["en"]["answered"]) == set(FILES["es"]["answered"]) == {"heading", *ANSWERS}


def test_the_ends_of_the_bottle_are_as_easy():
    values = {"days": "30 days", "all": "63-day", "last": "Monday 21 Dec", "call": "Monday 14 Dec", "next": "Tuesday 22 Dec"}
    values["amount"] = "90 capsules"
    for keys in (
        ("left",),
        ("left_much",),
        ("just",),
        ("part", "call", "starts"),
        ("whole", "more", "refill"),
        ("last_part", "more_now", "steps"),
    ):
        english, spanish = (" ".join(FILES[language]["end"][key] for key in keys).replace("**", "") for language in ("en", "es"))
        assert flesch_kincaid_grade(english.format(**values)) <= 6, english
        assert inflesz(spanish.format(**values)) >= 55, spanish
