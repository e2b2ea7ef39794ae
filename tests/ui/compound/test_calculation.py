"""A calculation without a patient in the window: shown as what it is, nothing to settle, the worksheet alone prints."""

import json

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from window_drivers.planned import NOW
from window_drivers.presented import Page

from ldn_calc.application.pharmacy.settings import Settings
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.values.pharmacy import Pharmacy
from ldn_calc.formulary.formulary import shipped_formulary
from ui.compound.papers.view import PapersView
from ui.compound.plan.view import PlanView

DOVER = Settings(Pharmacy("Dover Compounding Pharmacy", "1 Main Street, Dover, DE 19901", "302-555-0142"))
NOBODY = {"rx": {"form": "capsule", "regimen": [{"days": 30, "take": [{"dose": "4.5 mg", "when": "bedtime"}]}]}}
LABEL, SHEET, WORKSHEET, MASTER = range(4)


@pytest.fixture
def planned():
    return plan_request(json.dumps(NOBODY), NOW, shipped_formulary())


def filled_in(page):
    page.presenter.new()
    page.presenter.edit("rx.regimen[0].days", "30")
    page.presenter.edit("rx.regimen[0].take[0].dose", "4.5 mg")
    page.presenter.choose("rx.regimen[0].take[0].when", "bedtime")
    page.presenter.choose("rx.form", "capsule")


def test_form_dose_and_days_in_an_empty_form_are_calculated():
    page = Page()
    filled_in(page)
    assert page.plan.planned.result["status"] == "calculation"
    assert (page.form.lot, page.form.lot_kept) == ("No lot: a calculation without a patient", False)


def test_with_a_number_it_is_a_prescription_that_lacks_its_patient():
    page = Page()
    filled_in(page)
    page.presenter.edit("rx.number", "240117")
    assert "still to be written" in page.plan.stale
    assert page.papers.blocked


def test_no_lot_is_kept_when_its_worksheet_leaves():
    page = Page()
    filled_in(page)
    page.presenter.set_settings(DOVER)
    before = page.presenter.document_text()
    page.presenter.keep_lot(page.plan.planned)
    assert page.presenter.document_text() == before


def test_the_plan_says_what_it_is_and_offers_nothing_to_settle(qtbot, planned):
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(448, 752)
    view.show()
    view.show_planned(planned)
    assert any(each["severity"] == "review" for each in planned.result["findings"])
    assert view.findChild(QLabel, "planBanner.sentence").text().startswith("Calculation without a patient")
    assert not [each for each in view.findChildren(QAbstractButton) if each.text() == "Settle…" and each.isVisible()]


def test_label_sheet_and_master_record_stay_off_with_the_reason_and_the_worksheet_prints(qtbot, planned):
    view = PapersView()
    qtbot.addWidget(view)
    view.show()
    view.show_planned(planned, DOVER, lambda: NOW)
    view.set_blocked([])
    for place, on in ((LABEL, False), (SHEET, False), (MASTER, False), (WORKSHEET, True)):
        view._tabs.setCurrentIndex(place)
        qtbot.waitUntil(lambda: not view._pending, timeout=20_000)
        assert view.findChild(QAbstractButton, "printPaper").isEnabled() is on
        reason = view.findChild(QLabel, "printBar.reason").text()
        assert ("this is a calculation without a patient" in reason) is not on
