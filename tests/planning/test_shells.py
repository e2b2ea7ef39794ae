"""Capsule shells of gelatin or of hypromellose: who may have which, what the papers say, and an own row's words in Spanish."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from planned_papers import planned as dispensing
from planned_papers import text_of
from proof.cases import codes, hand_made, prove

from ldn_calc.application.pharmacy.file_pharmacy import FilePharmacy
from ldn_calc.application.pharmacy.own_formulary import OwnFileError
from ldn_calc.application.plan.planning import plan_request
from ldn_calc.documents.label.render import render_label
from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.worksheet import render_worksheet
from ldn_calc.documents.sheet.render import render_sheet
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.wording import Wording
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Language

CLOCK = datetime(2026, 11, 22, 9, 30)
SAMPLE = next((Path(__file__).parents[1] / "prescriptions").glob("02-*.json"))
ENGLISH, SPANISH = Wording(Language.ENGLISH), Wording(Language.SPANISH)


@cache
def answer(shell: str | None, allergy: str | None = None, alternatives: bool = False):
    request = json.loads(SAMPLE.read_text("utf-8"))
    request["preparation"] |= {} if shell is None else {"shell": shell}
    request["screening"]["allergies"] = [] if allergy is None else [allergy]
    return plan_request(json.dumps(request), CLOCK, shipped_formulary(), alternatives=alternatives)


def of(shell: str) -> dict[str, str]:
    return {"shell": shell}


def found(shell: str | None, allergy: str) -> set[tuple[str, str, str]]:
    findings = answer(shell, allergy).result["findings"]
    return {(each["code"], each["severity"], each["facts"]["component"]) for each in findings if "excipient" in each["code"]}


def own(folder: Path, text: str):
    (folder / "formulary.toml").write_text(text, encoding="utf-8")
    return FilePharmacy(folder / "settings.toml").formulary()


@pytest.mark.parametrize("allergy", ["gelatin", "pork", "bovine", "vegan", "alpha gal"])
def test_who_avoids_gelatin_is_asked_about_gelatin_shells_alone(allergy):
    due = {("excipient-allergy", "stop") if allergy == "gelatin" else ("excipient-relative", "review")}
    for shell in (None, "gelatin"):
        assert {(code, severity) for code, severity, _ in found(shell, allergy)} == due
    assert found("hpmc", allergy) == set()


def test_who_avoids_hypromellose_is_asked_about_vegetable_shells_alone():
    assert found("hpmc", "HPMC") == {("excipient-allergy", "stop", "hypromellose")}
    assert found("gelatin", "HPMC") == set()
    assert found("hpmc", "carrageenan") == {("excipient-possible", "review", "carrageenan")}
    assert found("gelatin", "carrageenan") == set()


def test_an_unknown_shell_is_refused_with_the_choices():
    request = json.loads(SAMPLE.read_text("utf-8"))
    request["preparation"]["shell"] = "wood"
    errors = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result["errors"]
    assert [(each["path"], each["found"], each["expected"]) for each in errors] == [
        ("preparation.shell", "wood", "one of gelatin, hpmc")
    ]


def test_the_bench_is_the_same_and_the_plan_says_the_shell():
    plain, asked = answer(None).plan, answer("hpmc").plan
    assert (plain["steps"], plain["doses"]) == (asked["steps"], asked["doses"])
    assert asked["instruments"]["size 3 capsule"] == {"kind": "shell", "filler_fill": "130 mg", "material": "hpmc"}
    assert "material" not in plain["instruments"]["size 3 capsule"]
    rows = [row["row"] for row in answer("hpmc").result["rows_used"] if row["table"] == "shells"]
    assert rows == ["3", "hpmc"]


def test_a_result_that_leaves_out_what_its_shells_are_is_refused():
    request = hand_made("02-capsule-titration").request
    request = request | {"preparation": request["preparation"] | {"shell": "hpmc"}}
    result = plan_request(json.dumps(request), CLOCK, shipped_formulary()).result | {"proof": None}
    assert prove(request, result).agrees
    without = result | {"rows_used": [row for row in result["rows_used"] if row["row"] != "hpmc"]}
    assert "rows-used-differ" in codes(prove(request, without))


def test_vegetable_shells_are_among_the_ways_where_gelatin_is_wrong():
    ways = {one["title"]: one["changes"] for one in answer(None, "vegan", alternatives=True).result["alternatives"]}
    assert ways["Vegetable (HPMC) capsule shells"] == {"preparation.shell": "hpmc"}
    refused = answer(None, "gelatin", alternatives=True)
    assert refused.plan is None
    assert [one["changes"] for one in refused.result["alternatives"]] == [{"preparation.shell": "hpmc"}]
    for shell in ("gelatin", "hpmc"):
        titles = [one["title"] for one in answer(shell, None, alternatives=True).result["alternatives"]]
        assert not any("shells" in title for title in titles)


@pytest.mark.parametrize(
    ("language", "due"),
    [
        ("en", ("clear vegetable, size 3", "Contains hypromellose", "Your capsules are clear vegetable capsules.")),
        ("es", ("cápsulas vegetales transparentes", "Contiene hipromelosa", "Sus cápsulas son vegetales y transparentes.")),
    ],
)
def test_label_sheet_and_records_say_vegetable_shells(language, due):
    request = json.loads(SAMPLE.read_text("utf-8"))
    made = dispensing(2, rx={"patient": request["rx"]["patient"] | {"language": language}}, **of("hpmc"))
    said = " ".join(text_of(draw(made)) for draw in (render_label, render_sheet, render_worksheet, render_master))
    for words in (*due, "no chart has their weight"):
        assert words in said, words
    assert "an empty shell weighs about" not in said


def test_shells_asked_for_by_name_are_this_pharmacys_own_where_these_are_of_it(tmp_path):
    text = '[shells.components]\ndefault = ["gelatin", "titanium dioxide"]\ndescription = "white"\n'
    formulary = own(tmp_path, text)
    assert formulary.shell_material("gelatin").components == ("gelatin", "titanium dioxide")
    assert formulary.shell_material("hpmc").components == ("hypromellose",)


def test_an_own_row_of_vegetable_shells_holds_hypromellose(tmp_path):
    with pytest.raises(OwnFileError, match="also hypromellose"):
        own(tmp_path, '[shells.hpmc]\ndefault = ["pullulan"]\n')


@pytest.mark.parametrize(
    ("text", "spanish", "said"),
    [
        ('[shells.components]\ndescription = "green"\n', 'description_es = "verdes"', "verdes"),
        (
            '[fillers."microcrystalline cellulose PH-105"]\nlabel_contains = "cellulose"\n',
            'label_contains_es = "celulosa"',
            "celulosa",
        ),
    ],
)
def test_an_own_word_is_never_english_on_a_spanish_paper(tmp_path, text, spanish, said):
    made = answer(None)
    plan = made.proved

    def words(wording, formulary):
        return f"{wording.capsule_look(plan, formulary)} {wording.contained(plan, made.request, formulary)}"

    with pytest.raises(PaperError, match=spanish.partition(" ")[0]):
        words(SPANISH, own(tmp_path, text))
    assert words(ENGLISH, own(tmp_path, text))
    asked = json.loads(SAMPLE.read_text("utf-8"))
    asked["rx"]["patient"]["language"] = "es"
    told = [
        [each["severity"] for each in plan_request(json.dumps(asked), CLOCK, rows).result["findings"] if "words" in each["code"]]
        for rows in (own(tmp_path, text), own(tmp_path, f"{text}{spanish}\n"))
    ]
    assert told == [["review"], []]
    assert said in words(SPANISH, own(tmp_path, f"{text}{spanish}\n"))


def test_components_of_the_worksheet_name_the_shells_for_their_lot():
    for shell, due in (("gelatin", "size 3 shells of gelatin, white"), ("hpmc", "size 3 shells of hypromellose, clear vegetable")):
        rows = WorksheetComponents(dispensing(2, **of(shell))).materials()
        assert due in [row[0].runs[0].text for row in rows]
