"""The ways to make it: they arrive a moment later, an older answer never shows, and choosing one changes the whole screen."""

import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from window_drivers.fits import misfits
from window_drivers.plan_parts import PlanParts
from window_drivers.planned import NOW, sample

from ldn_calc.application.plan import planning
from ldn_calc.application.plan.alternatives import this_plan
from ldn_calc.application.plan.planning import with_alternatives
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.shown import error_shown
from ui.compound.plan.view import PlanView

PRESCRIPTIONS = Path(__file__).parents[2] / "prescriptions"


@pytest.fixture
def plan(qtbot):
    view = PlanView(clock=lambda: NOW)
    qtbot.addWidget(view)
    view.resize(448, 752)
    view.show()
    parts = PlanParts(view, qtbot)
    yield parts
    view._ways._tasks.wait()
    QTest.qWait(20)


def titles(planned):
    return [each["title"] for each in with_alternatives(planned, NOW).result["alternatives"]]


@pytest.mark.parametrize("number", ["01", "03", "07", "13", "14"])
def test_the_plan_comes_first_and_every_way_stands_with_its_figures_and_reason(plan, number):
    planned = with_alternatives(sample(number), NOW)
    plan.root.show_planned(sample(number))
    plan.wait_for_ways()
    others = planned.result["alternatives"]
    assert others
    assert plan.ways()[1:] == [each["title"] for each in others]
    for place, each in enumerate(others, start=1):
        assert plan.words(f"ways.{place}.worst") == f"± {error_shown(each['worst_case'])}"
        assert plan.words(f"ways.{place}.weighings") == str(each["weighings"])
        assert plan.words(f"ways.{place}.drug") == each["drug_needed"]
        assert plan.words(f"ways.{place}.reason") == each["why_not"]
    assert plan.words("ways.0.worst") == f"± {error_shown(this_plan(planned.proved, planned.result)['worst_case'])}"
    assert plan.shown("ways.0.chosen")


def other_strength(number, strength):
    """The same prescription with another strength of the liquid."""
    document = json.loads(sample(number).text)
    document.setdefault("preparation", {})["concentration"] = strength
    return planning.plan_request(json.dumps(document), NOW, shipped_formulary())


def test_the_last_rows_stay_greyed_and_in_their_place_until_the_new_ones_are_there(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    before, panel = plan.ways(), plan.root.body.ways
    places = [each.geometry() for each in panel.findChildren(QWidget)]
    changed = other_strength("03", "2 mg/mL")
    plan.root.show_planned(changed)
    QTest.qWait(20)
    assert plan.ways() == before
    assert plan.ways_are_greyed()
    assert [each.geometry() for each in panel.findChildren(QWidget)] == places
    plan.wait_for_ways()
    assert plan.ways()[0].startswith("Liquid of 2 mg/mL")
    assert plan.ways()[1:] == titles(changed)


def test_a_greyed_way_cannot_be_chosen(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    asked = []
    plan.root.offer_ways(lambda *given: asked.append(given), lambda: None)
    plan.root.show_planned(other_strength("03", "2 mg/mL"))
    assert plan.ways_are_greyed()
    for name in ("ways.1.choose", "ways.2.choose"):
        button = plan.root.findChild(QAbstractButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == []


def test_another_prescription_begins_without_the_rows_of_the_one_before(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    plan.root.begin_another()
    assert plan.ways() == []
    plan.root.show_planned(sample("07"))
    assert plan.ways() == []
    plan.wait_for_ways()
    assert plan.ways()[1:] == titles(sample("07"))


def test_a_stale_plan_greys_its_ways_and_the_fresh_one_shows_its_own(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    before = plan.ways()
    plan.root.set_stale("Last good plan, greyed.")
    assert plan.ways() == before
    assert plan.ways_are_greyed()
    assert plan.words("ways.age") == "From before the change"
    plan.root.show_planned(sample("03"))
    plan.root.set_stale(None)
    plan.wait_for_ways()
    assert plan.ways()[1:] == titles(sample("03"))
    assert not plan.shown("ways.age")


def test_a_plan_that_goes_stale_before_its_ways_are_there_says_when_they_come(plan):
    plan.root.show_planned(sample("03"))
    plan.root.set_stale("Last good plan, greyed.")
    assert plan.ways() == []
    assert plan.words("ways.state") == "Worked out again when the prescription can be read."


def test_an_older_answer_never_shows(plan, monkeypatch):
    may_go_on, begun = threading.Event(), threading.Event()
    real = planning.with_alternatives

    def slow_at_first(planned, clock):
        if planned.text == first.text:
            begun.set()
            may_go_on.wait(5)
        return real(planned, clock)

    first, second = sample("03"), sample("07")
    monkeypatch.setattr(planning, "with_alternatives", slow_at_first)
    plan.root.show_planned(first)
    plan.qtbot.waitUntil(begun.is_set, timeout=5000)
    seen = []
    show = plan.root.body.ways.show_ways
    monkeypatch.setattr(plan.root.body.ways, "show_ways", lambda rows: (seen.append(rows[0].title), show(rows)))
    plan.root.show_planned(second)
    assert plan.ways() == []
    may_go_on.set()
    plan.wait_for_ways()
    assert seen == ["Capsules of 0.5 mg from a triturate 1 in 15: 225.1 mg of drug discarded"]
    assert plan.ways()[1:] == titles(second)


@pytest.mark.parametrize(
    "then", [lambda view: view.set_stale("Last good plan, greyed."), PlanView.begin_another], ids=["stale", "another prescription"]
)
def test_an_answer_never_shows_beside_what_came_meanwhile(plan, monkeypatch, then):
    may_go_on, begun = threading.Event(), threading.Event()
    real = planning.with_alternatives

    def slow(planned, clock, rows=None):
        begun.set()
        may_go_on.wait(5)
        return real(planned, clock)

    monkeypatch.setattr(planning, "with_alternatives", slow)
    plan.root.show_planned(sample("03"))
    plan.qtbot.waitUntil(begun.is_set, timeout=5000)
    then(plan.root)
    may_go_on.set()
    assert plan.root._ways._tasks.wait()
    QTest.qWait(50)
    assert plan.ways() == []


def test_words_say_that_it_takes_longer_only_when_it_does(plan):
    plan.root.show_planned(sample("03"))
    assert plan.words("ways.state") == ""
    plan.root._ways._quiet.stop()
    QTest.qWait(350)
    assert plan.words("ways.state") == "Working out other ways…"


def test_beside_greyed_rows_the_words_stand_at_the_head(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    plan.root.show_planned(other_strength("03", "2 mg/mL"))
    assert not plan.shown("ways.age")
    plan.root._ways._quiet.stop()
    QTest.qWait(350)
    assert plan.words("ways.age") == "Working out other ways…"
    assert plan.ways_are_greyed()
    assert misfits(plan.root) == []


def test_a_refusal_takes_the_rows_away(plan):
    plan.root.show_planned(sample("03"))
    plan.wait_for_ways()
    plan.root.show_planned(sample("08"))
    assert plan.ways() == []


def test_a_refused_prescription_has_no_ways(plan):
    plan.root.show_planned(sample("08"))
    QTest.qWait(400)
    assert plan.ways() == []


@pytest.mark.parametrize("number", ["03", "05", "13", "23"])
@pytest.mark.parametrize("width", [368, 448, 584, 944])
def test_no_title_and_no_reason_is_cut(plan, number, width):
    plan.root.resize(width, 700)
    plan.root.show_planned(sample(number))
    plan.wait_for_ways()
    bar = plan.root.body.verticalScrollBar()
    for place in range(0, bar.maximum() + 1, bar.pageStep()):
        bar.setValue(place)
        QApplication.processEvents()
        assert misfits(plan.root) == []
    assert {each.choose.accessibleName() for each in plan.root.body.ways._others if each.isVisible()} == {
        f"Choose {title}" for title in titles(sample(number))
    }


# In the window


def test_no_key_typed_in_a_dose_takes_the_rows_out_of_sight(same_window, qtbot):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    parts.wait_for_ways()
    before = parts.ways()
    line = page.line("rx.regimen[0].take[0].dose")
    line.selectAll()
    for sign in "2.5 mg":
        QTest.keyClicks(line, sign)
        page.settle()
        assert parts.ways() == before
        assert parts.ways_are_greyed()
    parts.wait_for_ways()
    assert parts.ways() != []


def test_opening_another_file_takes_the_rows_away_at_once(same_window, qtbot):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    parts.wait_for_ways()
    page.window.files.open_path(PRESCRIPTIONS / "07-capsule-aliquot.json")
    assert parts.ways() == []
    page.settle()
    assert parts.ways() == []


def test_choosing_changes_document_plan_proof_and_papers_and_is_taken_back(same_window, qtbot, monkeypatch):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    before = page.document()
    asked = []
    papers = page.window.compound.papers
    show = papers.show_planned
    monkeypatch.setattr(papers, "show_planned", lambda planned, *more: (asked.append(planned), show(planned, *more)))
    parts.wait_for_ways()
    parts.choose("5 mg/mL")
    page.settle()
    assert page.document()["preparation"]["concentration"] == "5 mg/mL"
    assert page.text("preparation.concentration") == "5 mg/mL"
    assert page.banner().startswith("Proved")
    assert asked[-1].plan["products"]["bottle 1"]["strength"] == "5 mg/mL"
    assert asked[-1].result["proof"]["agrees"] is True
    assert page.words("chosenWay.words") == "Chosen: 5 mg/mL."
    assert parts.focus() == "chosenWay.takeBack"
    parts.wait_for_ways()
    assert parts.ways()[0].startswith("Liquid of 5 mg/mL")
    parts.press("chosenWay.takeBack")
    page.settle()
    assert page.document() == before
    assert not parts.shown("chosenWay")
    assert asked[-1].plan["products"]["bottle 1"]["strength"] == "1 mg/mL"


def test_a_refused_choice_shows_its_stop_and_the_way_back(same_window, qtbot):
    page = same_window(file=PRESCRIPTIONS / "03-liquid-weekly-steps.json")
    parts = PlanParts(page.window, qtbot)
    parts.wait_for_ways()
    page.window.compound.plan.body.ways.chosen.emit({"preparation.way": "crushed-part"}, "Part of the crushed tablets, weighed")
    page.settle()
    assert page.banner().startswith("Refused")
    assert parts.shown("chosenWay.takeBack")
    parts.press("chosenWay.takeBack")
    page.settle()
    assert page.banner().startswith("Proved")


def test_the_three_choices_of_a_preparation_show_what_is_taken_without_them(same_window):
    page = same_window(file=PRESCRIPTIONS / "13-best-form.json")
    assert page.widget("preparation.way").shown_words() == "the program chooses"
    assert page.widget("preparation.syringe").shown_words() == "the program chooses"
    assert page.line("preparation.capsule_strengths").placeholderText() == "the program chooses"


def test_the_three_choices_survive_saving_and_opening(open_window, dialogs, tmp_path):
    page = open_window(file=PRESCRIPTIONS / "13-best-form.json")
    page.choose("preparation.way", "weigh the drug directly")
    page.choose("preparation.syringe", "3 mL oral syringe")
    page.type("preparation.capsule_strengths", "0.5 mg and 1.5 mg", leave=True)
    dialogs.save_answer = tmp_path / "kept.json"
    page.window.files.save_as()
    kept = json.loads((tmp_path / "kept.json").read_text(encoding="utf-8"))["preparation"]
    assert (kept["way"], kept["syringe"], kept["capsule_strengths"]) == ("direct", "3 mL oral syringe", ["0.5 mg", "1.5 mg"])
    other = open_window(file=tmp_path / "kept.json")
    assert other.widget("preparation.way").shown_words() == "weigh the drug directly"
    assert other.widget("preparation.syringe").shown_words() == "3 mL oral syringe"
    assert other.text("preparation.capsule_strengths") == "0.5 mg and 1.5 mg"
    other.choose("preparation.way", "the program chooses")
    assert "way" not in other.document()["preparation"]
