from __future__ import annotations

from dataclasses import replace

import pytest
from documents_support import (
    base_capsules,
    between_marks,
    capsule_titration,
    capsules,
    capsules_twice_daily,
    every_dispensing,
    liquid,
    liquid_three_phases,
    nightly,
    practice,
    spanish,
    tablets,
    twice_daily_liquid,
    two_strengths,
    weekly_steps,
    with_plan,
)

from ldn_calc.application.pharmacy.own_formulary import merge_own_rows
from ldn_calc.documents.sheet.content import NotApproved, OpioidBox, SheetContent, sheet_content
from ldn_calc.documents.values.choices import PaperChoices, SheetForm
from ldn_calc.documents.words.directions import syringes_needed
from ldn_calc.documents.words.runs import plain, run
from ldn_calc.documents.words.sheet_text import Paragraph, Section
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import Medicine
from ldn_calc.procedure.steps import Encapsulate
from ldn_calc.reading.objects import Problems

EVERY = {name: (made, spanish(made)) for name, made in every_dispensing().items()}


def words(content: SheetContent, key: str) -> str:
    """The text of one section with plain spaces."""
    if key == "store":
        return "\n".join(plain(runs) for runs in content.panels[0].words).replace("\u00a0", " ")
    (found,) = (section for section in content.sections if section.key == key)
    return "\n".join(f"{paragraph.mark} {plain(paragraph.runs)}".strip() for paragraph in found.paragraphs).replace("\u00a0", " ")


def after(content: SheetContent) -> list[str]:
    return [plain(paragraph.runs) for paragraph in content.take.after]


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


FIRST = {"en": "Do not take this medicine with opioids.", "es": "No tome este medicamento con opioides."}
COMPOUNDED = {
    "en": "This is a compounded drug. It is not FDA-approved for this use.",
    "es": "Este es un medicamento compuesto. No está aprobado por la FDA para este uso.",
}
IN_ORDER = [
    *("syringe", "missed", "toomuch", "change", "dont", "tell", "mix", "overdose", "surgery", "drive", "preg", "side", "what_do"),
    *("call", "911", "988", "not_approved", "what", "why", "tests", "toss", "ask"),
]


@pytest.mark.parametrize("name", EVERY)
def test_every_sheet_has_the_box_and_says_that_it_is_compounded(name):
    for made in EVERY[name]:
        content = sheet_content(made)
        assert plain(content.box.first) == FIRST[content.language]
        assert len(content.box.points) == 5
        assert COMPOUNDED[content.language] in words(content, "not_approved")


def test_a_box_without_the_warning_is_refused():
    with pytest.raises(ValueError, match="opioid warning"):
        OpioidBox("Read this first", (), ())
    with pytest.raises(ValueError, match="opioid warning"):
        OpioidBox("Read this first", run("Take this medicine."), (run("a"),) * 5)


def test_a_section_that_does_not_say_compounded_is_refused():
    with pytest.raises(ValueError, match="compounded"):
        NotApproved(Section("not_approved", "About this medicine", (Paragraph(run("A fine medicine.")),)))


@pytest.mark.parametrize("field", ["box", "not_approved"])
def test_a_sheet_cannot_be_made_without_them(field):
    content = sheet_content(nightly())
    rest = {name: getattr(content, name) for name in SheetContent.__dataclass_fields__ if name != field}
    with pytest.raises(TypeError, match=field):
        SheetContent(**rest)


def test_sections_stand_under_five_heads_what_people_ask_first_before_the_rest():
    content = sheet_content(nightly())
    assert [section.key for section in content.sections] == IN_ORDER
    assert [section.key for section in sheet_content(capsule_titration()).sections] == [key for key in IN_ORDER if key != "syringe"]
    assert [group.heading for group in content.groups] == [
        "Directions for use",
        "Important safety information",
        "Common side effects and when to call",
        "What it is and why you take it",
        "More information",
    ]
    assert [panel.heading for panel in content.panels] == ["How to store it", "What is left over", "Your next bottle"]


def test_the_title_names_patient_drug_form_strength_and_last_day():
    title = sheet_content(liquid_three_phases()).title
    assert title.patient == "Ana Núñez"
    assert title.drug == "Naltrexone hydrochloride"
    assert spaced(plain(title.detail)) == "(low dose naltrexone, LDN), oral liquid, 1 mg per mL"
    assert spaced(plain(title.do_not_use_after)) == "Do not use after 26 Dec 2026"
    title = sheet_content(spanish(capsule_titration())).title
    assert spaced(plain(title.detail)) == "(naltrexona en dosis bajas, LDN por sus siglas en inglés), cápsulas, 1.5 mg cada una"


def test_each_phase_has_its_dates_dose_and_syringe():
    rows = sheet_content(liquid_three_phases()).take.rows
    assert [spaced(plain(row.dates)) for row in rows] == [
        "Sun 22 Nov to Sat 5 Dec",
        "Sun 6 Dec to Sat 19 Dec",
        "Sun 20 Dec to Sat 26 Dec",
    ]
    assert [spaced(row.amount) for row in rows] == ["1.5 mL", "3 mL", "4.5 mL"]
    assert [spaced(row.holds) for row in rows] == ["= 1.5 mg", "= 3 mg", "= 4.5 mg"]
    assert [len(row.drawings) for row in rows] == [1, 1, 2]
    assert rows[2].notes == ("Fill the same syringe 2 times. Both fills are 1 dose.",)


def test_two_doses_a_day_are_two_rows_the_morning_first():
    rows = sheet_content(capsules_twice_daily()).take.rows
    assert [(spaced(row.amount), spaced(row.when), row.when_matters) for row in rows] == [
        ("1 capsule", "in the morning", True),
        ("2 capsules", "at bedtime", True),
    ]


def test_two_strengths_are_told_apart():
    rows = sheet_content(two_strengths()).take.rows
    assert [spaced(row.amount) for row in rows] == ["1 of 0.5 mg", "1 of 3 mg", "1 of 3 mg and 1 of 0.5 mg"]
    assert [spaced(row.holds) for row in rows] == ["= 0.5 mg", "= 3 mg", "= 3.5 mg"]
    assert len(rows[2].drawings) == 2


def test_strengths_and_sizes_are_the_plans_values_whatever_their_names_say():
    made = two_strengths()
    plan = made.plan
    (first, three), (other, half) = plan.products.items()
    swapped = with_plan(made, products={first: half, other: three})
    assert [spaced(row.amount) for row in sheet_content(swapped).take.rows][:2] == ["1 of 3 mg", "1 of 0.5 mg"]
    steps = tuple(replace(step, size="00") if isinstance(step, Encapsulate) else step for step in plan.steps)
    (small, large) = (sheet_content(each).take.rows[0].drawings[0] for each in (made, with_plan(made, steps=steps)))
    assert large.width > small.width


def test_syringes_are_named_by_their_size_and_by_nothing_else():
    content = sheet_content(weekly_steps())
    assert [spaced(row.syringe) for row in content.take.rows][::2] == ["1 mL syringe", "3 mL syringe", "3 mL syringe"]
    assert after(content)[0].startswith("For each dose use the oral syringe named beside it.")
    both = measured(weekly_steps(), "52.3 mm", "1 mL oral syringe", "3 mL oral syringe")
    assert "the 1 mL syringe from 0 to 1 mL is 52.3 mm long" in spaced(plain(sheet_content(both).take.caption))
    assert spaced(after(sheet_content(nightly()))[0]).startswith("Use only the 3 mL oral syringe we gave you.")
    assert spaced(sheet_content(spanish(weekly_steps())).take.rows[0].syringe) == "jeringa de 1 mL"
    assert spaced(sheet_content(nightly()).take.rows[0].syringe) == "3 mL syringe"


def test_a_dose_between_marks_says_which():
    assert "between 2.2 mL and 2.3 mL" in [spaced(note) for note in sheet_content(between_marks()).take.rows[0].notes]


def test_a_later_first_dose_is_said():
    assert spaced(plain(sheet_content(between_marks()).take.start)) == "Do not start before 28 Nov 2026"
    assert sheet_content(nightly()).take.start == ()


def test_the_syringes_steps_name_the_line_only_where_there_is_one():
    one = liquid([(28, [("1.5 mg", "bedtime")])], 28)
    assert "Then push the plunger slowly to the 1.5 mL line." in words(sheet_content(one), "syringe")
    assert "slowly to the line for this fill (page 1)." in words(sheet_content(liquid_three_phases()), "syringe")
    assert "slowly to the line for your dose (page 1)." in words(sheet_content(weekly_steps()), "syringe")
    assert "line for your dose (pages 1 to 2)." in words(sheet_content(weekly_steps(), (1, 2)), "syringe")
    assert "line for your dose (page 2)." in words(sheet_content(weekly_steps(), (2, 2)), "syringe")
    assert "the line for your dose (page 1)" in words(sheet_content(between_marks()), "syringe")
    assert "hasta la línea de 1.5 mL." in words(sheet_content(spanish(one)), "syringe")


def test_two_fills_repeat_the_steps():
    assert "to the first line (page 1)" in words(sheet_content(nightly()), "syringe")
    assert "7. Now put the tip back into the bottle. Fill again, to the second line: do steps 3 to 6." in words(
        sheet_content(nightly()), "syringe"
    )
    assert "7. If your dose takes 2 fills, put the tip back" in words(sheet_content(liquid_three_phases()), "syringe")
    assert "steps 3 to 6" not in words(sheet_content(weekly_steps()), "syringe")


def test_a_plunger_is_pulled_past_the_dose_only_where_there_is_a_line_past_it():
    full = liquid([(28, [("3 mg", "bedtime")])], 28)
    assert "Pull the plunger to the 3 mL line. It is the last line of the syringe: stop there." in words(
        sheet_content(full), "syringe"
    )
    assert "past" not in words(sheet_content(full), "syringe")
    assert "push the plunger slowly" not in words(sheet_content(full), "syringe")
    both = liquid([(14, [("1 mg", "bedtime")]), (14, [("3 mg", "bedtime")])], 28)
    assert len(syringes_needed(both.plan)) == 2
    assert "Pull the plunger to the last line of the syringe. Stop there." in words(sheet_content(both), "syringe")
    assert "past" not in words(sheet_content(both), "syringe")
    some = words(sheet_content(weekly_steps()), "syringe")
    assert "a little past the line for your dose. If your dose is the last line of the syringe, stop there." in some
    none = words(sheet_content(liquid([(28, [("1.5 mg", "bedtime")])], 28)), "syringe")
    assert "a little past the line for your dose.\n" in none
    assert "last line" not in none


@pytest.mark.parametrize(
    ("made", "awake", "missed"),
    [
        (nightly(), "in the morning.", "the same night"),
        (liquid([(28, [("1.5 mg", "morning")])], 28), "call us.", "the same day"),
        (liquid([(14, [("1.5 mg", "morning")]), (14, [("1.5 mg", "bedtime")])], 28), "call us.", "the same day"),
        (liquid([(28, [("1.5 mg", "evening")])], 28), "in the morning.", "the same night"),
        (twice_daily_liquid(), "the last dose earlier.", "in an hour or two"),
    ],
)
def test_the_time_of_day_decides_what_to_do_when_awake_or_late(made, awake, missed):
    content = sheet_content(made)
    assert next(line for line in after(content) if "awake" in line).endswith(awake)
    assert missed in words(content, "missed")


def test_a_capsule_sheet_speaks_of_capsules_only():
    for made in (capsule_titration(), capsules_twice_daily(), two_strengths(), base_capsules()):
        content = sheet_content(made)
        everything = " ".join([*after(content), *(words(content, section.key) for section in content.sections)])
        assert "syringe" not in everything
        assert "liquid" not in everything
        assert " mL" not in everything
        assert "anything in these capsules" in everything
        assert "Swallow the capsules whole" in everything


def test_a_suspension_is_shaken():
    assert after(sheet_content(tablets()))[0] == "Shake the bottle well before each dose."
    assert sheet_content(tablets()).take.shake
    assert not sheet_content(nightly()).take.shake
    assert "1. Wash your hands. Shake the bottle well." in words(sheet_content(tablets()), "syringe")
    assert not any("Shake" in line for line in after(sheet_content(nightly())))
    assert "hake" not in words(sheet_content(nightly()), "syringe")


def test_prescribed_as_base_every_mass_says_so():
    content = sheet_content(base_capsules())
    assert spaced(plain(content.title.detail)) == "(low dose naltrexone, LDN), capsules, each equal to 4.5 mg naltrexone base"
    assert spaced(content.take.rows[0].holds) == "= 4.5 mg base"
    assert any("naltrexone base" in line for line in after(content))


@pytest.mark.parametrize(
    ("indication", "english", "in_spanish"),
    [
        ("ms", "multiple sclerosis (MS).", "esclerosis múltiple (EM)."),
        ("crohn", "Crohn's disease.", "enfermedad de Crohn."),
        ("thyroid", "Hashimoto's disease or low thyroid.", "enfermedad de Hashimoto o tiroides baja."),
        ("alzheimer", "Alzheimer's disease.", "enfermedad de Alzheimer."),
    ],
)
def test_a_listed_condition_stands_in_the_sentence_with_its_evidence(indication, english, in_spanish):
    made = nightly(indication=indication)
    why = words(sheet_content(made), "why")
    assert f"Your prescriber wrote it for: {english}" in why
    assert "What studies show: " in why
    assert ".." not in why
    why = words(sheet_content(spanish(made)), "why")
    assert f"Su médico lo recetó para: {in_spanish}" in why
    assert "Lo que muestran los estudios: " in why


def test_another_condition_is_printed_without_evidence():
    why = words(sheet_content(nightly(indication="Long **COVID** {brain} fog")), "why")
    assert "Your prescriber wrote it for: Long **COVID** {brain} fog." in why
    assert "studies" not in why


def test_without_a_condition_the_sheet_says_whom_to_ask():
    made = nightly()
    request = replace(made.request, rx=replace(made.request.rx, indication=None))
    why = words(sheet_content(replace(made, request=request)), "why")
    assert why.startswith("Ask your prescriber what it is for.")
    assert "studies" not in why


def test_the_evidence_line_says_its_grade_and_its_date():
    made = nightly(indication="ms")
    assert "Kind of study: small trials with a dummy pill. Last checked: 22 Nov 2026." in words(sheet_content(made), "why")
    why = words(sheet_content(spanish(made)), "why")
    assert "Tipo de estudio: estudios pequeños con una pastilla sin medicina. Última revisión: 22 nov 2026." in why
    assert "Last checked" not in words(sheet_content(nightly(indication="long COVID")), "why")


@pytest.mark.parametrize("indication", ["ms", "long COVID"])
@pytest.mark.parametrize("form", SheetForm)
def test_a_patient_may_have_condition_and_evidence_left_off(indication, form):
    made = replace(nightly(indication=indication), choices=PaperChoices(sheet=form, condition=False))
    why = words(sheet_content(made), "why")
    assert why.startswith("This sheet does not say what it is for.")
    assert "This medicine does not take the place of your other treatments." in why
    in_spanish = words(sheet_content(spanish(made)), "why")
    assert in_spanish.startswith("Esta hoja no dice para qué es.")
    assert not any(word in f"{why} {in_spanish}" for word in ("sclerosis", "COVID", "studies", "estudios", "Kind", "Tipo"))


def test_storage_and_last_day_are_the_plans():
    assert "in the refrigerator (36 to 46 °F)" in words(sheet_content(nightly()), "store")
    assert spaced(plain(sheet_content(nightly()).title.do_not_use_after)) == "Do not use after 26 Dec 2026"
    assert "en el refrigerador (36 a 46 °F)" in words(sheet_content(spanish(nightly())), "store")


def test_without_a_pharmacy_nobody_elses_number_is_printed():
    content = sheet_content(practice(nightly()))
    assert content.banner == "PRACTICE - NOT FOR DISPENSING"
    assert "phone number is on your label" in words(content, "ask")
    assert content.pharmacy == ("Pharmacy not set up", "")
    assert "Call your pharmacist: Dover Compounding Pharmacy, 302-555-0142." in words(sheet_content(nightly()), "ask")


def measured(made, length, *names):
    """The same at a pharmacy that has measured some of its syringes; the 3 mL one unless told."""
    own = {"instruments": {name: {"scale_length": length} for name in names or ("3 mL oral syringe",)}}
    problems = Problems()
    formulary = merge_own_rows(shipped_formulary().rows, own, problems)
    assert problems.errors == []
    return replace(made, formulary=formulary)


@pytest.mark.parametrize("form", SheetForm)
@pytest.mark.parametrize(
    ("spoken", "life_size", "to_scale"),
    [(nightly, "life size", "not drawn to scale"), (lambda: spanish(nightly()), "tamaño real", "no está dibujada a escala")],
    ids=["English", "Spanish"],
)
def test_no_syringe_is_called_life_size_until_this_pharmacy_has_measured_its_own(spoken, life_size, to_scale, form):
    made = spoken()
    made = replace(made, choices=replace(made.choices, sheet=form))
    unmeasured, own = (plain(sheet_content(each).take.caption) for each in (made, measured(made, "52.3 mm")))
    assert to_scale in unmeasured
    assert life_size not in unmeasured
    assert life_size in own
    assert "52.3 mm" in own.replace("\u00a0", " ")
    assert to_scale not in own


def test_of_two_syringes_both_must_be_measured():
    made = liquid([(7, [("0.5 mg", "bedtime")]), (7, [("1.5 mg", "bedtime")])], 28, "60 mL", strength="1 mg/mL")
    assert len({draw.instrument for dose in made.plan.doses for draw in dose.draws}) == 2
    assert "not drawn to scale" in plain(sheet_content(made).take.caption)
    assert "not drawn to scale" in plain(sheet_content(measured(made, "52.3 mm")).take.caption)


def test_a_syringe_drawn_smaller_says_so():
    assert "not life size" in plain(sheet_content(measured(nightly(), "90 mm")).take.caption)


def test_the_capsules_caption_says_what_they_look_like_and_what_to_do_when_they_differ():
    made = capsules([(60, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}})
    caption = plain(sheet_content(made).take.caption)
    assert caption.startswith("Your capsules are white.")
    assert caption.endswith("call us before you take them.")
    assert plain(sheet_content(spanish(made)).take.caption).startswith("Sus cápsulas son blancas.")


# -- What the patient answered -----------------------------------------------------------------------------------------


def told(made, **answers):
    """The same patient with other answers: of the questions, or `medicines`."""
    screening = made.request.screening
    medicines = tuple(Medicine(name) for name in answers.pop("medicines", ()))
    screening = replace(screening, answers={**screening.answers, **answers}, medicines=medicines)
    return replace(made, request=replace(made.request, screening=screening))


ANSWERED = {
    "liver": ({"liver_disease": "cirrhosis"}, "hígado", ("tell", "call", "tests")),
    "kidney": ({"kidney_disease": "moderate"}, "riñones", ("tell",)),
    "breast": ({"pregnancy": "breastfeeding"}, "pecho", ("tell", "preg")),
    "pregnant": ({"pregnancy": "pregnant"}, "embarazada", ("tell", "preg")),
    "thyroid": ({"medicines": ["levothyroxine 50 mcg"]}, "tiroides", ("tell", "call", "tests")),
    "immune": ({"medicines": ["Imuran", "vitamin D"]}, "defensas", ("tell",)),
}


@pytest.mark.parametrize("answer", ANSWERED)
def test_what_was_answered_stands_first_and_bold(answer):
    given, in_spanish, keys = ANSWERED[answer]
    plainly = sheet_content(nightly())
    assert plainly.answered == ()
    content = sheet_content(told(nightly(), **given))
    (line,) = content.answered
    assert answer in plain(line).lower()
    assert line[0].bold
    assert in_spanish in plain(sheet_content(spanish(told(nightly(), **given))).answered[0])
    for section, before in zip(content.sections, plainly.sections, strict=True):
        bold = [paragraph for paragraph in section.paragraphs if all(piece.bold for piece in paragraph.runs)]
        if section.key in keys:
            assert section.key == "call" or answer in plain(section.paragraphs[0].runs).lower()
            assert section.paragraphs[0] in bold
            lines = ({plain(paragraph.runs) for paragraph in each.paragraphs} for each in (section, before))
            assert next(lines) == next(lines)
        else:
            assert section == before


def test_several_answers_have_a_line_each_and_a_medicine_that_was_stopped_has_none():
    made = told(nightly(), liver_disease="mild", kidney_disease="severe", medicines=["tacrolimus", "Synthroid"])
    assert len(sheet_content(made).answered) == 4
    screening = made.request.screening
    stopped = tuple(replace(each, stopped_on=made.request.compounded_on) for each in screening.medicines)
    made = replace(made, request=replace(made.request, screening=replace(screening, medicines=stopped)))
    assert len(sheet_content(made).answered) == 2
