"""Where a liquid may be kept: only what rule and study leave open, each with the date that a plan with it has."""

import json
from datetime import datetime

import pytest
from window_drivers.planned import sample

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.application.plan.storages import storages
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.quantities.dates import day_text

NOW = datetime(2026, 11, 22, 9, 30)


def planned(number="01", **preparation):
    request = json.loads(sample(number).text)
    request["preparation"] |= preparation
    return plan_request(json.dumps(request), NOW, shipped_formulary())


@pytest.mark.parametrize(
    ("preparation", "due"),
    [
        ({}, {"refrigerator": "in the refrigerator, to 26 Dec 2026", "room": "at room temperature, to 21 Dec 2026"}),
        (
            {"components": [{"name": "vehicle", "lot": "V1", "expires_on": "2026-12-10"}], "beyond_use_counting": "days-after"},
            {"refrigerator": "in the refrigerator, to 10 Dec 2026", "room": "at room temperature, to 10 Dec 2026"},
        ),
        ({"vehicle": "purified-water"}, {"refrigerator": "in the refrigerator, to 5 Dec 2026"}),
    ],
)
def test_each_place_has_the_date_that_a_plan_with_it_has(preparation, due):
    found = {each.key: each.title for each in storages(planned(**preparation))}
    assert found == due
    for key, words in due.items():
        assert words.endswith(f"to {day_text(planned(**preparation, storage=key).proved.beyond_use.date)}")


def test_capsules_and_what_cannot_be_read_have_none():
    assert storages(planned("02")) == []
    assert storages(planned(storage="cellar")) == []
