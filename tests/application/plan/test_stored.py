"""A stored result prints years later what it said on its day, whatever rows a pharmacy or a release has then."""

import json
import re
from copy import deepcopy
from datetime import datetime

import pytest
from pdf_pages import read_pages
from sample_copies import SAMPLES

from ldn_calc.application.papers.printed import render_paper
from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import plan_request, write_result
from ldn_calc.application.plan.stored import StoredError, kept_rows, open_stored, stored_result
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.formulary.formulary import Formulary, fingerprint_of, shipped_formulary
from ldn_calc.order.prescription import Language

CLOCK = datetime(2026, 11, 22, 9, 30)
ALL_PAPERS = [("label", each) for each in Language] + [("sheet", Language.SPANISH)]
ALL_PAPERS += [(record, Language.ENGLISH) for record in ("worksheet", "master")]
PLANNED = ("01-liquid-4.5-nightly", "02-capsule-titration", "05-liquid-from-tablets", "07-capsule-aliquot", "12-long-names")


def request_of(name):
    return (SAMPLES / f"{name}.json").read_text("utf-8")


def stored(name, formulary=None):
    return write_result(stored_result(plan_request(request_of(name), CLOCK, formulary or shipped_formulary())))


def of_another_release():
    """Rows as a later program may have them: a sentence said otherwise, a vehicle of another name, no 3 mL syringe."""
    rows = deepcopy(dict(shipped_formulary().rows))
    rows["beyond_use"]["storages"]["refrigerator"]["en"] = "in a fridge (36 to 46 °F)"
    rows["vehicles"]["fawcett"] = rows["vehicles"].pop("fawcett-preserved")
    rows["vehicles"]["fawcett"]["name"] = "another vehicle"
    del rows["instruments"]["3 mL oral syringe"]
    del rows["shells"]["1"]
    return Formulary(rows)


def words(planned, paper, language):
    settings = Settings(None, PaperChoices())
    drawn = render_paper(paper, planned, settings, CLOCK, language, draft=True)
    return [page.drawn for page in read_pages(drawn)]


@pytest.mark.parametrize("name", PLANNED)
@pytest.mark.parametrize(("paper", "language"), ALL_PAPERS)
def test_a_stored_result_prints_the_same_with_the_rows_of_another_release(name, language, paper):
    fresh = plan_request(request_of(name), CLOCK, shipped_formulary())
    later = open_stored(stored(name), of_another_release())
    assert words(later, paper, language) == words(fresh, paper, language)


def test_a_result_of_the_first_schema_is_opened_and_its_storage_said_in_spanish():
    result = json.loads(stored("01-liquid-4.5-nightly"))
    del result["plan"]["beyond_use"]["storage_key"]
    first = json.dumps(result | {"schema": "ldn-calc/plan/1"}, ensure_ascii=False)
    label = "".join(words(open_stored(first, shipped_formulary()), "label", Language.SPANISH))
    assert "refrigerador" in label
    assert "refrigerator" not in label


def test_a_result_without_its_texts_needs_its_request_and_the_rows_it_was_made_with():
    result = json.loads(stored("01-liquid-4.5-nightly"))
    request = result.pop("request_text")
    del result["formulary_text"]
    bare = json.dumps(result, ensure_ascii=False)
    assert open_stored(bare, shipped_formulary(), request).plan == result["plan"]
    with pytest.raises(StoredError, match="name the request's file too"):
        open_stored(bare, shipped_formulary())
    with pytest.raises(StoredError, match="rows that are not at hand"):
        open_stored(bare, of_another_release(), request)


def altered(result, change):
    spoiled = json.loads(result)
    change(spoiled)
    return json.dumps(spoiled, ensure_ascii=False)


def with_another_dose(request):
    return re.sub(r'"dose": "[^"]+"', '"dose": "2.3 mg"', request)


REFUSED = {
    "another step": (lambda each: each["plan"]["steps"][0].update(mass="108 mg"), "is not proved"),
    "a finding left out": (lambda each: each["findings"].clear(), "is not proved"),
    "no key for where it is kept": (lambda each: each["plan"]["beyond_use"].pop("storage_key"), "is not proved"),
    "another key for where it is kept": (lambda each: each["plan"]["beyond_use"].update(storage_key="room"), "is not proved"),
    "another request": (lambda each: each.update(request_text=with_another_dose(each["request_text"])), "is not proved"),
    "rows changed": (
        lambda each: each.update(formulary_text=each["formulary_text"].replace('"days":35', '"days":95')),
        "are not those it was made with",
    ),
    "rows that are none": (lambda each: each.update(formulary_text=7), "are not those it was made with"),
    "no plan": (lambda each: each.update(plan=None), "no plan to print"),
    "another schema": (lambda each: each.update(schema="ldn-calc/plan/9"), "no result of this program"),
    "no time of planning": (lambda each: each.update(planned_at="yesterday"), "is not proved"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_was_changed_since_is_not_printed(what):
    change, why = REFUSED[what]
    with pytest.raises(StoredError, match=why):
        open_stored(altered(stored("14-small-volume"), change), shipped_formulary())


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"schema": "ldn-calc/plan/2"}', "\ud800"])
def test_what_is_no_result_is_a_sentence(text):
    with pytest.raises(StoredError):
        open_stored(text, shipped_formulary())


def test_rows_that_no_pharmacy_may_have_are_refused_though_their_digest_fits():
    rows = deepcopy(dict(shipped_formulary().rows))
    rows["instruments"]["3 mL oral syringe"] |= {"step": "0.001 mL", "tag": "own", "own_keys": ["step"]}
    forged = Formulary(rows)
    result = json.dumps({"formulary": forged.fingerprint, "formulary_text": forged.text})
    with pytest.raises(StoredError, match="cannot be"):
        kept_rows(result)


def test_every_row_is_read_before_a_paper_is_drawn():
    rows = deepcopy(dict(shipped_formulary().rows))
    del rows["vehicles"]["fawcett-preserved"]["components"]
    broken = Formulary(rows)
    with pytest.raises(StoredError, match="cannot be read"):
        kept_rows(json.dumps({"formulary": broken.fingerprint, "formulary_text": broken.text}))


@pytest.mark.parametrize("table", ["record", "screening", "waste", "hand"])
def test_rows_of_an_older_program_that_lack_a_newer_policy_print_with_todays(table):
    result = json.loads(stored("01-liquid-4.5-nightly"))
    rows = json.loads(result["formulary_text"])
    del rows["policies"][table]
    rows["files"]["data/policies.toml"] = "0" * 64
    text = json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    older = json.dumps(result | {"formulary_text": text, "formulary": fingerprint_of(text)}, ensure_ascii=False)
    assert words(open_stored(older, of_another_release()), "worksheet", Language.ENGLISH)


def test_a_policy_that_no_row_says_is_never_taken_from_elsewhere():
    rows = deepcopy(dict(shipped_formulary().rows))
    del rows["policies"]["doses"]["most"]
    with pytest.raises(KeyError):
        Formulary(rows).policy_text("doses", "most")
