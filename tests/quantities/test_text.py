"""Every refusal of the contract's section "Quantities and types", with the sentence a person reads."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.quantities.text import (
    QuantityError,
    decimal_text,
    has_trailing_zero,
    read_mass,
    read_share,
    read_strength,
    read_volume,
    significant_text,
    write,
    write_signed_percent,
)
from ldn_calc.quantities.values import Mass

REFUSED_MASSES = {
    "4.5": "a mass with its unit, as in 4.5 mg",
    "4.5 Mg": "a mass in small letters: write 4.5 mg if milligrams are meant; Mg could mean mega or milli",
    "4.5 MG": "a mass in small letters: write 4.5 mg if milligrams are meant; MG could mean mega or milli",
    "4,5 mg": "a mass with a decimal point, as in 4.5 mg",
    "0,500 mg": "a mass with a decimal point, as in 0.5 mg",
    "1,500 mg": "a mass without a comma: write 1500 mg or 1.5 mg, whichever is meant",
    "1,000 mg": "a mass without a comma: write 1000 mg or 1 mg, whichever is meant",
    "1,000.5 mg": "a mass with a decimal point, as in 4.5 mg",
    "1e3 mg": "a mass written out in digits, without an exponent, as in 4.5 mg",
    "nan mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "inf mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "-1 mg": "a mass that is not negative, as in 4.5 mg",
    "−1 mg": "a mass that is not negative, as in 4.5 mg",
    ".5 mg": "a mass with a zero before the point: write 0.5 mg",
    "5. mg": "a mass without a bare point at the end of its number, as in 4.5 mg",
    "4.5 mL": "a mass, as in 4.5 mg; this is a volume",
    "4.5 mg/mL": "a mass, as in 4.5 mg; this is a strength",
    "4.5 cc": "a mass, as in 4.5 mg: cc is misread as U or 00; a volume is written in mL",
    "4.5 U": "a mass, as in 4.5 mg: U is misread as 0 or 4, and naltrexone has no units",
    "4.5 mgs": "a mass in a unit the program knows, as in 4.5 mg",
    "4.5 kg": "a mass in a unit the program knows, as in 4.5 mg",
    "4.5  mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "4.5\tmg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "4 5 mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "½ mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "٤ mg": "a mass: a number, a space and a unit, as in 4.5 mg",
    "": "a mass, as in 4.5 mg",
    "mg": "a mass: a number, a space and a unit, as in 4.5 mg",
}


@pytest.mark.parametrize(("text", "expected"), REFUSED_MASSES.items())
def test_a_mass_that_cannot_be_read_says_what_to_write_instead(text, expected):
    with pytest.raises(QuantityError) as refusal:
        read_mass(text)
    assert refusal.value.expected == expected
    assert refusal.value.found == text


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (read_strength, "1 mg", "a strength, as in 1 mg/mL; this is a mass"),
        (
            read_strength,
            "1 Mg/mL",
            "a strength in small letters: write 1 mg/mL if milligrams are meant; Mg/mL could mean mega or milli",
        ),
        (read_strength, "1", "a strength with its unit, as in 1 mg/mL"),
        (read_volume, "100 mg", "a volume, as in 100 mL; this is a mass"),
        (read_volume, "100 ML", "a volume in a unit the program knows, as in 100 mL"),
        (read_share, "0.05", "a percentage with its sign, as in 99.4 %"),
        (read_share, "5 mg", "a percentage, as in 99.4 %; this is a mass"),
    ],
)
def test_other_amounts_say_what_to_write_instead(read, text, expected):
    with pytest.raises(QuantityError) as refusal:
        read(text)
    assert refusal.value.expected == expected


@pytest.mark.parametrize("number", [4.5, 4, True, None, ["4.5 mg"]])
def test_a_number_without_quotes_is_never_an_amount(number):
    with pytest.raises(QuantityError, match="text in quotes, with its unit"):
        read_mass(number)


def test_an_endless_text_is_refused_shortened():
    with pytest.raises(QuantityError) as refusal:
        read_mass("9" * 10_000 + " mg")
    assert len(refusal.value.found) < 50
    assert refusal.value.expected == "a mass, as in 4.5 mg"


@pytest.mark.parametrize(
    ("text", "milligrams"),
    [
        ("4.5 mg", "4.5"),
        ("4.5mg", "4.5"),
        ("4.5\u00a0mg", "4.5"),
        (" 4.5 mg ", "4.5"),
        ("5.0 mg", "5"),
        ("0.0045 g", "4.5"),
        ("4500 mcg", "4.5"),
        ("4500 ug", "4.5"),
        ("4500 µg", "4.5"),
        ("4500 μg", "4.5"),
        ("4500 micrograms", "4.5"),
        ("1 microgram", "0.001"),
        ("2 milligrams", "2"),
        ("1 milligram", "1"),
        ("3 grams", "3000"),
        ("1 gram", "1000"),
    ],
)
def test_every_spelling_of_a_mass_that_the_contract_names_is_read(text, milligrams):
    assert read_mass(text) == Mass(Fraction(milligrams))


@pytest.mark.parametrize("text", ["60 mL", "60ml", "60 milliliters", "60 milliliter"])
def test_every_spelling_of_a_volume_that_the_contract_names_is_read(text):
    assert write(read_volume(text)) == "60 mL"


@pytest.mark.parametrize(
    ("text", "is_so"), [("5.0 mg", True), ("0.50 mg", True), ("10 mg", False), ("0.5 mg", False), ("1.05 mg", False)]
)
def test_a_needless_zero_is_seen(text, is_so):
    assert has_trailing_zero(text) is is_so


@given(st.integers(0, 10**9), st.integers(0, 6))
def test_what_is_written_is_read_back_the_same(digits, places):
    mass = Mass(Fraction(digits, 10**places))
    text = write(mass)
    assert read_mass(text) == mass
    assert not has_trailing_zero(text)


def test_a_third_is_never_written_as_if_it_were_exact():
    with pytest.raises(ValueError, match="does not terminate"):
        decimal_text(Fraction(1, 3))
    assert significant_text(Fraction(1, 3), 3) == "0.333"
    assert write_signed_percent(Fraction(-208, 100_000)) == "−0.208 %"
