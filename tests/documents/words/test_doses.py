"""What is taken for a dose, as screen and papers say it."""

from __future__ import annotations

from dataclasses import replace

import documents_support as made
import pytest

from ldn_calc.application.papers.wording import dose_words
from ldn_calc.documents.words.doses import capsules_words, draw_words, taken_words
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import CapsuleDose, CapsulesTaken
from ldn_calc.quantities.values import Mass

ENGLISH, SPANISH = Wording(Language.ENGLISH), Wording(Language.SPANISH)


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_capsules_of_one_strength_are_counted():
    plan = made.capsule_titration().plan
    assert [plain(dose_words(dose, plan)) for dose in plan.doses] == ["1 capsule", "2 capsules", "3 capsules"]


def test_capsules_of_two_strengths_say_which_also_where_a_dose_takes_but_one():
    plan = made.two_strengths().plan
    assert [plain(dose_words(dose, plan)) for dose in plan.doses] == [
        "1 capsule of 0.5 mg",
        "1 capsule of 3 mg",
        "1 capsule of 3 mg and 1 capsule of 0.5 mg",
    ]
    assert plain(capsules_words(plan.doses[2].capsules[1], plan.products, SPANISH)) == "1 cápsula de 0.5 mg"


def test_the_strength_is_the_products_and_not_its_names():
    plan = made.two_strengths().plan
    first, other = plan.products
    swapped = replace(plan, products={first: plan.products[other], other: plan.products[first]})
    assert plain(dose_words(swapped.doses[0], swapped)) == "1 capsule of 3 mg"
    stronger = replace(plan, products={first: replace(plan.products[first], strength=Mass.of(4)), other: plan.products[other]})
    assert plain(dose_words(stronger.doses[1], stronger)) == "1 capsule of 4 mg"


def test_two_fillings_of_a_syringe_stand_in_their_order():
    plan = made.nightly().plan
    assert [plain(words) for words in draw_words(plan.doses[0], ENGLISH)] == ["3 mL", "1.5 mL"]
    assert plain(dose_words(plan.doses[0], plan)) == "3 mL, then 1.5 mL"


def test_a_dose_of_two_fillings_is_one_amount_on_paper():
    plan = made.nightly().plan
    assert plain(taken_words(plan.doses[0], plan.products, ENGLISH)) == "4.5 mL"


def test_on_paper_a_line_never_parts_a_strength_from_its_capsules():
    plan = made.two_strengths().plan
    assert taken_words(plan.doses[2], plan.products, SPANISH) == "1_cápsula_de_3_mg y 1_cápsula_de_0.5_mg".replace("_", "\u00a0")


def test_capsules_of_a_product_that_is_not_made_have_no_words():
    plan = made.two_strengths().plan
    dose = replace(plan.doses[0], taken=CapsuleDose((CapsulesTaken("capsules 9 mg", 1),)))
    with pytest.raises(KeyError, match="capsules 9 mg"):
        dose_words(dose, plan)
