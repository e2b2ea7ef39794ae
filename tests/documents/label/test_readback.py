"""The reader that uses none of our texts: a sentence that was changed is refused, whatever the words of the program say."""

from dataclasses import replace
from functools import cache
from json import dumps

import pytest
from documents_support import (
    between_marks,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    nightly,
    spanish,
    tablets,
    twice_daily_liquid,
    two_strengths,
    weekly_steps,
    with_plan,
)
from planned_papers import CASES, CLOCK, case
from random_requests import random_request

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.label import render as label
from ldn_calc.documents.label.layout import first_fit
from ldn_calc.documents.linter import LintError
from ldn_calc.documents.readback import ReadbackError
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.values.stock import stock_of
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import LiquidDose
from ldn_calc.quantities.values import Mass
from ldn_calc.resources import read_toml

MADE = {
    "nightly": nightly,
    "three phases": liquid_three_phases,
    "twice": capsules_twice_daily,
    "twice liquid": twice_daily_liquid,
    "two": two_strengths,
    "tablets": tablets,
    "weekly": weekly_steps,
    "marks": between_marks,
}
ENGLISH = [
    ("nightly", "label", "opioids", "Take with opioids"),
    ("nightly", "label", "opioids", "Do not take without opioids"),
    ("nightly", "label", "opioids_more", "but for strong pain or cough medicines"),
    ("nightly", "wording.when", "bedtime", "in the morning"),
    ("nightly", "wording.directions", "do_not_use_after", "Use after {date}"),
    ("nightly", "wording.directions", "do_not_use_after", "Do not use before {date}"),
    ("nightly", "wording.months", 10, "Sep"),
    ("three phases", "wording.months", 11, "Nov"),
    ("nightly", "wording.dose", "draws", "{first}, not {second}"),
    ("nightly", "wording.dose", "draws", "fill to {second} and take it, then fill to {first} and take it"),
    ("nightly", "wording.dose", "mass", "5 mg"),
    ("three phases", "wording.range", None, "{last} to {first}"),
    ("three phases", "wording.range_in_month", None, "{first_day} {month}"),
    ("three phases", "wording.directions", "intro_when", "Take by mouth in the morning"),
    ("nightly", "wording.directions", "intro_when", "Inject {when}"),
    ("nightly", "wording.drug", "liquid", "naltrexone hydrochloride 10 mg per mL"),
    ("nightly", "wording.drug", "liquid", "naloxone hydrochloride {strength}"),
    ("twice", "wording.drug", "capsule", "naltrexone hydrochloride 15 mg capsules"),
    ("twice", "wording.directions", "two", "Take {dose_2} by mouth {when} and {dose} by mouth {when_2}"),
    ("twice", "wording.directions", "two", "Take {dose} by mouth {when}"),
    ("twice", "wording.units", "capsules", "drops"),
    ("twice liquid", "wording.when", "morning", "at bedtime"),
    ("two", "wording.dose", "none", "1 capsule (3 mg)"),
    ("two", "wording.dose", "in_all", "0.5 mg in all"),
    ("tablets", "label", "shake", "Do not shake the bottle well before each dose."),
    ("tablets", "label", "shake", "Keep it still."),
    ("tablets", "wording.directions", "one", "Take {dose} by mouth {when}, not at night"),
    ("marks", "wording.dose", "between", "between {below} and 2.9 mL"),
]
SPANISH = [
    ("nightly", "label", "opioids_more", "medicinas suaves para el dolor o la tos"),
    ("nightly", "label", "opioids", "Tome con opioides"),
    ("nightly", "label", "english", "**English:** {shake}{directions} Take with opioids. Do not use after {date}."),
    ("nightly", "label", "english", ""),
    ("nightly", "wording.when", "bedtime", "en la ma\u00f1ana"),
    ("nightly", "wording.directions", "do_not_use_after", "Use despu\u00e9s del {date}"),
    ("nightly", "wording.months", 10, "sep"),
    ("nightly", "wording.dose", "draws", "{first}, no {second}"),
    ("nightly", "wording.dose", "mass", "5 mg"),
    ("three phases", "wording.range", None, "{last} a {first}"),
    ("nightly", "wording.drug", "liquid", "naltrexone hydrochloride 10 mg por mL"),
    ("twice", "wording.directions", "two", "Tome {dose_2} por la boca {when} y {dose} por la boca {when_2}"),
    ("twice liquid", "wording.when", "morning", "al acostarse"),
    ("two", "wording.dose", "none", "1 c\u00e1psula (3 mg)"),
    ("tablets", "label", "shake", "No agite el frasco."),
]


def altered(monkeypatch, language, path, key, text):
    """Change a sentence of the program's texts, as a slip of a translator would."""
    name, _, table = path.partition(".")
    rows = read_toml(f"text/{name}.toml")[language]
    if table == "months":
        monkeypatch.setitem(rows, table, [*rows[table][:key], text, *rows[table][key + 1 :]])
    elif key is None:
        monkeypatch.setitem(rows, table, text)
    else:
        monkeypatch.setitem(rows[table] if table else rows, key, text)
    monkeypatch.setattr(label, "check_paper", lambda *_: None)  # what the program's own words say of it does not count here


@pytest.mark.parametrize(("made", "path", "key", "text"), ENGLISH)
def test_a_changed_english_sentence_is_refused(monkeypatch, made, path, key, text):
    dispensing = replace(MADE[made](), language=Language.ENGLISH)
    label.render_label(dispensing)
    altered(monkeypatch, "en", path, key, text)
    with pytest.raises(ReadbackError):
        label.render_label(dispensing)


@pytest.mark.parametrize(("made", "path", "key", "text"), SPANISH)
def test_a_changed_spanish_sentence_is_refused(monkeypatch, made, path, key, text):
    dispensing = spanish(MADE[made]())
    label.render_label(dispensing)
    altered(monkeypatch, "es", path, key, text)
    with pytest.raises(ReadbackError):
        label.render_label(dispensing)


def test_a_dose_of_the_plan_that_the_label_does_not_say_is_named():
    made = nightly()
    label_of = label.label_pages
    doses = [replace(dose, taken=LiquidDose("bottle 1", dose.draws[:1]), prescribed=Mass.of(3)) for dose in made.plan.doses]
    other = with_plan(made, doses=tuple(doses))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(label, "label_pages", lambda *_: label_of(made))
        patch.setattr(label, "check_paper", lambda *_: None)
        with pytest.raises(ReadbackError, match=r"left out: 3 \(3 mg\) bedtime on 2026-11-22"):
            label.render_label(other)


def rendered(made):
    """Why a stock does not take it; nothing where it does. What a reader finds is raised."""
    try:
        label.render_label(made)
    except (LintError, ReadbackError):
        raise
    except PaperError as error:
        return str(error)
    return ""


@cache
def drawn_right():
    found = {**every_dispensing(), **{name: case(name) for name in CASES}}
    found["over the year's end"] = liquid([(60, [("3 mg", "bedtime")])], 34, first_dose_on="2026-12-20")
    return found


@pytest.mark.parametrize("stock", ["roll-4x2", "brother-dk-11208", "zebra-4x6", "avery-5163"])
@pytest.mark.parametrize("language", Language)
def test_what_is_right_is_read_on_every_stock(language, stock):
    read = 0
    for each in drawn_right().values():
        made = replace(each, language=language, choices=PaperChoices(stock=stock, stickers=True))
        if not all(first_fit(content, stock_of(stock)) for content in label.label_contents(made)):
            continue
        assert not rendered(made)
        read += 1
    assert read >= 12


def in_bottles(made, count):
    return replace(made, request=replace(made.request, preparation=replace(made.request.preparation, containers=count)))


@pytest.mark.parametrize("stock", ["roll-4x2", "zebra-4x6", "roll-3x2"])
@pytest.mark.parametrize("name", MADE)
def test_every_bottle_of_a_batch_in_several_is_read_for_itself(name, stock):
    """Its days begin anew: the second bottle's first day is not a year later."""
    for count, language in ((2, Language.ENGLISH), (3, Language.SPANISH)):
        made = replace(in_bottles(MADE[name](), count), language=language, choices=PaperChoices(stock=stock))
        refused = rendered(made)
        assert not refused or (stock == "roll-3x2" and "use a larger stock" in refused), refused


def test_a_bottle_that_does_not_say_what_the_plan_says_is_refused_among_those_that_do(monkeypatch):
    right = label.label_contents(in_bottles(weekly_steps(), 3))
    for number, field in ((0, "opioids"), (1, "opioids"), (2, "use_until"), (1, "bottle"), (2, "bottle")):
        wrong = [*right]
        wrong[number] = replace(wrong[number], **{field: "Bottle 1 of 2" if field == "bottle" else "Take it"})
        monkeypatch.setattr(label, "label_contents", lambda *_, wrong=wrong: wrong)
        with pytest.raises(PaperError):
            label.render_label(in_bottles(weekly_steps(), 3))
    other = replace(right[1], bottle=right[0].bottle)
    monkeypatch.setattr(label, "label_contents", lambda *_: [right[0], other, right[2]])
    with pytest.raises(PaperError):
        label.render_label(in_bottles(weekly_steps(), 3))


@pytest.mark.parametrize("seed", range(0, 24, 3))
def test_our_own_words_never_fail_our_own_readers(seed):
    """Random plans in both languages: what is proved has a label, or a stock is named that takes it."""
    found = plan_request(dumps(random_request(7000 + seed)), CLOCK, shipped_formulary())
    if found.plan is None or found.result.get("proof") is None:
        return
    for language in Language:
        for stock in ("roll-4x2", "roll-3x2", "brother-dk-11208"):
            made = replace(
                nightly(),
                request=found.request,
                result=found.result,
                language=language,
                choices=PaperChoices(stock=stock),
            )
            refused = rendered(made)
            assert not refused or "use a larger stock" in refused, refused


@pytest.mark.parametrize(
    ("indication", "wanted", "words"),
    [
        ("fibromyalgia", True, "To treat: {purpose}"),
        ("fibromyalgia", True, "For: {purpose} and opioid withdrawal"),
        ("opioid use disorder", True, "For: not {purpose}"),
        ("fibromyalgia", False, "For: {purpose}"),
    ],
)
def test_what_it_is_for_is_read_as_the_request_says_it_and_only_where_it_is_wanted(monkeypatch, indication, wanted, words):
    made = nightly()
    request = replace(made.request, rx=replace(made.request.rx, indication=indication))
    right = replace(made, request=request, choices=PaperChoices(purpose=True))
    for language in Language:
        assert not rendered(replace(right, language=language))
    (content,) = label.label_contents(right)
    before, _, after = words.partition("{purpose}")
    said = content.purpose[1].text
    wrong = replace(content, purpose=(content.purpose[0]._replace(text=before), content.purpose[1]._replace(text=said + after)))
    monkeypatch.setattr(label, "label_contents", lambda *_: [wrong])
    with pytest.raises(PaperError, match=r"what it is for|For: |without its NOT"):
        label.render_label(replace(right, choices=PaperChoices(purpose=wanted)))
