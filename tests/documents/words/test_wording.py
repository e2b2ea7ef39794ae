import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from documents_support import (
    capsules_twice_daily,
    every_dispensing,
    liquid_three_phases,
    long_names,
    nightly,
    tablets,
    two_strengths,
)

from ldn_calc.documents.label.content import label_contents
from ldn_calc.documents.label.render import render_label
from ldn_calc.documents.values.errors import PaperError
from ldn_calc.documents.words.runs import TIE, plain
from ldn_calc.documents.words.wording import Wording
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.order.prescription import Language, StrengthAs
from ldn_calc.procedure.plan import CapsuleProduct, LiquidProduct
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.resources import read_text, read_toml

ENGLISH = Wording(Language.ENGLISH)
SPANISH = Wording(Language.SPANISH)
FOUR_AND_A_HALF = Mass.of(Fraction("4.5"))


def loose(text: str) -> str:
    return text.replace(TIE, " ")


@pytest.mark.parametrize(
    ("first", "last", "english", "spanish"),
    [
        ("2026-12-06", "2026-12-19", "6 to 19 Dec", "6 al 19 dic"),
        ("2026-11-22", "2026-12-05", "22 Nov to 5 Dec", "22 nov al 5 dic"),
        ("2026-12-26", "2026-12-26", "26 Dec", "26 dic"),
        ("2026-12-20", "2027-01-02", "20 Dec to 2 Jan", "20 dic al 2 ene"),
    ],
)
def test_a_date_range_names_a_month_only_where_it_must(first, last, english, spanish):
    assert loose(ENGLISH.dates(first, last)) == english
    assert loose(SPANISH.dates(first, last)) == spanish


def test_dates_and_amounts_never_break_over_a_line():
    for words in (ENGLISH.day(date(2026, 11, 22)), ENGLISH.dates("2026-11-22", "2026-12-05"), ENGLISH.amount("1 mg/mL")):
        assert " " not in words


@pytest.mark.parametrize(
    ("printed", "english", "spanish"),
    [
        ("1 mg/mL", "1 mg per mL", "1 mg por mL"),
        ("4.5 mL", "4.5 mL", "4.5 mL"),
        ("84 capsules", "84 capsules", "84 cápsulas"),
        ("1 capsules", "1 capsule", "1 cápsula"),
    ],
)
def test_a_quantity_is_written_with_per_and_its_unit(printed, english, spanish):
    assert loose(ENGLISH.amount(printed)) == english
    assert loose(SPANISH.amount(printed)) == spanish


def test_the_drug_is_named_in_full_and_in_english_in_both_languages():
    for wording in (ENGLISH, SPANISH):
        for product in (LiquidProduct(Strength.of(1), Volume.of(60)), CapsuleProduct(Mass.of(Fraction("1.5")), 90)):
            for strength_as in StrengthAs:
                assert "naltrexone hydrochloride" in loose(wording.drug_lines(product, strength_as)[0])


def test_a_strength_as_base_never_stands_beside_the_salt_alone():
    name, equal = ENGLISH.drug_lines(CapsuleProduct(FOUR_AND_A_HALF, 30), StrengthAs.BASE)
    assert "4.5" not in name
    assert loose(equal) == "each equal to 4.5 mg naltrexone base"
    name, equal = ENGLISH.drug_lines(LiquidProduct(Strength.of(Fraction("4.5")), Volume.of(60)), StrengthAs.BASE)
    assert "4.5" not in name
    assert "4.5 mg naltrexone base" in loose(equal)
    assert "mg per mL" not in loose(equal)


def test_every_dose_as_base_says_so():
    assert loose(ENGLISH.dose_mass(FOUR_AND_A_HALF, StrengthAs.BASE)) == "4.5 mg base"
    assert loose(ENGLISH.dose_mass(FOUR_AND_A_HALF, StrengthAs.HYDROCHLORIDE)) == "4.5 mg"


def test_a_part_fill_says_which_days_and_when_the_next_part_starts():
    line = loose(ENGLISH.supply(liquid_three_phases().plan.supply))
    assert line == "Part fill: days 1 to 35 of 56, next part starts day 36 (27 Dec 2026)"
    assert ENGLISH.supply(nightly().plan.supply) == ""


def test_a_later_fill_says_that_its_refills_are_the_prescriptions():
    made = nightly()
    assert loose(ENGLISH.refills(made.request)) == "Refills: 2"
    second = replace(made.request, fill=replace(made.request.fill, number=2))
    assert loose(ENGLISH.refills(second)) == "Refills on the prescription: 2"


def test_what_the_label_must_name_as_contained_is_found_in_the_formulary():
    made = tablets()
    assert ENGLISH.contained(made.plan, made.request, made.formulary) == ["lactose", "sodium benzoate"]
    spanish = long_names()
    assert SPANISH.contained(spanish.plan, spanish.request, spanish.formulary) == ["benzoato de sodio"]
    capsules = capsules_twice_daily()
    assert ENGLISH.contained(capsules.plan, capsules.request, capsules.formulary) == []


def test_tablets_whose_label_was_entered_without_lactose_do_not_claim_it():
    made = tablets()
    entered = replace(made.request.preparation.source, excipients=("starch",))
    request = replace(made.request, preparation=replace(made.request.preparation, source=entered))
    assert "lactose" not in ENGLISH.contained(made.plan, request, made.formulary)


def test_storage_is_read_in_the_patients_language_and_in_fahrenheit():
    made = long_names()
    key = made.plan.beyond_use.storage
    assert SPANISH.storage(key, made.formulary).replace(TIE, " ") == "en el refrigerador (36 a 46 °F)"


def test_storage_without_words_in_the_patients_language_is_never_said_in_english():
    made = long_names()
    with pytest.raises(PaperError, match='no words in the language "es" for the storage "freezer"'):
        SPANISH.storage("freezer", made.formulary)
    rows = deepcopy(made.formulary.rows)
    del rows["beyond_use"]["storages"]["refrigerator"]["es"]
    with pytest.raises(PaperError, match="refrigerator"):
        render_label(replace(made, formulary=Formulary(rows)))


def test_storage_is_said_in_spanish_also_where_its_english_row_was_changed():
    made = long_names()
    rows = deepcopy(made.formulary.rows)
    rows["beyond_use"]["storages"]["refrigerator"]["en"] = "in a refrigerator (36 to 46 °F)"
    text = " ".join(plain(each) for each in label_contents(replace(made, formulary=Formulary(rows)))[0].small).replace(TIE, " ")
    assert "en el refrigerador (36 a 46 °F)" in text
    assert "in the refrigerator" not in text


def test_a_liquid_from_tablets_is_a_suspension():
    assert ENGLISH.form_words(tablets().plan) == "Oral suspension"
    assert ENGLISH.form_words(nightly().plan) == "Oral liquid"


def test_both_languages_have_the_same_sentences_with_the_same_values():
    rows = read_toml("text/wording.toml")

    def shape(value):
        if isinstance(value, dict):
            return {key: shape(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return len(value)
        return sorted(re.findall(r"\{(\w+)\}", value))

    assert shape(rows["en"]) == shape(rows["es"])
    labels = read_toml("text/label.toml")
    assert labels["en"].keys() == labels["es"].keys()


@pytest.mark.parametrize("path", ["text/wording.toml", "text/label.toml", "text/worksheet.toml"])
def test_no_paper_says_once_which_is_eleven_in_spanish(path):
    sentences = "\n".join(line for line in read_text(path).splitlines() if not line.startswith("#"))
    assert not re.search(r"\b([Oo]nce|[Uu]na vez|LDN|QD|cc)\b", sentences)


def test_every_dispensing_has_words_in_both_languages():
    for made in every_dispensing().values():
        for wording in (ENGLISH, SPANISH):
            for product in made.plan.products.values():
                assert wording.drug_lines(product, made.plan.strength_as)


def test_shells_are_described_in_the_language():
    made = two_strengths()
    assert ENGLISH.capsule_look(made.plan, made.formulary) == "white"
    assert SPANISH.capsule_look(made.plan, made.formulary) == "blancas"
