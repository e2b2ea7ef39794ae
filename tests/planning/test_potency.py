"""Potency: the published corrections of domain.md section 5 and 9, and the laws behind them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.prescription import AssayBasis, PowderSource, StrengthAs, TabletSource
from ldn_calc.planning.potency import powder_potency, tablet_content
from ldn_calc.quantities.values import Mass, Share

ANHYDROUS, DIHYDRATE = "naltrexone hydrochloride anhydrous", "naltrexone hydrochloride dihydrate"
SOLVENT_FREE = AssayBasis.ANHYDROUS_SOLVENT_FREE
HCL, BASE = StrengthAs.HYDROCHLORIDE, StrengthAs.BASE


def share(percent: str) -> Share:
    return Share.percent(Fraction(percent))


def weigh(label: str, source: PowderSource, strength_as: StrengthAs = HCL) -> float:
    fraction = powder_potency(source, strength_as, shipped_formulary()).fraction
    return float(Fraction(label) / fraction)


@pytest.mark.parametrize(
    ("label", "source", "published"),
    [
        (
            "270",
            PowderSource(ANHYDROUS, share("99.5"), SOLVENT_FREE, share("0.8"), share("0.3")),
            274.3749,
        ),  # V52
        ("270", PowderSource(DIHYDRATE, share("100"), AssayBasis.ANHYDROUS, share("8.7051")), 295.7449),  # V53
        ("270", PowderSource(DIHYDRATE, share("91"), AssayBasis.AS_IS), 296.7033),  # V55
    ],
)
def test_published_corrections(label, source, published):
    assert weigh(label, source) == pytest.approx(published, abs=0.0006)


def test_base_and_hydrochloride_are_converted_by_their_molar_masses():
    pure = PowderSource(ANHYDROUS, share("100"), AssayBasis.AS_IS)
    assert weigh("4.5", pure, BASE) == pytest.approx(4.980544, abs=1e-6)  # V59


def test_a_50_mg_tablet_holds_45_1757903_mg_of_base():
    content = tablet_content(TabletSource(Mass.of(50)), BASE, shipped_formulary())
    assert float(content.milligrams) == pytest.approx(45.1757903, abs=5e-8)


def test_water_is_never_taken_off_an_as_is_assay():
    dry = PowderSource(ANHYDROUS, share("99"), AssayBasis.AS_IS)
    wet = PowderSource(ANHYDROUS, share("99"), AssayBasis.AS_IS, share("2"))
    assert powder_potency(dry, HCL, shipped_formulary()).fraction == powder_potency(wet, HCL, shipped_formulary()).fraction


def test_a_certificate_without_its_water_takes_the_formulary_s_and_says_so():
    potency = powder_potency(PowderSource(DIHYDRATE, share("99"), AssayBasis.ANHYDROUS), HCL, shipped_formulary())
    assert potency.fraction == Fraction("0.99") * (1 - Fraction("0.087051"))
    assert potency.assumed == (("preparation.source.water", "water"),)


@given(st.integers(980, 1020), st.integers(0, 40))
def test_more_water_never_makes_a_powder_stronger(assay, water):
    def fraction(tenths: int) -> Fraction:
        source = PowderSource(ANHYDROUS, Share(Fraction(assay, 1000)), AssayBasis.ANHYDROUS, Share(Fraction(tenths, 1000)))
        return powder_potency(source, HCL, shipped_formulary()).fraction

    assert fraction(water + 1) < fraction(water)
