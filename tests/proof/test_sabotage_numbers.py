"""Numbers sabotage: a plan written by hand, altered leaf by leaf and step by step, is refused, but for kinds named harmless.

To add a plan, put its request and its result into `plans`.
"""

from __future__ import annotations

import pytest
from proof.cases import HAND_MADE
from proof.harmless import HARMLESS, never_met, unlisted


@pytest.mark.parametrize("case", HAND_MADE, ids=lambda case: case.name)
def test_only_alterations_named_harmless_pass(case):
    assert unlisted(case, HARMLESS) == []


def test_every_harmless_kind_is_met():
    assert never_met(HAND_MADE, HARMLESS) == []
