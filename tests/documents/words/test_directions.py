from fractions import Fraction

import pytest
from documents_support import (
    base_capsules,
    between_marks,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    long_names,
    many_phases,
    nightly,
    twice_daily_liquid,
    two_strengths,
    weekly_steps,
)

from ldn_calc.documents.words.directions import marks_beside, plan_directions, syringes_needed, syringes_tell_by_dose
from ldn_calc.documents.words.runs import TIE, plain
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Form, Language
from ldn_calc.procedure.plan import Draw
from ldn_calc.quantities.values import Volume


def directions(made, language=None):
    return plan_directions(made.plan, made.request, Wording(language or made.language))


def rows(made, language=None):
    found = directions(made, language)
    return [
        f"{phase.dates} " + " / ".join(plain(dose.runs(timed=not found.same_time)) for dose in phase.doses)
        for phase in found.phases
    ]


def loose(words):
    return [each.replace(TIE, " ") for each in words] if isinstance(words, list) else words.replace(TIE, " ")


def test_each_phase_has_its_dates_its_volume_its_mass_and_its_draws():
    assert loose(rows(liquid_three_phases())) == [
        "22 Nov to 5 Dec 1.5 mL (1.5 mg)",
        "6 to 19 Dec 3 mL (3 mg)",
        "20 to 26 Dec 4.5 mL (4.5 mg): fill to 3 mL and take it, then fill to 1.5 mL and take it",
    ]
    found = directions(liquid_three_phases())
    assert loose(plain(found.intro)) == "Take by mouth at bedtime:"
    assert loose(plain(found.syringe)) == "Use the oral 3 mL syringe we gave you."


def test_several_syringes_are_named_by_size_beside_each_dose():
    made = weekly_steps()
    assert loose(rows(made))[0] == "22 to 28 Nov 0.5 mL (0.5 mg), 1 mL syringe"
    assert loose(rows(made))[-1] == "20 to 26 Dec 2.5 mL (2.5 mg), 3 mL syringe"
    assert loose(plain(directions(made).syringe)) == "Oral syringes: 1 mL syringe and 3 mL syringe."
    assert list(syringes_needed(made.plan)) == ["1 mL oral syringe", "3 mL oral syringe"]


def test_doses_at_different_times_each_name_their_time():
    assert loose(rows(twice_daily_liquid()))[1] == (
        "6 to 19 Dec 1.5 mL (1.5 mg) in the morning, 3 mL syringe / 3 mL (3 mg) at bedtime, 3 mL syringe"
    )


def test_one_phase_of_whole_draws_is_a_sentence_with_its_dates():
    found = directions(capsules_twice_daily(), Language.ENGLISH)
    assert found.is_sentence
    assert loose(plain(found.sentence(Wording(Language.ENGLISH)))) == (
        "Take 1 capsule (1.5 mg) by mouth in the morning and 2 capsules (3 mg) by mouth at bedtime, 22 Nov to 21 Dec."
    )
    spanish = directions(capsules_twice_daily(), Language.SPANISH)
    assert loose(plain(spanish.sentence(Wording(Language.SPANISH)))) == (
        "Tome 1 cápsula (1.5 mg) por la boca en la mañana y 2 cápsulas (3 mg) por la boca al acostarse, del 22 nov al 21 dic."
    )


def test_one_phase_of_two_draws_names_its_dates_in_the_intro():
    found = directions(nightly())
    assert not found.is_sentence
    assert loose(plain(found.intro)) == "Take by mouth at bedtime, 22 Nov to 21 Dec:"


def test_a_dose_of_two_capsule_strengths_names_both():
    assert loose(rows(two_strengths()))[-1] == "6 Dec to 2 Jan 1 capsule of 3 mg and 1 capsule of 0.5 mg (3.5 mg)"


def test_a_dose_as_base_says_base():
    assert loose(rows(base_capsules())) == ["22 Nov to 21 Dec 1 capsule (4.5 mg base)"]


def test_a_draw_between_marks_names_the_marks_beside_it():
    made = between_marks()
    assert loose(rows(made)) == ["28 Nov to 25 Dec 2.25 mL (2.25 mg): between 2.2 mL and 2.3 mL"]
    (syringe,) = syringes_needed(made.plan).values()
    assert marks_beside(Draw(Volume.of(Fraction("2.2")), "3 mL oral syringe"), syringe) is None


def test_a_later_first_dose_says_do_not_start_before():
    assert loose(plain(directions(between_marks()).start)) == "Do not start before 28 Nov 2026"
    assert directions(nightly()).start == ()


def test_spanish_directions_say_the_same():
    assert loose(rows(long_names())) == ["22 nov al 5 dic 1.5 mL (1.5 mg)", "6 al 19 dic 3 mL (3 mg)"]
    assert loose(plain(directions(long_names()).syringe)) == "Use la jeringa oral de 3 mL que le dimos."


@pytest.mark.parametrize("count", [9, 12])
def test_no_phase_is_left_out(count):
    assert len(directions(many_phases(count)).phases) == count


def test_no_number_is_parted_from_its_unit():
    for made in every_dispensing().values():
        for row in rows(made):
            for unit in ("mL", "mg", "capsule", "cápsula"):
                assert f" {unit}" not in row


def test_where_rows_must_be_short_one_line_says_which_syringe_is_for_which_dose():
    made = weekly_steps()
    assert syringes_tell_by_dose(made.plan)
    found = plan_directions(made.plan, made.request, Wording(Language.ENGLISH), by_dose=True)
    assert loose(plain(found.syringe)) == "Oral syringes: 1 mL syringe for 1 mL (1 mg) or less, 3 mL syringe for more."
    assert loose(plain(found.phases[0].doses[0].runs(timed=False))) == "0.5 mL (0.5 mg)"


def test_one_line_is_never_used_where_a_larger_dose_takes_the_smaller_syringe():
    made = liquid([(14, [("4 mg", "bedtime")]), (14, [("4.5 mg", "bedtime")])], 28)
    assert list(syringes_needed(made.plan)) == ["3 mL oral syringe", "5 mL oral syringe"]
    assert not syringes_tell_by_dose(made.plan)
    assert not syringes_tell_by_dose(nightly().plan)
    assert not syringes_tell_by_dose(base_capsules().plan)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", [name for name, made in every_dispensing().items() if made.plan.form is Form.LIQUID])
def test_a_syringe_is_never_named_small_or_large(name, language):
    made = every_dispensing()[name]
    found = plan_directions(made.plan, made.request, Wording(language))
    text = " ".join([plain(found.syringe), *rows(made, language)]).lower()
    for word in ("small", "large", "medium", "pequeña", "grande", "mediana"):
        assert word not in text


def test_a_syringe_has_the_same_name_on_every_fill():
    def names(made):
        found = directions(made)
        return {dose.dose.draws[0].instrument: dose.syringe for phase in found.phases for dose in phase.doses if dose.syringe}

    first, second = names(weekly_steps()), names(liquid([(14, [("4 mg", "bedtime")]), (14, [("0.5 mg", "bedtime")])], 28))
    assert first["1 mL oral syringe"] == second["1 mL oral syringe"] == f"1{TIE}mL{TIE}syringe"


def test_two_fills_say_that_each_is_taken():
    text = loose(rows(nightly(), Language.SPANISH))[0]
    assert "4.5 mL (4.5 mg): llene hasta 3 mL y tómelo, luego llene hasta 1.5 mL y tómelo" in text
