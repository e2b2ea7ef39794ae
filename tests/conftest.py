"""A skipped test fails the run: what did not run proves nothing."""

from __future__ import annotations

import gc
import shutil

import pytest
from sample_copies import SAMPLES


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again took a fifth of the papers' time."""
    gc.freeze()


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


@pytest.fixture(autouse=True, scope="module")
def _samples_stay_as_they_are():
    """No file of tests writes into the samples, as a final paper's lot would: it prints from `own_samples`."""
    before = _sample_times()
    yield
    assert _sample_times() == before


def _sample_times() -> list[int]:
    return [path.stat().st_mtime_ns for path in SAMPLES.iterdir()]
