"""The one door for work over 50 ms: it runs off the GUI thread, and its answer comes back on it.

One worker thread, because drawing PDF pages is not safe on two. Of several jobs on one topic only the newest answers;
one that has not begun when a newer comes never begins. A failure always arrives.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from shiboken6 import isValid

__all__ = ["Tasks"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Job:
    owner: QObject
    topic: str
    number: int
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


class _Run(QRunnable):
    """One job on the worker thread; touches nothing of Qt but the signal that carries its answer."""

    def __init__(self, tasks: Tasks, job: _Job, work: Callable[[], Any]) -> None:
        super().__init__()
        self._tasks, self._job, self._work = tasks, job, work

    def run(self) -> None:
        if not self._tasks.is_newest(self._job):
            return
        try:
            answer, failure = self._work(), None
        except Exception as error:  # every failure must reach the GUI thread
            answer, failure = None, error
        if isValid(self._tasks):
            self._tasks.finished.emit(self._job, answer, failure)


class Tasks(QObject):
    """Work off the GUI thread.

    Attributes:
        finished: for this class alone: job, answer, failure, carried to the GUI thread.
    """

    finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self.finished.connect(self._deliver)

    def run(
        self,
        owner: QObject,
        topic: str,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `work` on the worker thread, then call `done` or `failed` on the GUI thread.

        Args:
            owner: who asks; when it is gone, or has asked again on the same topic, the answer is dropped.
            topic: what the work is about, as in `label`.
            work: must not touch widgets; takes what it needs as values.
            done: takes what `work` returned.
            failed: takes what `work` raised.
        """
        self._count += 1
        job = _Job(owner, topic, self._count, done, failed)
        self._newest[id(owner), topic] = job.number
        self._pool.start(_Run(self, job, work))

    def drop(self, owner: QObject, topic: str) -> None:
        """Nobody waits for this topic any more; what runs is let run, its answer dropped."""
        self._newest.pop((id(owner), topic), None)

    def is_newest(self, job: _Job) -> bool:
        """Whether anybody still waits for this job."""
        return self._newest.get((id(job.owner), job.topic)) == job.number

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait for the worker thread, for closing and for tests; answers still come through the event loop."""
        return self._pool.waitForDone(milliseconds)

    def _deliver(self, job: _Job, answer: object, failure: Exception | None) -> None:
        if not self.is_newest(job):
            return
        del self._newest[id(job.owner), job.topic]
        if not isValid(job.owner):
            return
        if failure is None:
            job.done(answer)
        else:
            job.failed(failure)
