"""A bench step's words: one sentence for records, screen and terminal."""

import re
import tomllib
from pathlib import Path

import pytest
from planned_papers import CASES, case

from ldn_calc.documents.words.runs import plain
from ldn_calc.documents.words.steps import dilution, step_words
from ldn_calc.procedure.contents import contents_of
from ldn_calc.procedure.steps import Mix, Transfer
from ldn_calc.quantities.values import Volume

TEXTS = Path(__file__).parents[3] / "resources" / "text"


def words_of(name):
    contents = contents_of(case(name).plan)
    plan = contents.plan
    return [step_words(step, plan.materials, dilution(contents, number)) for number, step in enumerate(plan.steps, 1)]


def said(text):
    return text.replace("\u00a0", " ")


def test_a_liquid_reads_as_it_is_worked():
    words = words_of("liquid")
    assert [said(each.head) for each in words] == [
        "Weigh 152 mg",
        "Measure 90 mL",
        "Mix",
        "Pour all of",
        "Fill up to 150 mL",
        "Mix",
        "Bottle 150 mL",
    ]
    assert said(plain(words[0].rest)) == "naltrexone hydrochloride into the beaker"
    assert said(plain(words[0].sentence)) == "Weigh naltrexone hydrochloride into the beaker."
    assert said(words[1].rest_in_line) == "preserved vehicle into the beaker (100 mL cylinder)"
    assert [each.unit for each in words] == ["mg", "mL", "", "", "mL", "", "mL"]


def test_capsules_say_how_many_of_which_size_and_how_much_is_in_each():
    words = next(each for each in words_of("capsule aliquot") if len(each.planned) == 2)
    assert said(words.amount) == "32 size 3 capsules, 130 mg in each"
    assert said(plain(words.sentence)) == "Fill 32 size 3 capsules from mortar B, 130 mg of powder in each."


def test_a_filler_is_added_in_portions_to_tick_and_on_the_screen_as_the_step_says():
    contents = contents_of(case("capsule aliquot").plan)
    number = next(at for at, step in enumerate(contents.plan.steps, 1) if dilution(contents, at))
    step = contents.plan.steps[number - 1]
    ticked = step_words(step, contents.plan.materials, dilution(contents, number))
    assert said(ticked.portions_in_line) == " (243 mg, 486 mg, 972 mg, 851 mg, and the rest)"
    assert said(ticked.head) == "Mix in 5 portions"
    shown = step_words(step, contents.plan.materials)
    assert isinstance(step, Mix)
    assert (shown.head, said(shown.rest_in_line), shown.portions) == ("Mix", f"what is in the mortar: {step.how}", ())


@pytest.mark.parametrize("name", ["capsule aliquot", "two strengths of one aliquot", "crushed part"])
def test_a_vessel_with_a_letter_has_no_article(name):
    assert not [plain(each.sentence) for each in words_of(name) if re.search(r"the mortar.[B-Z]\b", plain(each.sentence))]


def test_a_transfer_without_a_rinse_pours_all():
    words = step_words(Transfer("beaker", "mortar B", Volume.of(0), "water"), {})
    assert (words.head, words.amount, plain(words.sentence)) == ("Pour all of", "Pour all", "Pour the beaker into mortar\u00a0B.")


@pytest.mark.parametrize("name", CASES)
def test_head_and_rest_leave_no_word_of_the_record_out(name):
    for words in words_of(name):
        recorded, shown = (set(re.findall(r"\w+", text)) for text in (plain(words.sentence), f"{words.head} {plain(words.rest)}"))
        assert recorded <= shown
        assert set(re.findall(r"\w+", plain(words.rest))) - recorded <= {"in"}  # fill up … in the cylinder
        assert not set("{}*") & set(words.head + words.amount + plain(words.sentence) + words.note)
        assert words.head
        assert words.amount


def sentences(value):
    """Every text of a file that is four words or more, without its marks."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from sentences(each)
    elif isinstance(value, str) and len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", value))) > 3:
        yield value.replace("**", "").rstrip(".")


def test_no_sentence_of_the_records_stands_in_another_text_file():
    texts = {path.stem: set(sentences(tomllib.loads(path.read_text("utf-8")))) for path in TEXTS.glob("*.toml")}
    for record in ("worksheet", "master", "steps"):
        assert len(texts[record]) >= 10
        for other, found in texts.items():
            assert other == record or not texts[record] & found, (record, other, texts[record] & found)


def test_on_the_screen_head_and_rest_read_as_one_sentence():
    words = words_of("liquid")
    said_of = [f"{said(each.head)} {said(each.rest_in_line)}" for each in words]
    assert said_of[3].startswith("Pour all of the beaker into the 250 mL cylinder, rinse with about")
    assert said_of[4] == "Fill up to 150 mL in the 250 mL cylinder, with preserved vehicle (read at eye level)"
    assert said(plain(words[4].sentence)) == "Fill up the 250 mL cylinder with preserved vehicle."
