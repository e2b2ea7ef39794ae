import pytest
from gathered import each_of
from order_support import codes, document, read

from ldn_calc.finding_text import finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.names.components import component_rows, concern_of, entered_excipients, is_preservative, name_words
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.order.allergies import check_allergies, check_excipient_list, listed_allergens, materials_not_entered
from ldn_calc.resources import read_toml

LIQUID = ["purified water", "glycerol", "ascorbic acid", "sodium benzoate"]
CAPSULE = ["microcrystalline cellulose", "gelatin"]
STOP, RELATIVE, POSSIBLE = "excipient-allergy", "excipient-relative", "excipient-possible"
SLIP, OPIOID, UNKNOWN = "allergy-near-miss", "allergy-to-opioid", "allergy-not-listed"


def found(allergies, components, not_entered=()):
    return check_allergies(read(document(screening__allergies=allergies)), components, not_entered)


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
        ("vegan", CAPSULE, RELATIVE),
        ("vegetariana", CAPSULE, RELATIVE),
        ("halal", LIQUID, None),
        ("cellulose", CAPSULE, STOP),
        ("corn", ["corn starch"], STOP),
        ("starch", ["corn starch"], STOP),
        ("glycerin", LIQUID, STOP),
        ("vitamin C", LIQUID, STOP),
        ("FD&C red 40", ["FD&C Red 40"], STOP),
        ("crospovidone", ["crospovidone", "magnesium stearate"], STOP),
        ("magnesium stearate", ["magnesium stearate"], STOP),
        ("sodium", LIQUID, UNKNOWN),
        ("penicillin", [*LIQUID, *CAPSULE], None),
        ("no known allergies", [*LIQUID, *CAPSULE], None),
        ("peanuts", [*LIQUID, *CAPSULE, "lactose", "corn starch"], None),
        ("E211", LIQUID, STOP),
        ("E 211", LIQUID, STOP),
        ("E-211", LIQUID, STOP),
        ("e211 (hives)", LIQUID, STOP),
        ("E300", LIQUID, STOP),
        ("E422", LIQUID, STOP),
        ("E460", CAPSULE, STOP),
        ("E464", ["hypromellose"], STOP),
        ("E216", ["methylparaben"], RELATIVE),
        ("E218", LIQUID, None),
        ("E999", LIQUID, UNKNOWN),
        ("preservative", LIQUID, RELATIVE),
        ("preservatives", LIQUID, RELATIVE),
        ("conservantes", LIQUID, RELATIVE),
        ("preservatives", CAPSULE, None),
        ("preservatives", ["potassium sorbate"], RELATIVE),
        ("preservatives", ["benzyl alcohol"], RELATIVE),
        ("Vit C", LIQUID, STOP),
        ("ascorbate", LIQUID, STOP),
        ("sodium ascorbate", LIQUID, STOP),
        ("galactosemia", ["lactose"], STOP),
        ("galactosemia", CAPSULE, None),
        ("dairy", ["lactose"], RELATIVE),
        ("cow's milk protein", ["lactose"], RELATIVE),
        ("lactose", ["lactose monohydrate, microcrystalline cellulose"], STOP),
        ("cellulose", ["lactose and hydroxypropyl cellulose"], STOP),
        ("aspartame", LIQUID, None),
        ("artificial sweeteners", ["sucralose"], RELATIVE),
        ("yellow 5", ["FD&C Yellow No. 5"], STOP),
        ("tartrazine", ["FD&C Yellow 5"], STOP),
        ("red dye", ["FD&C Red 40"], RELATIVE),
        ("food dyes", ["gelatin", "titanium dioxide"], RELATIVE),
        ("gelitin", CAPSULE, SLIP),
        ("gelitin", LIQUID, SLIP),
        ("latcose", LIQUID, SLIP),
        ("sodium benzonate", LIQUID, SLIP),
        ("glicerin", LIQUID, SLIP),
        ("naltrxone", LIQUID, SLIP),
        ("penicillin and gelitin", CAPSULE, SLIP),
        ("codeine", LIQUID, OPIOID),
        ("codeína", LIQUID, OPIOID),
        ("opioids (nausea)", LIQUID, OPIOID),
        ("narcotics", LIQUID, OPIOID),
        ("unobtainium", LIQUID, UNKNOWN),
        ("penicillin, unobtainium", LIQUID, UNKNOWN),
        ("unknown", LIQUID, UNKNOWN),
        ("?", LIQUID, UNKNOWN),
        ("allergies", LIQUID, UNKNOWN),
        ("sesame oil", ["sesame oil"], STOP),
        ("kiwi", ["mystery base"], UNKNOWN),
        ("penicillin", ["mystery base"], None),
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
    used = {*formulary.tablet["contains"]}
    for asked in (None, *formulary.shell_materials):
        used |= {*formulary.shell_material(asked).components}
    used |= {component for vehicle in formulary.vehicles.values() for component in vehicle.components}
    used |= {component for filler in formulary.fillers.values() for component in filler.components}
    assert used <= set(read_toml("data/allergies.toml"))


NONE_SAID = ["none", "NKDA", "NKA", "no known allergies", "No Known Drug Allergies", "ninguna", "n/a", "sin alergias"]
HARMLESS = """
penicillin|PCN|amoxicillin (rash)|Penicillin - hives|sulfa|Sulfa drugs|Bactrim|sulfamethoxazole/trimethoprim|latex
Latex, tape|aspirin|NSAIDs|ibuprofen|shellfish|peanuts|tree nuts|Peanuts and tree nuts|pollen|bee stings|iodine|IV contrast
contrast dye|cats|dust mites|mold|eggs|strawberries|lisinopril (cough)|statins|cephalexin causes upset stomach|clindamycin
doxycycline|Cipro|nickel|adhesive tape|penicilina|sulfas|látex|mariscos|polen|nueces|ácaros del polvo|picadura de abeja
contraste yodado|aspirina|penicilina (ronchas)|seasonal allergies|hay fever|environmental|flu vaccine|codfish|red wine|gluten
wheat|soy|xylitol|sucrose|polyethylene glycol|PEG
"""


@each_of("said", [*NONE_SAID, *(each for line in HARMLESS.strip().split("\n") for each in line.split("|"))])
def test_what_is_common_and_in_no_preparation_of_ours_says_nothing(said):
    assert found([said], [*LIQUID, *CAPSULE]) == []


def test_every_harmless_allergen_is_silent_and_has_a_source():
    for row in read_toml("data/harmless_allergens.toml").values():
        assert row["source"]
        assert row["tag"]
        for written in ("{}", "allergic to {}: severe rash"):
            for names in (row["names"], [name.upper() for name in row["names"]]):
                assert found([written.format(name) for name in names], [*LIQUID, *CAPSULE, "lactose"], ["tablets", "shells"]) == []


def test_what_a_field_completes_knows_harmless_allergens_too():
    known = set(listed_allergens())
    assert {"penicillin", "gelatin", "gelatina"} <= known
    assert {name for row in read_toml("data/harmless_allergens.toml").values() for name in row["names"]} <= known


def test_no_harmless_allergen_is_an_opioid_or_a_component():
    for row in read_toml("data/harmless_allergens.toml").values():
        for name in row["names"]:
            assert not any(match.row.is_opioid for match in listed_in(name)), name
            assert name_words(name) not in {each for component in component_rows().values() for each in component.names}, name


def test_all_that_is_not_known_is_one_review():
    [review] = found(["unobtainium", "penicillin", "Kryptonite", "unobtainium"], LIQUID)
    assert (review.code, review.severity, review.field) == (UNKNOWN, Severity.REVIEW, "screening.allergies")
    assert review.facts == {"allergies": "unobtainium, Kryptonite"}


def slips(name):
    half = len(name) // 2
    yield name[:half] + name[half + 1 :]
    yield name[:half] + "q" + name[half:]
    yield name[: half - 1] + name[half] + name[half - 1] + name[half + 1 :]


COMPONENTS = [name for row in component_rows().values() for (name, *more) in row.names if not more and len(name) >= 6]


@each_of("name", COMPONENTS)
def test_a_slip_of_a_component_s_name_is_never_silent(name):
    for said in slips(name):
        assert found([said], [name, *LIQUID]), said


@pytest.mark.parametrize(
    ("said", "near"), [("gelitin", "gelatin"), ("sodium benzonate", "sodium benzoate"), ("naltrxone", "naltrexone")]
)
def test_a_slip_asks_for_the_name_that_is_near(said, near):
    [slip] = found([said], LIQUID)
    assert slip.severity is Severity.REVIEW
    assert near in slip.facts["near"].split(", ")
    assert near in finding_sentence(slip.code, slip.facts, "en")[0]


POSSIBLE_IN_TABLETS = """
dyes|food coloring|yellow 5|FD&C|iron oxide|iron oxides|titanium dioxide|cellulose|corn|starch|hypromellose|HPMC|polyethylene glycol
PEG|polysorbate 80|magnesium stearate|silica|silicon dioxide|crospovidone|povidone|E171|E172|E464|E1521|colorantes|óxido de hierro
almidón|gluten|soy|talc|croscarmellose|red dye|estearato de magnesio
"""


@pytest.mark.parametrize("said", [each for line in POSSIBLE_IN_TABLETS.strip().split("\n") for each in line.split("|")])
def test_tablets_whose_excipients_nobody_entered_may_hold_what_tablets_hold(said):
    [review] = found([said], ["purified water", "lactose"], ["tablets"])
    assert (review.code, review.severity) == (POSSIBLE, Severity.REVIEW)
    assert found([said], ["purified water", "lactose"]) == []


def test_shells_whose_colors_nobody_entered_may_hold_dyes():
    assert [each.code for each in found(["food dyes"], CAPSULE, ["shells"])] == [POSSIBLE]
    assert [each.code for each in found(["crospovidone"], CAPSULE, ["shells"])] == []
    assert "capsule shells" in finding_sentence(POSSIBLE, found(["titanium"], CAPSULE, ["shells"])[0].facts, "en")[0]


def test_what_is_really_used_counts_before_what_may_be():
    assert [each.code for each in found(["cellulose"], ["microcrystalline cellulose"], ["tablets"])] == [STOP]


TABLET = {"kind": "tablet", "strength": "50 mg", "average_weight": "212 mg", "lot": "T-77", "expires_on": "2028-03-31"}


@pytest.mark.parametrize(
    ("entered", "counts"),
    [
        (["crospovidone", "magnesium stearate"], True),
        (["lactose monohydrate", "Microcrystalline Cellulose NF"], True),
        (["crospovidone, magnesium stearate; silicon dioxide"], True),
        (["estearato de magnesio"], True),
        (["see leaflet"], False),
        ([], False),
        (["crospovidone", "see leaflet"], False),
        (["crospovidone and others"], False),
        (["crospovidone, unobtainium"], False),
        (["crospovidone etc"], False),
        (["crospovidone (see leaflet)"], False),
        (["none"], False),
        (["n/a"], False),
        (["ver prospecto"], False),
        (["naltrexone"], False),
    ],
)
def test_a_list_of_excipients_counts_only_where_each_entry_is_a_component(entered, counts):
    request = read(document(preparation__source=TABLET | {"excipients": entered}))
    assert (entered_excipients(request.preparation.source.excipients) is not None) is counts
    assert [each.code for each in check_excipient_list(request)] == ([] if counts else ["excipients-not-read"])
    assert materials_not_entered(request, ()) == (frozenset() if counts else {"tablets"})


def test_tablets_without_a_list_are_not_entered_and_say_nothing_about_a_list():
    request = read(document(preparation__source=TABLET))
    assert check_excipient_list(request) == []
    assert materials_not_entered(request, ["gelatin"]) == {"tablets", "shells"}
    assert materials_not_entered(read(document()), ["gelatin", "titanium dioxide"]) == frozenset()
    assert materials_not_entered(read(document()), ["hypromellose"]) == {"shells", "hpmc shells"}


@pytest.mark.parametrize("said", ["naloxone", "Narcan", "naloxona"])
def test_an_allergy_to_a_near_relative_of_the_drug_is_asked_about(said):
    assert codes(screening__allergies=[said]) == [RELATIVE]


def test_every_shipped_vehicle_that_is_preserved_names_a_listed_preservative():
    rows = shipped_formulary().rows["vehicles"].values()
    preserved = [row for row in rows if row["beyond_use"] == "aqueous-preserved"]
    assert preserved
    for row in preserved:
        assert row["preservative"] in row["components"]
        assert is_preservative(row["preservative"])


def test_preservatives_and_concerns_follow_from_the_component():
    preservatives = {name for name in read_toml("data/allergies.toml") if is_preservative(name)}
    assert preservatives == {"sodium benzoate", "methylparaben", "propylparaben", "potassium sorbate", "benzyl alcohol"}
    assert is_preservative("benzoic acid")
    assert not is_preservative("glycerol")
    assert concern_of(["hypromellose"]) == concern_of(["lactose", "Methocel K4M"]) == "release-modifying"
    assert concern_of(["calcium carbonate"]) == "calcium-carbonate"
    assert concern_of(["lactose"]) is None
