import re
from datetime import date, timedelta

import pytest
from order_support import document, read

from ldn_calc.finding_text import finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.conditions import conditions
from ldn_calc.order.screening import screen

KEYS = (
    "ms crohn ra thyroid fibromyalgia crps cfs long_covid pots mcas sjogren chronic_pain "
    "cancer parkinson alzheimer depression anxiety"
)


def test_every_condition_of_the_mission_is_there_with_both_languages_and_a_date():
    assert set(conditions()) == set(KEYS.split())
    for condition in conditions().values():
        assert condition.grade_words
        assert condition.name("en") != ""
        assert condition.line("es") not in ("", condition.line("en"))
        assert condition.reviewed_on.year >= 2026


@pytest.mark.parametrize("key", KEYS.split())
def test_an_inspector_can_follow_what_each_line_rests_on(key):
    for study in conditions()[key].studies:
        assert study.authors
        assert study.journal
        assert 1980 <= study.year <= conditions()[key].reviewed_on.year
        assert study.doi or study.trial or study.where
        assert not study.doi or re.fullmatch(r"10\.\d{4,}/\S+", study.doi)
        assert study.people is None or study.people >= 0
        assert study.design
        assert study.found
        assert study.tag.startswith(("VERIFIED", "KNOWLEDGE", "NOT FOUND"))
        assert str(study.year) in study.citation
    assert conditions()[key].studies


@pytest.mark.parametrize(
    ("key", "numbers"),
    [
        ("ms", {341}),
        ("crohn", {46}),
        ("fibromyalgia", {58, 99, 98}),
        ("cfs", {218, 160}),
        ("long_covid", {155, 160}),
        ("pots", {6, 80}),
        ("chronic_pain", {406}),
        ("cancer", {110}),
        ("depression", {12, 37}),
        ("thyroid", {898}),
    ],
)
def test_the_people_that_a_line_counts_are_those_of_its_studies(key, numbers):
    said = {int(number) for number in re.findall(r"\d+", conditions()[key].line("en"))}
    assert numbers <= said
    assert numbers <= {study.people for study in conditions()[key].studies}
    assert {number for number in said if number in numbers} == {
        int(number) for number in re.findall(r"\d+", conditions()[key].line("es")) if int(number) in numbers
    }


def test_lines_say_what_is_under_way_and_a_dose_that_no_label_reaches():
    assert "Two trials of 160 people each have begun" in conditions()["cfs"].line("en")
    assert "We have seen no results." in conditions()["cfs"].line("en")
    assert "the one with 99 used 6 mg" in conditions()["fibromyalgia"].line("en")
    assert "el de 99 usó 6 mg" in conditions()["fibromyalgia"].line("es")
    running = {study.trial for each in conditions().values() for study in each.studies if study.found == "no result seen"}
    assert {"NCT06366724", "NCT05430152", "NCT06306157"} <= running


@pytest.mark.parametrize("word", ["helps you", "treats", "cures", "cura", "safe and effective"])
def test_no_evidence_line_promises_an_effect(word):
    for condition in conditions().values():
        assert not re.search(rf"\b{word}\b", f"{condition.line('en')} {condition.line('es')}")


def old_evidence(day: date, **indicated: str):
    request = read(document(compounded_on=str(day), rx__written_on=str(day), **indicated))
    return [each for each in screen(request, shipped_formulary()) if each.code == "evidence-old"]


@pytest.mark.parametrize("key", KEYS.split())
def test_evidence_of_twelve_months_is_no_finding_and_a_day_older_is_a_note(key):
    reviewed_on = conditions()[key].reviewed_on
    a_year_later = reviewed_on.replace(year=reviewed_on.year + 1)
    assert old_evidence(a_year_later, rx__indication=key) == []
    (found,) = old_evidence(a_year_later + timedelta(1), rx__indication=key)
    assert (found.severity, found.field) == (Severity.NOTE, "rx.indication")
    assert found.facts == {"condition": key, "reviewed_on": str(reviewed_on)}


def test_the_note_on_old_evidence_names_condition_date_and_what_to_do():
    facts = {"condition": "ms", "reviewed_on": "2026-11-22"}
    message, action = (text.replace("\u00a0", " ") for text in finding_sentence("evidence-old", facts, "en"))
    assert message == "Multiple sclerosis (MS): what studies show was last checked on 22 Nov 2026, more than a year ago."
    assert action == "Check the evidence before you hand out the sheet, or leave condition and evidence off it."
    assert "Esclerosis múltiple" in finding_sentence("evidence-old", facts, "es")[0]


@pytest.mark.parametrize("indicated", [{}, {"rx__indication": "long covid"}])
def test_without_an_evidence_line_there_is_none_to_grow_old(indicated):
    assert old_evidence(date(2028, 1, 1), **indicated) == []
