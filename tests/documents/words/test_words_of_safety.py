"""Words and numbers in text files that no other file can hold right: months, weekdays, and whom to call."""

from __future__ import annotations

import json
import re
from datetime import datetime

import pytest
from order_support import document

from ldn_calc.application.papers.printed import open_findings, why_not_print
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.finding_text import finding_row
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.dates import LONG_MONTHS, MONTHS
from ldn_calc.resources import read_text, read_toml

ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SPANISH = ["ene", "feb", "marzo", "abr", "mayo", "junio", "julio", "ago", "sept", "oct", "nov", "dic"]
LONG = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
_NUMBER = re.compile(r"1-[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}|(?<![\w-])(?:911|988|112|999)(?!\w)")
CALLED = {"1-800-222-1222": "Poison Control", "1-800-FDA-1088": "FDA", "1-800-332-1088": "FDA", "911": "", "988": ""}
"""Poison Control of the United States, the FDA's line for side effects, the emergency number, and the crisis line."""


def test_the_months_are_the_months_in_their_order_in_every_list():
    wording = read_toml("text/wording.toml")
    assert wording["en"]["months"] == ENGLISH
    assert wording["es"]["months"] == SPANISH
    assert list(MONTHS["en"]) == ENGLISH
    assert list(MONTHS["es"]) == SPANISH
    assert list(LONG_MONTHS) == LONG


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_sheet_names_poison_control_emergency_crisis_line_and_fda_and_no_other_number(language):
    found = _NUMBER.findall(read_text(f"text/sheet.{language}.toml"))
    assert set(found) == set(CALLED)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Poison Control at 1-800-222-1222", "FDA at 1-800-FDA-1088 (1-800-332-1088)")),
        ("es", ("Envenenamiento: 1-800-222-1222", "FDA al 1-800-FDA-1088 (1-800-332-1088)")),
    ],
)
def test_each_number_stands_with_whom_it_calls(language, words):
    text = read_text(f"text/sheet.{language}.toml").replace("**", "")
    assert all(each in text for each in words)


def test_no_other_text_file_names_another_number():
    texts = ("label", "wording", "findings", "worksheet", "master", "sheet.en", "sheet.es")
    found = {number for each in texts for number in _NUMBER.findall(read_text(f"text/{each}.toml"))}
    assert found == set(CALLED)


REVIEWS = {
    "age-under-18": {"rx__patient__birth_date": "2011-01-01"},
    "pregnant": {"screening__pregnancy": "pregnant"},
    "liver-cirrhosis": {"screening__liver_disease": "cirrhosis"},
    "kidney-severe": {"screening__kidney_disease": "severe"},
    "suicidal-thoughts": {"screening__mood": "current suicidal thoughts"},
    "medicine-hold": {"screening__medicines": [{"name": "loperamide"}]},
    "naltrexone-duplicate": {"screening__medicines": [{"name": "Contrave"}]},
    "dose-jump": {"rx__regimen": [{"days": 9, "take": [{"dose": f"{dose} mg", "when": "bedtime"}]} for dose in (1, 3)]},
    "prescribed-as-base": {"rx__strength_as": "base"},
    "source-not-given": {"preparation__source": None},
    "prescription-old": {"rx__written_on": "2025-01-02"},
    "dose-volume-small": {
        "rx__regimen": [{"days": 9, "take": [{"dose": "1 mg", "when": "bedtime"}]}],
        "preparation__concentration": "10 mg/mL",
    },
    "solvents-high": {"preparation__source__solvents": "3.1 %"},
}


@pytest.mark.parametrize("code", REVIEWS)
def test_no_open_review_is_forgotten_when_papers_are_marked_or_held(code):
    """Whatever its code: what is open marks every paper as a draft and holds printing."""
    request = document(**{path: value for path, value in REVIEWS[code].items() if value is not None})
    if code == "source-not-given":
        del request["preparation"]["source"]
    planned = plan_request(json.dumps(request), datetime(2026, 11, 22, 9, 30), shipped_formulary())
    assert code in open_findings(planned), planned.result
    assert finding_row(code)["severities"]
    assert why_not_print(planned)
    reviews = [each["code"] for each in planned.result["findings"] if each["severity"] == "review"]
    assert open_findings(planned) == reviews
