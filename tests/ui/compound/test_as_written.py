"""The form takes doses as prescriptions write them, in mL or capsules, with the strength and the quantity that stand there."""

import json

from window_drivers.presented import Page

DOSE = "rx.regimen[0].take[0].dose"


def document(page):
    return json.loads(page.presenter.document_text())


def test_a_dose_typed_in_ml_is_kept_as_written_and_planned_in_milligrams():
    page = Page()
    page.load("01")
    page.presenter.edit("rx.strength", "1 mg/mL")
    page.presenter.edit(DOSE, "2 mL")
    assert document(page)["rx"]["regimen"][0]["take"][0] == {"amount": "2 mL", "when": "bedtime"}
    assert page.plan.planned.plan["doses"][0]["prescribed"] == "2 mg"


def test_milligrams_typed_over_it_take_the_amount_out_again():
    page = Page()
    page.load("01")
    page.presenter.edit("rx.strength", "1 mg/mL")
    page.presenter.edit(DOSE, "2 mL")
    page.presenter.edit(DOSE, "2 mg")
    assert document(page)["rx"]["regimen"][0]["take"][0] == {"dose": "2 mg", "when": "bedtime"}


def test_an_amount_without_a_strength_is_said_at_its_dose():
    page = Page()
    page.load("01")
    page.presenter.edit(DOSE, "2 mL")
    assert "rx.strength beside it" in page.form.errors[DOSE]
    assert page.plan.stale.startswith("Last good plan, greyed: the dose in phase 1 cannot be read")


def test_a_quantity_that_differs_keeps_the_papers_until_it_is_settled():
    page = Page()
    page.load("01")
    page.presenter.edit("rx.quantity", "500 mL")
    assert page.papers.blocked[0].replace("\u00a0", " ").startswith("Ordered 500 mL; the doses take")
    page.presenter.edit("rx.quantity", "500")
    page.presenter.leave("rx.quantity")
    assert "500 capsules or 500 mL" in page.form.errors["rx.quantity"]
    assert page.plan.stale.startswith("Last good plan, greyed: the quantity ordered cannot be read")
