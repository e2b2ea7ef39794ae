"""What the plan column writes, taken from proved plans."""

import documents_support as made
import pytest

from ui.compound.plan.doses import DATES, DAYS, DOSE, TAKE, DosesModel
from ui.compound.plan.rows import dose_rows, drawing_captions, headlines, proved_sentence, shared_instrument, step_rows


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def proof(difference: str):
    return {"agrees": True, "largest_difference": difference}


@pytest.mark.parametrize(
    ("found", "written"),
    [("-0.208 %", "within 0.21 %"), ("0.201 %", "within 0.21 %"), ("0.5 %", "within 0.5 %"), ("-0.0862 %", "within 0.09 %")],
)
def test_the_line_of_proof_never_claims_more_than_was_found(found, written):
    assert plain(proved_sentence(proof(found))) == f"Proved: every dose holds what was prescribed, {written}"


def test_no_difference_at_all_is_said_so():
    assert proved_sentence(proof("0 %")) == "Proved: every dose holds exactly what was prescribed"


def large(plan):
    return [(plain(each.head), plain(each.value)) for each in headlines(plan)]


def test_a_liquid_has_three_numbers():
    plan = made.liquid_three_phases().plan
    assert large(plan) == [("Weigh", "101 mg"), ("Make up to", "100 mL"), ("Take at bedtime", "1.5 mL")]
    assert plain(headlines(plan)[0].caption) == "naltrexone hydrochloride, lot N-118"
    assert plain(headlines(plan)[2].caption) == "days 1 to 14, for a dose of 1.5 mg"


def test_tablets_are_counted():
    assert large(made.tablets().plan)[0][0] == "Count"


def test_a_dose_of_two_draws_names_both_under_its_number():
    plan = made.nightly().plan
    take = headlines(plan)[-1]
    assert plain(take.value) == "4.5 mL"
    assert plain(take.caption).endswith(": 3 mL, then 1.5 mL")


def test_two_strengths_are_told_apart_wherever_a_capsule_is_named():
    plan = made.two_strengths().plan
    captions = [plain(each.caption) for each in headlines(plan)]
    assert captions[0].startswith("3 mg capsules: ")
    assert captions[2].startswith("0.5 mg capsules: ")
    assert captions[-1].startswith("of 0.5 mg, ")
    rows = dose_rows(plan)
    assert [plain(row.take) for row in rows] == [
        "1 capsule of 0.5 mg",
        "1 capsule of 3 mg",
        "1 capsule of 3 mg and 1 capsule of 0.5 mg",
    ]
    assert [plain(words) for words in drawing_captions(plan, rows[2])] == [
        "Days 15 to 42: 1 capsule of 3 mg",
        "and 1 capsule of 0.5 mg",
    ]


def test_two_times_of_day_and_two_syringes_are_told_apart():
    plan = made.twice_daily_liquid().plan
    rows = dose_rows(plan)
    assert shared_instrument(plan) == ""
    assert plain(rows[0].take) == "1 mL in the morning (1 mL size)"
    assert plain(drawing_captions(plan, rows[0])[0]) == "Days 1 to 14 in the morning: fill to 1 mL (1 mL size)"


def test_one_syringe_is_named_once():
    assert plain(shared_instrument(made.liquid_three_phases().plan)) == "3 mL syringe"


def test_dates_say_month_and_year_no_oftener_than_needed():
    rows = dose_rows(made.liquid_three_phases().plan)
    assert [plain(row.dates) for row in rows] == ["22 Nov to 5 Dec 2026", "6 to 19 Dec 2026", "20 to 26 Dec 2026"]
    assert plain(dose_rows(made.two_strengths().plan)[2].dates) == "6 Dec 2026 to 2 Jan 2027"


def test_days_are_those_of_the_regimen():
    assert [row.days for row in dose_rows(made.liquid_three_phases().plan)] == ["1 to 14", "15 to 28", "29 to 35"]


def test_every_dispensing_has_a_row_a_caption_for_each_part_and_words_for_each_step():
    for name, dispensing in made.every_dispensing().items():
        plan = dispensing.plan
        for row in dose_rows(plan):
            parts = row.dose.capsules or row.dose.draws
            assert len(drawing_captions(plan, row)) == len(parts), name
        assert len(step_rows(plan)) == len(plan.steps)
        assert {each.column for each in headlines(plan)} == {0, 1, 2}, name


def test_the_table_of_doses_says_what_its_rows_say(qtmodeltester):
    model = DosesModel()
    qtmodeltester.check(model)
    plan = made.liquid_three_phases().plan
    model.set_rows(dose_rows(plan), "3 mL syringe")
    assert (model.rowCount(), model.columnCount()) == (3, 4)
    assert [plain(model.data(model.index(1, column))) for column in (DAYS, DATES, DOSE, TAKE)] == [
        "15 to 28",
        "6 to 19 Dec 2026",
        "3 mg",
        "3 mL",
    ]
