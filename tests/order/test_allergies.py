import pytest
from order_support import codes, document, read

from ldn_calc.finding_text import finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.order.allergies import check_allergies
from ldn_calc.resources import read_toml

LIQUID = ["purified water", "glycerol", "ascorbic acid", "sodium benzoate"]
CAPSULE = ["microcrystalline cellulose", "gelatin"]
STOP, RELATIVE = "excipient-allergy", "excipient-relative"


def found(allergies, components):
    return check_allergies(read(document(screening__allergies=allergies)), components)


@pytest.mark.parametrize(
    ("allergy", "components", "code"),
    [
        ("lactose", ["lactose", "gelatin"], STOP),
        ("Lactose intolerance", ["lactose"], STOP),
        ("intolerancia a la lactosa", ["lactose"], STOP),
        ("lactose", ["lactose monohydrate"], STOP),
        ("milk", ["lactose"], RELATIVE),
        ("leche", ["lactose"], RELATIVE),
        ("milk", CAPSULE, None),
        ("lactose", CAPSULE, None),
        ("sodium benzoate", LIQUID, STOP),
        ("benzoates", LIQUID, STOP),
        ("ácido benzoico", LIQUID, STOP),
        ("parabens", LIQUID, RELATIVE),
        ("methylparaben", ["propylparaben"], RELATIVE),
        ("parabens", ["methylparaben"], STOP),
        ("gelatin", CAPSULE, STOP),
        ("alpha-gal", CAPSULE, RELATIVE),
        ("pork", CAPSULE, RELATIVE),
        ("cellulose", CAPSULE, STOP),
        ("corn", ["corn starch"], STOP),
        ("starch", ["corn starch"], STOP),
        ("glycerin", LIQUID, STOP),
        ("vitamin C", LIQUID, STOP),
        ("FD&C red 40", ["FD&C Red 40"], STOP),
        ("crospovidone", ["crospovidone", "magnesium stearate"], STOP),
        ("magnesium stearate", ["magnesium stearate"], STOP),
        ("sodium", LIQUID, None),
        ("penicillin", [*LIQUID, *CAPSULE], None),
        ("no known allergies", [*LIQUID, *CAPSULE], None),
        ("peanuts", [*LIQUID, *CAPSULE, "lactose", "corn starch"], None),
    ],
)
def test_an_allergy_is_matched_against_what_is_really_used(allergy, components, code):
    assert [each.code for each in found([allergy], components)] == ([code] if code else [])


def test_the_component_is_a_stop_with_an_alternative_and_the_relative_a_review():
    [stop] = found(["lactose"], ["lactose"])
    assert (stop.severity, stop.field) == (Severity.STOP, "screening.allergies[0]")
    assert "microcrystalline cellulose" in finding_sentence(stop.code, stop.facts, "en")[1]
    assert "celulosa microcristalina" in finding_sentence(stop.code, stop.facts, "es")[1]
    [review] = found(["peanuts", "milk"], ["lactose"])
    assert (review.severity, review.field) == (Severity.REVIEW, "screening.allergies[1]")


def test_a_component_used_twice_is_one_finding():
    assert len(found(["lactose"], ["lactose", "gelatin", "lactose"])) == 1


@pytest.mark.parametrize("said", ["naltrexone", "Naltrexona", "LDN", "Vivitrol"])
def test_an_allergy_to_the_drug_is_a_stop(said):
    assert codes(screening__allergies=[said]) == ["naltrexone-allergy"]


def test_every_component_the_formulary_uses_has_names_and_an_alternative():
    formulary = shipped_formulary()
    used = {*formulary.shell_components, *formulary.tablet["contains"]}
    used |= {component for vehicle in formulary.vehicles.values() for component in vehicle.components}
    used |= {component for filler in formulary.fillers.values() for component in filler.components}
    assert used - set(read_toml("data/allergies.toml")) == {"purified water"}
