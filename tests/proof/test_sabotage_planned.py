"""Numbers sabotage on plans that planning makes. To add one, put its request into `cases.requests` and its name beside."""

from __future__ import annotations

import pytest
from proof.cases import planned
from proof.harmless import HARMLESS, HARMLESS_WHEN_PLANNED, never_met, unlisted

PLANNED = planned()


@pytest.mark.parametrize("case", PLANNED, ids=lambda case: case.name)
def test_only_alterations_named_harmless_pass(case):
    assert unlisted(case, HARMLESS + HARMLESS_WHEN_PLANNED) == []


def test_every_further_harmless_kind_is_met():
    assert never_met(PLANNED, HARMLESS_WHEN_PLANNED) == []
