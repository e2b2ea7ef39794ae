"""A skipped test fails the run: what did not run proves nothing."""

from __future__ import annotations

import shutil

import pytest
from sample_copies import SAMPLES


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line("A test was skipped: the run fails.", red=True)


@pytest.fixture
def own_samples(tmp_path_factory):
    """A folder with a copy of every sample, for tests that print final papers: these write the lot into the request's file."""
    folder = tmp_path_factory.mktemp("samples") / "prescriptions"
    shutil.copytree(SAMPLES, folder)
    return folder
