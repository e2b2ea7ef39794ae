"""What screening alone decides on every sample, and the laws that hold for every finding."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_support import PRESCRIPTIONS, TODAY, changed, clock_of, codes, findings, read, regimen

from ldn_calc.finding_text import finding_row, finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.names.medicine_list import listed_medicines
from ldn_calc.order.allergies import check_allergies
from ldn_calc.order.health import check_surgery
from ldn_calc.order.reading import read_request
from ldn_calc.order.screening import screen

S, R, N = Severity.STOP, Severity.REVIEW, Severity.NOTE

SAMPLES = {
    "01": {},
    "02": {"refill-of-titration": N},
    "03": {"refill-of-titration": N},
    "04": {"medicine-info": N},
    "05": {},
    "06": {},
    "07": {},
    "08": {"opioid-current": S, "opioid-in-medicines": S, "source-not-given": R},
    "09": {"opioid-stopped-recently": R, "source-not-given": R},
    "10": {"excipient-allergy": S},
    "11": {"dose-above-range": S, "source-not-given": R},
    "12": {"refill-of-titration": N},
    "13": {"source-not-given": R, "refill-of-titration": N},
    "14": {},
    "15": {"prescribed-as-base": R},
    "16": {"source-not-given": R},
    "18": {},
    "19": {"opioid-in-medicines": S},
    "20": {"titration-restarted": R, "naltrexone-duplicate": N, "medicine-info": N},
    "21": {"opioid-use-not-answered": S},
    "22": {"certificate-does-not-fit": R, "refill-of-titration": N},
    "23": {"medicine-info": N},
    "24": {"excipient-allergy": S},
    "25": {"age-under-18": R, "refill-of-titration": N},
    "26": {"dose-above-range": S, "prescribed-as-base": R},
    "27": {},
    "28": {"medicine-hold": R, "refill-of-titration": N},
}
COMPONENTS = {"10": ["lactose", "gelatin"], "24": ["purified water", "sodium benzoate", "lactose"]}


@pytest.mark.parametrize("number", sorted(SAMPLES))
def test_each_sample_has_the_findings_that_a_pharmacist_expects_and_no_other(number):
    [path] = PRESCRIPTIONS.glob(f"{number}-*.json")
    request = read_request(path.read_bytes(), clock_of(path).date(), shipped_formulary())
    found = screen(request, shipped_formulary()) + check_allergies(request, COMPONENTS.get(number, []))
    assert {each.code: each.severity for each in found} == SAMPLES[number]


def test_two_holds_are_two_findings_to_settle():
    assert [found.field for found in findings(screening__medicines=["loperamide", "disulfiram"])] == [
        "screening.medicines[0]",
        "screening.medicines[1]",
    ]


def test_stops_come_first_then_reviews_then_notes():
    found = findings(
        rx__strength_as="base",
        rx__indication="long covid",
        screening__medicines=["levothyroxine", "loperamide", "tramadol"],
    )
    severities = [each.severity for each in found]
    assert severities == sorted(severities, key=[S, R, N].index)
    assert set(severities) == {S, R, N}


MEDICINES = st.sampled_from(sorted({name for row in listed_medicines() for name in (*row.names, *row.brands)})) | st.text(
    st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=20
).filter(str.strip)


@given(
    st.lists(MEDICINES, max_size=4),
    st.lists(st.sampled_from(["milk", "lactosa", "naltrexone", "gelatin", "corn", "parabens", "peanuts"]), max_size=3),
    st.sampled_from(["none", "current", "stopped"]),
    st.dates(date(2025, 1, 1), TODAY),
    st.sampled_from(["0.4 mg", "1 mg", "2.5 mg", "5.0 mg", "5.1 mg"]),
    st.sampled_from(["base", "hydrochloride"]),
)
def test_every_finding_has_a_row_its_severity_its_facts_and_both_sentences(medicines, allergies, opioids, stopped_on, dose, salt):
    request = read(
        changed(
            {
                "screening.medicines": medicines,
                "screening.allergies": allergies,
                "screening.opioid_use": opioids,
                "screening.opioid_stopped_on": stopped_on.isoformat(),
                "rx.strength_as": salt,
                "rx.regimen": regimen((7, {"bedtime": "1 mg"}), (7, {"bedtime": dose})),
                "screening.surgery_planned_on": "2026-12-01",
                "fill": {"number": 2},
            }
        )
    )
    found = screen(request, shipped_formulary()) + check_surgery(request, date(2026, 12, 5), shipped_formulary())
    found += check_allergies(request, ["lactose", "gelatin", "sodium benzoate", "FD&C Red 40"])
    for each in found:
        row = finding_row(each.code)
        assert each.severity in row["severities"]
        assert set(each.facts) == set(row["facts"])
        for language in ("en", "es"):
            message, action = finding_sentence(each.code, each.facts, language)
            assert message.strip()
            assert action.strip()


def test_screening_the_same_request_twice_says_the_same():
    assert findings(screening__medicines=["tramadal", "vitamin D"]) == findings(screening__medicines=["tramadal", "vitamin D"])


def test_a_good_request_has_no_findings():
    assert codes() == []
