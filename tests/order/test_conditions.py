import re

import pytest

from ldn_calc.order.conditions import conditions

KEYS = "ms crohn ra thyroid fibromyalgia crps cfs cancer parkinson alzheimer depression anxiety"


def test_every_condition_of_the_mission_is_there_with_both_languages_and_a_date():
    assert set(conditions()) == set(KEYS.split())
    for condition in conditions().values():
        assert condition.grade_words
        assert condition.name("en") != ""
        assert condition.line("es") not in ("", condition.line("en"))
        assert condition.reviewed_on.year >= 2026


@pytest.mark.parametrize("word", ["helps you", "treats", "cures", "cura", "safe and effective"])
def test_no_evidence_line_promises_an_effect(word):
    for condition in conditions().values():
        assert not re.search(rf"\b{word}\b", f"{condition.line('en')} {condition.line('es')}")
