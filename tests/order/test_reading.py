import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_support import ABSENT, GOOD, PRESCRIPTIONS, changed, clock_of, document, errors, read, regimen

from ldn_calc.order.prescription import AssayBasis, Form, Language, Person, StrengthAs, TabletSource, When
from ldn_calc.order.reading import RequestError
from ldn_calc.quantities.values import Mass, Share, Volume
from ldn_calc.reading.fields import did_you_mean

SEVEN = [
    "rx.patient.birth_date",
    "rx.regimen[0].days",
    "rx.regimen[0].take[0].dose",
    "rx.regimen[0].take[0].when",
    "rx.regimen[0].take[1].dose",
    "preparation.concentration",
    "colour",
]


@pytest.mark.parametrize("path", sorted(PRESCRIPTIONS.glob("*.json")), ids=lambda path: path.stem)
def test_every_sample_is_read_but_the_one_with_seven_mistakes(path):
    if path.stem.startswith("17"):
        assert list(errors(path.read_bytes())) == SEVEN
    else:
        read(path.read_bytes(), clock_of(path).date())


def test_the_seven_mistakes_are_told_in_words_that_help():
    said = errors((PRESCRIPTIONS / "17-many-mistakes.json").read_bytes())
    assert said["rx.patient.birth_date"] == (
        "year-month-day: this could be 12 April or 4 December 1979; write 1979-04-12 or 1979-12-04, whichever is meant"
    )
    assert said["rx.regimen[0].days"] == "a whole number from 1 to 366"
    assert "write 4.5 mg if milligrams are meant" in said["rx.regimen[0].take[0].dose"]
    assert said["rx.regimen[0].take[0].when"].endswith("did you mean bedtime?")
    assert said["rx.regimen[0].take[1].dose"] == "a dose with a decimal point, as in 1.5 mg"
    assert said["preparation.concentration"] == "a strength, as in 1 mg/mL; this is a mass"
    assert said["colour"].startswith("one of the keys rx, fill, screening, preparation, compounded_on, settled")


def test_what_is_absent_takes_the_contracts_defaults():
    request = read(GOOD)
    assert request.compounded_on == request.rx.first_dose_on == date(2026, 11, 22)
    assert (request.rx.patient.language, request.rx.strength_as, request.rx.refills) == (
        Language.ENGLISH,
        StrengthAs.HYDROCHLORIDE,
        0,
    )
    assert (request.fill.number, request.fill.from_day, request.fill.days) == (1, 1, None)
    assert request.settled == ()


def test_values_are_read_as_what_they_are():
    request = read(
        changed(
            {
                "rx.form": "any",
                "rx.regimen": regimen((14, {"morning": "1.5 mg", "bedtime": "3 mg"})),
                "preparation.source.assay_basis": "dried",
                "preparation.overfill": "4 mL",
                "preparation.weighing_error": "5 %",
                "preparation.balance": {"readability": "1 mg", "sensitivity": "6 mg"},
            }
        )
    )
    assert request.rx.form is Form.ANY
    assert [(take.dose, take.when) for take in request.rx.regimen[0].take] == [
        (Mass(Fraction("1.5")), When.MORNING),
        (Mass(Fraction(3)), When.BEDTIME),
    ]
    assert request.preparation.source.assay_basis is AssayBasis.DRIED
    assert request.preparation.overfill == Volume.of(4)
    assert request.preparation.weighing_error == Share.percent(5)
    assert request.preparation.balance.sensitivity == Mass.of(6)


def test_the_document_holds_quantities_as_the_program_writes_them_and_the_rest_as_it_came():
    request = read(changed({"rx.regimen[0].take[0].dose": "0.0045g", "preparation.source.water": "0.60 %"}))
    assert request.document["rx"]["regimen"][0]["take"][0] == {"dose": "4.5 mg", "when": "bedtime"}
    assert request.document["preparation"]["source"]["water"] == "0.6 %"
    assert request.document["screening"] == GOOD["screening"]
    json.dumps(request.document)


def test_the_document_of_a_tidy_request_is_the_request():
    assert read(GOOD).document == GOOD


def test_needless_zeros_are_kept_for_doses_and_concentrations_only():
    request = read(
        changed(
            {
                "rx.regimen[0].take[0].dose": "5.0 mg",
                "preparation.concentration": "1.0 mg/mL",
                "preparation.source.assay": "99.0 %",
            }
        )
    )
    assert request.trailing_zeros == (("rx.regimen[0].take[0].dose", "5.0 mg"), ("preparation.concentration", "1.0 mg/mL"))


REQUIRED = [
    "rx",
    "screening",
    "rx.number",
    "rx.written_on",
    "rx.patient",
    "rx.patient.name",
    "rx.patient.birth_date",
    "rx.prescriber",
    "rx.prescriber.name",
    "rx.drug",
    "rx.form",
    "rx.regimen",
    "rx.regimen[0].days",
    "rx.regimen[0].take",
    "rx.regimen[0].take[0].dose",
    "rx.regimen[0].take[0].when",
    "preparation.source.kind",
    "preparation.source.substance",
]


@pytest.mark.parametrize("path", REQUIRED)
def test_a_key_that_must_be_there_is_missed_by_its_path(path):
    assert list(errors(changed({path: ABSENT}))) == [path]


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("rx.number", "", "not an empty line"),
        ("rx.number", "  ", "not an empty line"),
        ("rx.number", 240101, "text in double quotes"),
        ("rx.number", None, "text in double quotes"),
        ("rx.patient.name", "x" * 201, "at most 200 characters; these are 201"),
        ("rx.patient.name", "Ruth\nOkafor", "without a line break"),
        ("rx.patient.name", "Ruth\tOkafor", "without a tab"),
        ("rx.patient.name", "Ruth\x07Okafor", "control character U+0007"),
        ("rx.patient.name", "Ruth\u202eOkafor", "hidden character U+202E (right-to-left override)"),
        ("rx.patient.name", "Ruth\u200bOkafor", "hidden character U+200B (zero width space)"),
        ("rx.patient.name", "Ruth\ud800", "U+D800"),
        ("rx.patient.language", "fr", "one of en, es"),
        ("rx.patient.birth_date", "2026-11-23", "not after compounded_on"),
        ("rx.patient.birth_date", "1906-11-21", "within 120 years"),
        ("rx.written_on", "2026-11-23", "not after compounded_on"),
        ("rx.written_on", "2026-02-30", "February 2026 has 28 days"),
        ("rx.first_dose_on", "2026-11-21", "not before compounded_on"),
        ("rx.drug", "naltrexone hydrochloride", "the salt goes into strength_as"),
        ("rx.drug", "naloxone", "the program plans no other drug"),
        ("rx.form", "capsules", "did you mean capsule?"),
        ("rx.strength_as", "HCl", "one of hydrochloride, base"),
        ("rx.refills", True, "a whole number from 0 to 99"),
        ("rx.refills", 100, "a whole number from 0 to 99"),
        ("rx.refills", "2", "without quotes"),
        ("rx.regimen", [], "one to twelve phases"),
        ("rx.regimen", GOOD["rx"]["regimen"] * 13, "one to twelve phases"),
        ("rx.regimen", {}, "one to twelve phases"),
        ("rx.regimen[0]", "4.5 mg", "an object"),
        ("rx.regimen[0].days", 367, "from 1 to 366"),
        ("rx.regimen[0].days", 14.0, "a whole number"),
        ("rx.regimen[0].days", True, "a whole number"),
        ("rx.regimen[0].take", [], "one or two doses a day"),
        ("rx.regimen[0].take", GOOD["rx"]["regimen"][0]["take"] * 3, "one or two doses a day"),
        ("rx.regimen[0].take[0].dose", 4.5, 'text in quotes with its unit, as in "4.5 mg"'),
        ("rx.regimen[0].take[0].dose", 4, 'text in quotes with its unit, as in "4.5 mg"'),
        ("rx.regimen[0].take[0].dose", "4.5", "with its unit, as in 4.5 mg"),
        ("rx.regimen[0].take[0].dose", "0 mg", "a dose above zero"),
        ("rx.regimen[0].take[0].dose", "4.5 mL", "this is a volume"),
        ("fill.number", 0, "from 1"),
        ("fill.from_day", 0, "from 1"),
        ("screening.opioid_use", None, "one of none, current, stopped"),
        ("screening.opioid_use", "no", "one of none, current, stopped"),
        ("screening.opioid_stopped_on", "2026-11-23", "not after compounded_on"),
        ("screening.opioid_kind", "depot", "buprenorphine-depot"),
        ("screening.medicines", "none", "a list"),
        ("screening.medicines[0]", 4, "a name in double quotes"),
        ("screening.allergies[0]", {}, "text in double quotes"),
        ("screening.surgery_planned_on", "soon", "null if no surgery is planned"),
        ("screening.liver_disease", "acute hepatitis", "did you mean acute hepatitis or liver failure?"),
        ("preparation.source.substance", "naltrexone", "naltrexone hydrochloride dihydrate"),
        ("preparation.source.assay", "0 %", "above 0 %"),
        ("preparation.source.assay", 99.4, 'as in "99.4 %"'),
        ("preparation.source.water", "100 %", "below 100 %"),
        ("preparation.source.assay_basis", "as is", "did you mean as-is?"),
        ("preparation.concentration", "0 mg/mL", "a strength above zero"),
        ("preparation.vehicle", "Fawcett-preserved", "did you mean fawcett-preserved?"),
        ("preparation.filler", "lactose", "did you mean lactose anhydrous?"),
        ("preparation.capsule_size", 3, "text in double quotes"),
        ("preparation.capsule_size", "5", "one of 4, 3, 2, 1, 0, 00, 000"),
        ("preparation.overfill", "101 %", "from 0 % to 100 %"),
        ("preparation.overfill", 5, 'as in "5 %" or "4 mL"'),
        ("preparation.overfill", "5 mg", "this is a mass"),
        ("preparation.overfill", "5", "write 5 % or 5 mL, whichever is meant"),
        ("preparation.weighing_error", "0 %", "above 0 %"),
        ("preparation.filler_fill", "0 mg", "above zero"),
        ("preparation.extra_capsules", -1, "a whole number from 0"),
        ("preparation.containers", 0, "a whole number from 1 to 9"),
        ("preparation.containers", 10, "a whole number from 1 to 9"),
        ("preparation.containers", "2", "a whole number from 1 to 9, without quotes"),
        ("preparation.beyond_use_counting", "day one", "did you mean day-one?"),
        ("preparation.balance", {}, "readability"),
        ("compounded_on", "22/11/2026", "write 2026-11-22"),
        ("settled", {}, "a list"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_is_expected(path, value, says):
    whole = changed({"rx.regimen[0].days": 30})
    if path.endswith("[0]") and "screening" in path:
        path_of_list = path.removesuffix("[0]")
        whole = changed({path_of_list: [value]})
    else:
        whole = changed({path: value})
    assert says in " ".join(errors(whole).get(key, "") for key in (path, f"{path}.readability"))


def test_two_doses_a_day_are_at_two_times_of_day():
    whole = changed({"rx.regimen[0].take": [{"dose": "1 mg", "when": "bedtime"}, {"dose": "2 mg", "when": "bedtime"}]})
    assert list(errors(whole)) == ["rx.regimen[0].take[1].when"]


def test_a_fill_past_the_regimen_needs_its_days_and_only_then():
    assert list(errors(changed({"fill": {"number": 2, "from_day": 31}}))) == ["fill.days"]
    assert list(errors(changed({"fill": {"number": 2, "from_day": 30, "days": 5}}))) == ["fill.days"]
    assert read(changed({"fill": {"number": 2, "from_day": 31, "days": 28}})).fill.days == 28


@pytest.mark.parametrize("given", [(), ("minimum", "sensitivity"), ("minimum", "sensitivity", "repeatability")])
def test_a_balance_has_exactly_one_figure_its_minimum_follows_from(given):
    balance = {"readability": "1 mg"} | dict.fromkeys(given, "50 mg")
    assert (
        "one of minimum, sensitivity or repeatability" in errors(changed({"preparation.balance": balance}))["preparation.balance"]
    )


def test_a_balances_minimum_is_never_below_what_it_shows():
    assert "preparation.balance.minimum" in errors(changed({"preparation.balance": {"readability": "1 mg", "minimum": "0.5 mg"}}))


def test_extra_capsules_and_overage_exclude_each_other():
    assert list(errors(changed({"preparation.extra_capsules": 3, "preparation.overage": "5 %"}))) == ["preparation.overage"]


def test_a_tablet_is_read_with_the_excipients_of_its_label():
    source = {"kind": "tablet", "strength": "50 mg", "average_weight": "212 mg", "lot": "T-77", "excipients": ["crospovidone"]}
    assert read(changed({"preparation.source": source})).preparation.source == TabletSource(
        Mass.of(50), Mass.of(212), "T-77", None, ("crospovidone",)
    )
    assert read(changed({"preparation.source": {"kind": "tablet", "strength": "50 mg"}})).preparation.source.excipients is None


def test_keys_of_the_other_kind_of_source_are_errors():
    assert (
        "it goes with a powder"
        in errors(changed({"preparation.source": {"kind": "tablet", "strength": "50 mg", "assay": "99 %"}}))[
            "preparation.source.assay"
        ]
    )
    assert "it goes with a tablet" in errors(changed({"preparation.source.strength": "50 mg"}))["preparation.source.strength"]


def test_a_tablet_weighs_at_least_its_drug():
    source = {"kind": "tablet", "strength": "50 mg", "average_weight": "21.2 mg"}
    assert list(errors(changed({"preparation.source": source}))) == ["preparation.source.average_weight"]


def test_water_and_solvents_leave_some_drug():
    whole = changed({"preparation.source.water": "60 %", "preparation.source.solvents": "40 %"})
    assert list(errors(whole)) == ["preparation.source.solvents"]


def test_no_part_of_a_settlement_is_empty():
    entry = {
        "code": "medicine-hold",
        "field": "screening.medicines[0]",
        "seen": "0" * 16,
        "reason": "",
        "by": "A",
        "on": "2026-11-22",
    }
    assert list(errors(changed({"settled": [entry]}))) == ["settled[0].reason"]
    assert read(changed({"settled": [entry | {"reason": "asked"}]})).settled[0].by == Person("A")


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("colour", None),
        ("rx.patient.birthdate", "birth_date"),
        ("rx.refils", "refills"),
        ("rx.regimen[0].take[0].does", "dose"),
        ("screening.alergies", "allergies"),
        ("preparation.source.solvent", "solvents"),
        ("rx.schema", None),
    ],
)
def test_an_unknown_key_is_named_with_the_nearest_known_one(path, near):
    said = errors(changed({path: "x"}))
    assert list(said) == [path]
    assert said[path].startswith("one of the keys ")
    assert ("did you mean " in said[path]) is (near is not None)
    if near:
        assert said[path].endswith(f"did you mean {near}?")


def test_a_key_written_twice_is_an_error_where_it_stands():
    text = json.dumps(GOOD).replace('"number": "240101"', '"number": "240101", "number": "240102"')
    assert list(errors(text)) == ["rx.number"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "one JSON object"),
        ("   ", "one JSON object"),
        ("[]", "an object"),
        ('"rx"', "an object"),
        ("{", "a key in double quotes"),
        ('{"rx": }', "a value there"),
        ('{"rx": 1} x', "nothing after the end"),
        ('{"rx": "a\nb"}', "no line break"),
        ('{"rx": "a', "a closing double quote"),
        (b"\xff\xfe{\x00", "UTF-8"),
        ("[" * 100_000, "docs/interface.md"),
        ('{"a":' * 100_000, "docs/interface.md"),
        (" " * 1_000_001, "at most 1000000 characters"),
    ],
)
def test_a_text_that_is_no_request_is_one_error_and_never_a_traceback(text, says):
    [(path, expected)] = errors(text).items()
    assert path == "request"
    assert says in expected


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 5000])
def test_numbers_that_are_no_numbers_are_errors_where_they_stand(number):
    text = json.dumps(GOOD).replace('"days": 30', f'"days": {number}')
    assert list(errors(text)) == ["rx.regimen[0].days"]


def test_a_byte_order_mark_is_no_fault():
    assert read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()).rx.number == "240101"


def test_the_error_lists_every_problem_in_words():
    with pytest.raises(RequestError, match=r'rx\.number: found ""; expected text, not an empty line'):
        read(changed({"rx.number": ""}))


def _paths(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from _paths(inner, here)
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield f"{path}[{index}]"
            yield from _paths(inner, f"{path}[{index}]")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(_paths(GOOD))), JSON_VALUES)
def test_any_value_anywhere_is_read_or_refused_with_words(path, value):
    whole = changed({path: value})
    for where, expected in errors(whole).items():
        assert where
        assert expected


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_with_words(content):
    assert errors(content)


@pytest.mark.parametrize(
    "said", ["naltrexone hydrochloride", "naltrexone", "Naltrexone HCl", "naltrexona clorhidrato", "naltrexone base"]
)
def test_a_powder_without_its_form_is_asked_for_it_and_both_are_offered(said):
    expected = errors(changed({"preparation.source.substance": said}))["preparation.source.substance"]
    assert "which form" in expected
    assert "naltrexone hydrochloride anhydrous or naltrexone hydrochloride dihydrate" in expected
    assert "did you mean" not in expected


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("naltrexone hydrochloride dihydrat", "dihydrate"),
        ("naltrexon hydrochloride anhydros", "anhydrous"),
        ("dihydrate", "dihydrate"),
    ],
)
def test_a_slip_in_the_form_is_still_offered_the_one_that_is_near(said, meant):
    expected = errors(changed({"preparation.source.substance": said}))["preparation.source.substance"]
    assert expected.endswith(f"did you mean naltrexone hydrochloride {meant}?")


@pytest.mark.parametrize(
    "said", ["naloxone hydrochloride", "naloxone hydrochloride dihydrate", "methylnaltrexone", "nalmefene", "tramadol"]
)
def test_another_drug_is_answered_as_the_other_drug_it_is(said):
    expected = errors(changed({"preparation.source.substance": said}))["preparation.source.substance"]
    assert "is another drug, and the program plans no other drug" in expected
    assert "did you mean" not in expected


@pytest.mark.parametrize("drug", ["naloxone", "naltrexone/bupropion", "methylnaltrexone", "naltrexone and tramadol"])
def test_a_prescription_for_another_drug_is_not_one_for_a_salt(drug):
    assert errors(document(rx__drug=drug))["rx.drug"] == "naltrexone: the program plans no other drug"


@pytest.mark.parametrize(
    ("word", "known", "offered"),
    [
        ("methocel", ("Methocel E4M", "Methocel K100M", "corn starch"), "; did you mean Methocel E4M or Methocel K100M?"),
        ("calcium phosphate", ("calcium carbonate", "corn starch"), ""),
        ("corn strach", ("corn starch", "modified starch"), "; did you mean corn starch?"),
        ("oxycodone", ("methadone", "oxycodome"), ""),
        ("methadon", ("methadone", "long-acting"), "; did you mean methadone?"),
        ("aa", ("ab", "ac"), ""),
        ("abcd1", ("abcd2", "abcd3", "abcd4"), "; did you mean abcd2 or abcd3 or abcd4?"),
        ("abcd1", ("abcd2", "abcd3", "abcd4", "abcd5"), ""),
        ("bedtme", (), ""),
    ],
)
def test_did_you_mean_never_picks_between_equals_nor_corrects_another_thing(word, known, offered):
    assert did_you_mean(word, known) == offered
