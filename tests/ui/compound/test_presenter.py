"""The Compound page's presenter without a window: real planning, views that remember what they were told."""

import json
from datetime import date

import pytest
from window_drivers.presented import NOW, SAMPLES, Page, RememberingForm, RememberingPapers, RememberingPlan, RememberingShell

from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Person, Settlement
from ui.compound.prescription.application import load_application
from ui.compound.presenter import CompoundPresenter


@pytest.fixture
def page():
    return Page()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_goes_in_and_out_unchanged(page, path):
    document = json.loads(path.read_text(encoding="utf-8"))
    page.presenter.load(document)
    assert json.loads(page.presenter.document_text()) == document
    assert not page.presenter.is_dirty()
    assert page.shell.dirty is False


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_leaving_every_field_changes_nothing(page, path):
    document = json.loads(path.read_text(encoding="utf-8"))
    page.presenter.load(document)
    for field in ("rx.number", "rx.written_on", "rx.patient.birth_date", "rx.regimen[0].take[0].dose"):
        page.presenter.leave(field)
    assert json.loads(page.presenter.document_text()) == document


def test_the_control_total_under_the_regimen(page):
    page.load("02")
    assert page.form.words == "126 mg naltrexone hydrochloride in 42 days"


def test_the_total_waits_for_the_dose_that_cannot_be_read(page):
    page.load("02")
    page.presenter.edit("rx.regimen[2].take[0].dose", "4.5")
    assert page.form.words == "Total: when the dose in phase 3 can be read"


def test_a_stale_plan_keeps_the_last_good_one_and_turns_printing_off(page):
    page.load("01")
    good = page.plan.planned
    page.presenter.edit("rx.regimen[0].take[0].dose", "4.5")
    assert page.plan.planned is good
    assert page.plan.stale == "Last good plan, greyed: the dose in phase 1 cannot be read. Nothing prints."
    assert page.papers.blocked == ["the dose in phase 1 cannot be read"]
    assert page.form.next_fill is False
    page.presenter.edit("rx.regimen[0].take[0].dose", "3 mg")
    assert page.plan.stale is None
    assert page.papers.blocked == []
    assert page.plan.planned is not good


def test_a_missing_word_is_said_as_missing(page):
    page.load("01")
    page.presenter.edit("rx.patient.name", "")
    assert page.plan.stale == "Last good plan, greyed: the patient's name is still to be written. Nothing prints."
    assert page.form.errors["rx.patient.name"] == "Write the patient's name."


def test_a_new_phase_is_no_error_yet_but_makes_the_plan_stale(page):
    page.load("01")
    page.presenter.add_phase()
    assert page.form.errors == {}
    assert page.plan.stale is not None
    assert page.papers.blocked


def test_a_new_prescription_forgets_the_last_plan(page):
    page.load("01")
    page.presenter.new()
    assert page.plan.planned is None
    assert page.plan.stale is None
    assert page.papers.planned is None
    assert page.papers.blocked == ["nothing is planned yet"]
    assert page.form.errors == {}


def test_an_unanswered_opioid_question_holds_printing(page):
    page.load("21")
    assert page.plan.planned.result["status"] == "refused"
    assert page.papers.blocked


def test_the_seven_mistakes_stand_at_their_fields(page):
    page.load("17")
    assert set(page.form.errors) == {
        "rx.patient.birth_date",
        "rx.regimen[0].days",
        "rx.regimen[0].take[0].dose",
        "rx.regimen[0].take[0].when",
        "rx.regimen[0].take[1].dose",
        "preparation.concentration",
    }
    assert page.shell.unknown_keys == [
        "The file says “colour”, which means nothing here.",
        "Nothing can be planned until that is taken out.",
    ]
    assert page.shell.removable


STRANGE = {
    "a key that begins like a known one": ({"rx": {"refill": 2}}, "“rx.refill”"),
    "a key inside the regimen": (
        {"rx": {"regimen": [{"days": 30, "dayz": 1, "take": [{"dose": "3 mg", "when": "bedtime"}]}]}},
        "dayz",
    ),
    "decisions that are none": ({"settled": ["x", 4, {"code": "y"}]}, "settled"),
    "a key with a space": ({"my notes": {"a": [1]}}, "my notes"),
}


@pytest.mark.parametrize(("more", "named"), STRANGE.values(), ids=STRANGE)
def test_whatever_a_file_says_too_much_is_named_and_can_be_taken_out(page, more, named):
    document = json.loads(SAMPLES[0].read_text(encoding="utf-8"))
    document["rx"] |= more.get("rx", {})
    document |= {key: value for key, value in more.items() if key != "rx"}
    page.presenter.load(document)
    assert json.loads(page.presenter.document_text()) == document
    assert named in " ".join(page.shell.unknown_keys)
    assert page.shell.removable
    page.presenter.remove_unknown_keys()
    assert page.shell.unknown_keys == []
    assert page.plan.planned is not None


def test_base_is_said_and_taken_back(page):
    page.load("01")
    page.presenter.set_base(base=True)
    assert page.form.base
    assert json.loads(page.presenter.document_text())["rx"]["strength_as"] == "base"
    page.presenter.set_base(base=False)
    assert not page.form.base
    assert "strength_as" not in json.loads(page.presenter.document_text())["rx"]


def test_the_next_fill_starts_where_the_plan_ends(page):
    page.load("03")
    assert page.form.next_fill
    page.presenter.next_fill()
    document = json.loads(page.presenter.document_text())
    assert document["fill"] == {"number": 2, "from_day": 36}
    assert document["rx"]["first_dose_on"] == "2026-12-27"


def test_the_next_fill_says_form_and_strength_where_the_program_chose_them(page):
    document = json.loads(next(path for path in SAMPLES if path.name.startswith("13")).read_text(encoding="utf-8"))
    document["screening"]["allergies"] = ["gelatin"]  # capsules would be one fill; the liquid is made in two parts
    page.presenter.load(document)
    page.presenter.next_fill()
    document = json.loads(page.presenter.document_text())
    assert (document["rx"]["form"], document["preparation"]["concentration"]) == ("liquid", "1 mg/mL")


def test_text_typed_and_not_added_is_unsaved_work(page):
    page.load("01")
    page.presenter.type_entry("screening.allergies", "lactose")
    assert page.presenter.is_dirty()
    page.presenter.type_entry("screening.allergies", "")
    assert not page.presenter.is_dirty()


def test_what_was_typed_before_the_program_was_loaded_is_read_then():
    form, shell = RememberingForm(), RememberingShell()
    presenter = CompoundPresenter(form, shell, lambda: NOW, lambda call: call())
    presenter.edit("rx.refills", "2")
    presenter.edit("rx.written_on", "20 Nov 2026")
    presenter.start(load_application(shipped_formulary()), RememberingPlan(), RememberingPapers(), Settings())
    document = json.loads(presenter.document_text())
    assert document["rx"]["refills"] == 2
    assert document["rx"]["written_on"] == "2026-11-20"


def test_the_number_and_the_birth_date_stand_in_the_title(page):
    page.load("01")
    assert page.shell.identity == "Ruth Okafor, born 12 Apr 1979  ·  240101"


WAY = {"preparation.concentration": "2 mg/mL"}


def document_of(page):
    return json.loads(page.presenter.document_text())


def test_a_chosen_way_is_planned_at_once_and_taken_back_to_the_very_document(page):
    page.load("03")
    before, plan = document_of(page), page.plan.planned.plan
    page.plan.choose(WAY, "2 mg/mL")
    assert document_of(page)["preparation"]["concentration"] == "2 mg/mL"
    assert page.plan.planned.plan["products"]["bottle 1"]["strength"] == "2 mg/mL"
    assert page.plan.planned.result["proof"]["agrees"] is True
    assert page.papers.planned is page.plan.planned
    assert page.plan.chosen == "2 mg/mL"
    page.plan.take_back()
    assert document_of(page) == before
    assert page.plan.planned.plan == plan
    assert page.plan.chosen == ""


def test_two_choices_are_taken_back_one_after_the_other(page):
    page.load("03")
    before = document_of(page)
    page.plan.choose(WAY, "2 mg/mL")
    page.plan.choose({"preparation.syringe": "3 mL oral syringe"}, "Every dose with the 3 mL oral syringe")
    page.plan.take_back()
    assert page.plan.chosen == "2 mg/mL"
    assert "syringe" not in document_of(page)["preparation"]
    page.plan.take_back()
    assert document_of(page) == before
    page.plan.take_back()
    assert document_of(page) == before


def test_taking_back_keeps_what_was_typed_elsewhere_since(page):
    page.load("03")
    before = document_of(page)
    page.plan.choose(WAY, "2 mg/mL")
    page.presenter.edit("rx.prescriber.phone", "555-0199")
    page.plan.take_back()
    before["rx"]["prescriber"]["phone"] = "555-0199"
    assert document_of(page) == before


def test_a_choice_that_was_changed_by_hand_is_no_longer_taken_back(page):
    page.load("03")
    page.plan.choose(WAY, "2 mg/mL")
    page.presenter.edit("preparation.concentration", "0.5 mg/mL")
    assert page.plan.chosen == ""
    page.plan.take_back()
    assert document_of(page)["preparation"]["concentration"] == "0.5 mg/mL"


def test_a_key_that_a_choice_takes_away_comes_back_whole(page):
    page.load("23")
    before = document_of(page)
    page.plan.choose({"preparation.source": None, "preparation.way": None}, "From powder")
    assert "source" not in document_of(page).get("preparation", {})
    page.presenter.edit("rx.prescriber.phone", "555-0199")
    page.plan.take_back()
    assert document_of(page)["preparation"] == before["preparation"]


def test_a_new_prescription_has_no_choice_to_take_back(page):
    page.load("03")
    page.plan.choose(WAY, "2 mg/mL")
    page.load("07")
    assert page.plan.chosen == ""


def test_a_refused_choice_shows_its_stop_and_can_be_taken_back(page):
    page.load("03")
    page.plan.choose({"preparation.concentration": "2 mg/mL", "preparation.syringe": "1 mL oral syringe"}, "Too small")
    page.plan.choose({"preparation.way": "crushed-part"}, "Part of the crushed tablets, weighed")
    stops = [found["code"] for found in page.plan.planned.result["findings"] if found["severity"] == "stop"]
    assert stops
    assert page.papers.blocked
    assert page.plan.chosen
    page.plan.take_back()
    page.plan.take_back()
    assert page.papers.blocked == []


def test_a_settlement_that_lapses_by_a_choice_stands_again_when_it_is_taken_back(page):
    page.load("28")
    review = next(each for each in page.plan.planned.result["findings"] if each["severity"] == "review")
    about = review["code"], review["field"], review["fingerprint"]
    page.presenter.settle(Settlement(*about, reason="agreed by telephone", by=Person("M. Torres"), on=date(2026, 11, 22)))
    assert any(each["settled"] for each in page.plan.planned.result["findings"])
    form = page.plan.planned.plan["form"]
    page.plan.choose({"preparation.concentration": "2 mg/mL"} if form == "liquid" else {"preparation.capsule_size": "1"}, "another")
    codes = [each["code"] for each in page.plan.planned.result["findings"]]
    assert "settlement-lapsed" in codes
    page.plan.take_back()
    assert any(each["settled"] for each in page.plan.planned.result["findings"])


@pytest.mark.parametrize(
    ("path", "typed", "kept"),
    [
        ("preparation.capsule_strengths", "0.5 mg and 1.5 mg", ["0.5 mg", "1.5 mg"]),
        ("preparation.capsule_strengths", "1.5 mg", ["1.5 mg"]),
        ("preparation.capsule_strengths", "1.5", "1.5"),
    ],
)
def test_capsule_strengths_are_read_as_they_are_typed(page, path, typed, kept):
    page.load("02")
    page.presenter.edit(path, typed)
    assert document_of(page)["preparation"]["capsule_strengths"] == kept
    page.presenter.leave(path)
    assert bool(page.form.errors.get(path)) == isinstance(kept, str)


def test_a_way_and_a_syringe_are_chosen_and_taken_back(page):
    page.load("03")
    page.presenter.choose("preparation.syringe", "3 mL oral syringe")
    assert {draw["instrument"] for dose in page.plan.planned.plan["doses"] for draw in dose["draws"]} == {"3 mL oral syringe"}
    page.presenter.choose("preparation.syringe", "")
    assert "syringe" not in document_of(page)["preparation"]


def test_a_file_with_an_unknown_way_says_so_at_its_field(page):
    document = json.loads(next(path for path in SAMPLES if path.name.startswith("03")).read_text(encoding="utf-8"))
    document["preparation"] |= {"way": "guess", "syringe": "2 mL oral syringe", "capsule_strengths": ["1.5"]}
    page.presenter.load(document)
    assert json.loads(page.presenter.document_text()) == document
    assert {"preparation.way", "preparation.syringe", "preparation.capsule_strengths"} <= set(page.form.errors)
