"""Random work in the window, 5,200 events a seed: no exception, and form, request, plan and papers agree. See its sister file."""

import pytest
from window_drivers.monkey import Monkey


@pytest.mark.parametrize("seed", [2, 4])
def test_form_request_plan_and_papers_agree_whatever_is_done(open_window, monkeypatch, seed):
    monkey = Monkey(open_window(), seed, monkeypatch)
    monkey.run(5_200, look_each=14)
    assert monkey.checks > 100
    assert monkey.left > 0
