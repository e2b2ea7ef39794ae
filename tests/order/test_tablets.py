import pytest
from order_support import codes, document, read

from ldn_calc.findings import Severity
from ldn_calc.order.tablets import check_tablet_count, check_tablets

UNUSUAL, IMPOSSIBLE = "tablet-strength-unusual", "tablet-weight-impossible"


def tablets(strength="50 mg", **more):
    return {"kind": "tablet", "strength": strength, "lot": "T-77", "expires_on": "2028-03-31", **more}


@pytest.mark.parametrize("strength", ["25 mg", "50 mg", "100 mg", "0.05 g"])
def test_strengths_that_are_sold_say_nothing(strength):
    assert codes(preparation__source=tablets(strength)) == []


@pytest.mark.parametrize(
    "strength", ["5 mg", "500 mg", "50 mcg", "0.5 mg", "1 mg", "4.5 mg", "49 mg", "51 mg", "250 mg", "1000 mg"]
)
def test_a_strength_that_nobody_sells_is_reviewed(strength):
    assert codes(preparation__source=tablets(strength)) == [UNUSUAL]


@pytest.mark.parametrize(
    ("strength", "weight", "stop"),
    [
        ("50 mg", "99 mg", True),
        ("50 mg", "100 mg", False),
        ("50 mg", "212 mg", False),
        ("50 mg", "1000 mg", False),
        ("50 mg", "1001 mg", True),
        ("50 mg", "21.2 g", True),
        ("25 mg", "49 mg", True),
        ("25 mg", "50 mg", False),
        ("25 mg", "500 mg", False),
        ("25 mg", "501 mg", True),
        ("100 mg", "199 mg", True),
        ("100 mg", "1000 mg", False),
        ("4.5 mg", "49 mg", True),
        ("4.5 mg", "120 mg", False),
    ],
)
def test_a_weight_that_no_such_tablet_has_is_a_stop(strength, weight, stop):
    found = check_tablets(read(document(preparation__source=tablets(strength, average_weight=weight))))
    assert [each.severity for each in found if each.code == IMPOSSIBLE] == ([Severity.STOP] if stop else [])


def test_more_than_two_hundred_tablets_are_reviewed():
    request = read(document(preparation__source=tablets("5 mg")))
    assert check_tablet_count(request, 200) == []
    [found] = check_tablet_count(request, 201)
    assert (found.severity, found.facts["tablets"]) == (Severity.REVIEW, "201 tablets")
    assert check_tablet_count(read(document()), 500) == []
