"""Rows of findings.toml: both languages, the same placeholders, and sentences that hold together."""

import csv
import re
from pathlib import Path
from string import Formatter

import pytest

import ldn_calc
from ldn_calc.finding_text import finding_row, finding_sentence
from ldn_calc.order.conditions import conditions
from ldn_calc.resources import read_text, read_toml

CODES = tuple(read_toml("text/findings.toml"))
FROM_THE_CONTRACT = """
dose-below-range dose-above-range daily-dose-above-range dose-jump prescribed-as-base prescription-old indication-not-listed
refill-of-titration titration-restarted refills-used-up opioid-use-not-answered screening-incomplete surgery-within-fill
opioid-current opioid-interval-too-short opioid-stopped-recently depot-buprenorphine opioid-in-medicines naltrexone-duplicate
medicine-hold medicine-info medicine-near-miss medicine-may-be-opioid medicine-not-listed liver-cirrhosis liver-failure
kidney-severe pregnant
breastfeeding mood-history suicidal-thoughts age-under-18 excipient-allergy excipient-relative naltrexone-allergy source-not-given
water-not-applied certificate-does-not-fit assay-out-of-range certificate-incomplete lot-expired filler-fill-assumed trailing-zero
settlement-lapsed proof-disagrees supply-shorter-than-regimen beyond-use-before-first-dose dose-needs-two-draws dose-between-marks
dose-not-measurable dose-volume-small batch-larger-than-supply weighing-below-minimum tablet-content-spread strengths-too-many
tablets-into-capsules error-budget-wide formulary-differs
made-in-the-past already-over lot-of-another answers-to-confirm patient-not-asked component-expired component-not-used
expiry-month-only settlement-not-taken
"""


def placeholders(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_of_the_contract_has_a_row():
    assert set(FROM_THE_CONTRACT.split()) <= set(CODES)


def test_every_code_and_severity_used_in_the_program_has_a_row_that_allows_it():
    [package] = ldn_calc.__path__
    used = set()
    for path in Path(package).rglob("*.py"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r'\bFinding\(\s*"([a-z0-9-]+)",\s*Severity\.([A-Z]+)', text))
        used |= {(code, kind) for kind, code in re.findall(r'\b(stop|review|note)\(\s*"([a-z0-9-]+)"', text)}
    assert len(used) > 30
    for code, severity in used:
        assert severity.lower() in finding_row(code)["severities"], code


@pytest.mark.parametrize("code", CODES)
def test_both_languages_of_a_row_use_the_same_facts_and_name_a_source(code):
    row = finding_row(code)
    known = set(row["facts"]) | set(row.get("lookups", {}))
    assert set(row["severities"]) <= {"stop", "review", "note"}
    assert row["severities"]
    assert row["source"]
    for part in ("title", "action"):
        assert placeholders(row[f"{part}_en"]) == placeholders(row[f"{part}_es"]) <= known
        assert row[f"{part}_en"] != row[f"{part}_es"] or row[f"{part}_en"] == "{medicine}: {reason}."
        assert row[f"{part}_en"].endswith((".", "?"))
    used = placeholders(row["title_en"]) | placeholders(row["action_en"]) | set(row.get("lookups", {}).values())
    assert used >= set(row["facts"])


INSTEAD = [
    (code, fact, value) for code in CODES for fact, values in finding_row(code).get("instead", {}).items() for value in values
]


@pytest.mark.parametrize(("code", "fact", "value"), INSTEAD)
def test_sentences_said_instead_use_the_row_s_facts_in_both_languages(code, fact, value):
    row = finding_row(code)
    sentences = row["instead"][fact][value]
    assert fact in row["facts"]
    for part in ("title", "action"):
        assert placeholders(sentences[f"{part}_en"]) == placeholders(sentences[f"{part}_es"]) <= set(row["facts"])
        assert sentences[f"{part}_en"] != sentences[f"{part}_es"]
        assert sentences[f"{part}_en"].endswith((".", "?"))


@pytest.mark.parametrize("code", CODES)
def test_spanish_sentences_never_hold_the_english_once(code):
    row = finding_row(code)
    assert not re.search(r"\bonce\b", f"{row['title_es']} {row['action_es']}", re.IGNORECASE)


def test_dates_are_written_out_and_amounts_keep_their_units():
    facts = {"days_covered": "35 days", "days_left": "1 days", "next_from_day": "36", "next_fill_by": "2026-12-27"}
    message, action = finding_sentence("supply-shorter-than-regimen", facts, "en")
    assert message == "This fill covers 35\u00a0days; left to make: 1\u00a0day."
    assert "27\u00a0Dec\u00a02026" in action
    message, action = finding_sentence("supply-shorter-than-regimen", facts, "es")
    assert message == "Este surtido cubre 35\u00a0días; por preparar: 1\u00a0día."
    assert "27\u00a0dic\u00a02026" in action


def test_what_a_person_typed_is_never_taken_for_a_placeholder():
    message, _ = finding_sentence("medicine-not-listed", {"medicines": "{code} 5 mg, {0}"}, "en")
    assert message == "Not on the screening list, so not checked: {code} 5\u00a0mg, {0}."


def test_a_missing_fact_is_a_bug_not_an_empty_place():
    with pytest.raises(KeyError):
        finding_sentence("medicine-not-listed", {}, "en")


@pytest.mark.parametrize("language", ["fr", "", "EN", "pt"])
def test_a_language_that_nobody_wrote_is_an_error_and_never_english(language):
    with pytest.raises(ValueError, match=r"language of a finding: found .* expected en or es"):
        finding_sentence("opioid-in-medicines", {"medicine": "tramadol", "what": "opioid"}, language)
    with pytest.raises(KeyError):
        conditions()["ms"].name(language)
    with pytest.raises(KeyError):
        conditions()["ms"].line(language)


def test_every_medicine_to_hold_or_to_know_of_says_why_in_both_languages():
    for row in csv.DictReader(read_text("data/screening_medicines.csv").splitlines()):
        if row["action"].split()[0] in {"HOLD", "INFO"}:
            facts = {"medicine": row["ingredient"], "ingredient": re.split(r" ?[(/;]", row["ingredient"])[0]}
            sentences = {finding_sentence("medicine-hold", facts, language)[0] for language in ("en", "es")}
            assert len(sentences) == 2


@pytest.mark.parametrize("said", ["2026-13-01", "2026-02-30", "0000-00-00", "9999-99-99", "{}", "{0}", "{medicines}", "%s", "1.."])
def test_what_somebody_typed_stands_in_a_sentence_as_it_is_typed(said):
    for language in ("en", "es"):
        assert said.rstrip(".") in finding_sentence("medicine-not-listed", {"medicines": said}, language)[0]
