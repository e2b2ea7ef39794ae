"""Laws of the bench: whatever is done at it, no drug appears or is lost; and the replay of small right plans."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from proof.cases import codes, hand_made, prove

from ldn_calc.proof.asked import read_request
from ldn_calc.proof.bench import Bench
from ldn_calc.proof.instruments import Instrument
from ldn_calc.proof.materials import Material
from ldn_calc.proof.problems import Problems
from ldn_calc.quantities.units import quantity

VESSELS = ("beaker", "mortar", "100 mL cylinder")
PRODUCTS = ("bottle 1", "capsules 1 mg")
MATERIALS = {
    "powder": Material("powder", Fraction(988036, 1000000)),
    "tablets": Material("tablet", drug_per_unit=quantity(Fraction(50), "mg"), mass_per_unit=quantity(Fraction(212), "mg")),
    "filler": Material("filler"),
    "water": Material("vehicle"),
}
INSTRUMENTS = {
    "balance": Instrument("balance", quantity(Fraction(1), "mg"), quantity(Fraction(50), "mg")),
    "100 mL cylinder": Instrument("cylinder", *(quantity(Fraction(number), "mL") for number in (1, 20, 100))),
    "size 3 capsule": Instrument("shell", fill=quantity(Fraction(130), "mg"), size="3"),
}

vessel = st.sampled_from((*VESSELS, *PRODUCTS))
mass = st.integers(1, 900).map(lambda number: f"{number} mg")
volume = st.integers(1, 130).map(lambda number: f"{number} mL")
steps = st.one_of(
    st.fixed_dictionaries(
        {
            "op": st.just("weigh"),
            "material": st.sampled_from(("powder", "powder", "filler", "water")),
            "into": vessel,
            "mass": mass,
            "instrument": st.just("balance"),
        }
    ),
    st.fixed_dictionaries({"op": st.just("count"), "material": st.just("tablets"), "into": vessel, "units": st.integers(1, 5)}),
    st.fixed_dictionaries(
        {
            "op": st.just("measure"),
            "material": st.just("water"),
            "into": vessel,
            "volume": volume,
            "instrument": st.just("100 mL cylinder"),
        }
    ),
    st.fixed_dictionaries({"op": st.just("mix"), "vessel": vessel, "how": st.just("stir")}),
    st.fixed_dictionaries({"op": st.just("mix"), "vessel": vessel, "how": st.just("stir again")}),
    st.fixed_dictionaries({"op": st.just("transfer"), "from": vessel, "into": vessel}),
    st.fixed_dictionaries(
        {"op": st.just("transfer"), "from": vessel, "into": vessel, "rinse": volume, "material": st.just("water")}
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("fill_to"),
            "material": st.just("water"),
            "vessel": vessel,
            "volume": volume,
            "instrument": st.just("100 mL cylinder"),
        }
    ),
    st.fixed_dictionaries({"op": st.just("take"), "from": vessel, "into": vessel, "mass": mass, "instrument": st.just("balance")}),
    st.fixed_dictionaries(
        {"op": st.just("take"), "from": vessel, "into": vessel, "volume": volume, "instrument": st.just("100 mL cylinder")}
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("encapsulate"),
            "from": vessel,
            "into": st.sampled_from((*PRODUCTS, VESSELS[0])),
            "capsules": st.integers(1, 6),
            "size": st.just("3"),
            "mass_each": mass,
            "instrument": st.just("size 3 capsule"),
        }
    ),
    st.fixed_dictionaries(
        {
            "op": st.just("bottle"),
            "from": vessel,
            "into": st.sampled_from((*PRODUCTS, VESSELS[0])),
            "volume": volume,
            "instrument": st.just("100 mL cylinder"),
        }
    ),
    st.fixed_dictionaries({"op": st.just("discard"), "vessel": vessel}),
    st.fixed_dictionaries({"op": st.just("discard"), "product": st.sampled_from(PRODUCTS), "capsules": st.integers(1, 4)}),
)


_NAMES = {
    "naltrexone hydrochloride": "powder",
    "microcrystalline cellulose PH-105": "filler",
    "preserved vehicle": "water",
    "50 mL cylinder": "100 mL cylinder",
    "capsules 1.5 mg": "capsules 1 mg",
}
STARTS = [
    [{key: _NAMES.get(value, value) for key, value in step.items()} for step in hand_made(name).result["plan"]["steps"][:count]]
    for name, count in (("02-capsule-titration", 0), ("02-capsule-titration", 4), ("03-liquid-weekly-steps", 7))
]
"""Nothing yet; capsules made and some powder left; a bottle filled."""


def _asked():
    return read_request(hand_made("02-capsule-titration").request, Problems())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(STARTS), st.lists(steps, min_size=1, max_size=10))
def test_no_drug_appears_or_is_lost_whatever_is_done(start, program):
    """Also where steps are refused: a refused step does nothing at all."""
    bench = Bench(MATERIALS, INSTRUMENTS, _asked(), Problems())
    bench.walk([*start, *program])
    left = sum((vessel.drug.magnitude for vessel in bench.vessels.values()), Fraction(0))
    out = sum((made.drug.magnitude - made.strength.magnitude * made.discarded for made in _solid(bench)), Fraction(0))
    liquid = sum((made.drug.magnitude for made in bench.products.values() if made.kind == "liquid"), Fraction(0))
    assert bench.drug_in.magnitude == left + out + liquid + bench.drug_discarded.magnitude
    for held in bench.vessels.values():
        assert min(held.drug.magnitude, held.powder.magnitude, held.mass.magnitude, held.volume.magnitude) >= 0
        assert held.powder.magnitude <= held.mass.magnitude


def _solid(bench):
    return [made for made in bench.products.values() if made.kind == "capsule"]


@settings(max_examples=40, deadline=None)
@given(st.integers(60, 100), st.integers(-3, 3))
def test_a_liquid_of_any_mass_holds_the_mass_divided_by_the_volume(milligrams, over):
    """The replayed dose is mass x fraction x volume / 100 mL, to the digit; over 1 % off it is refused, within it is not."""
    request, result = hand_made("contract-liquid-titration").copy()
    weighed = milligrams + 40 + over
    result["plan"]["steps"][0]["mass"] = f"{weighed} mg"
    found = prove(request, result)
    strength = Fraction(weighed) * Fraction("0.988036") / 100
    replayed = Fraction(found.doses[0]["replayed"].removesuffix(" mg"))
    assert abs(replayed / (strength * Fraction("1.5")) - 1) < Fraction(1, 10**5)
    assert ("dose-off" in codes(found)) is (abs(strength - 1) > Fraction(1, 100))
