"""Random work in one window, 10,400 events: no exception, and form, request, plan and papers agree. See its sister file."""

from window_drivers.monkey import Monkey


def test_form_request_plan_and_papers_agree_whatever_is_done(open_window, monkeypatch):
    monkey = Monkey(open_window(), 1, monkeypatch)
    monkey.run(10_400, look_each=22)
    assert monkey.checks > 100
    assert monkey.left > 0
