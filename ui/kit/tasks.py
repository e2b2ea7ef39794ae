"""The one door for work over 50 ms: it runs off the GUI thread, and its answer comes back on it.

One worker thread, because drawing PDF pages is not safe on two. Of several jobs on one topic only the newest answers;
one that has not begun when a newer comes never begins. A failure always arrives.

The worker never touches Qt: it puts its answer into a queue that the GUI thread looks into while it waits for one. A signal
emitted from the worker would take Qt's locks while holding Python's, and the GUI thread takes them the other way round. For the
same reason it holds nothing of who asked, so that no widget is ever freed on it.

The worker ends with its `Tasks`, as with the window that these belong to: what has not begun never begins, what runs is let run and
answers nobody. The end of the program waits for neither.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

__all__ = ["Tasks"]

T = TypeVar("T")

_LOOK_MILLISECONDS: Final = 4


@dataclass(frozen=True, slots=True)
class _Job:
    """What the GUI thread keeps of a job until its answer is there."""

    owner: QObject
    topic: str
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]

    @property
    def key(self) -> tuple[int, str]:
        return id(self.owner), self.topic


class _Worker:
    """The worker thread and its two queues; begun with the first job.

    Attributes:
        wanted: the numbers of the jobs that somebody waits for; the GUI thread alone changes it.
        answers: number, answer and failure of each job, in the order they were given.
        idle: nothing is left to do.
    """

    def __init__(self) -> None:
        self.wanted: set[int] = set()
        self.answers: SimpleQueue[tuple[int, Any, Exception | None]] = SimpleQueue()
        self.idle = threading.Event()
        self.idle.set()
        self._given: SimpleQueue[tuple[int, Callable[[], Any]] | None] = SimpleQueue()
        self._unfinished = 0
        self._counting = threading.Lock()
        self._thread: threading.Thread | None = None

    def give(self, number: int, work: Callable[[], Any]) -> None:
        """One job more."""
        with self._counting:
            self._unfinished += 1
            self.idle.clear()
        self._given.put((number, work))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="papers", daemon=True)
            self._thread.start()

    def end(self) -> None:
        """Begin nothing more, and end once what runs is done."""
        self.wanted.clear()
        self._given.put(None)

    def _run(self) -> None:
        """On the worker thread: one job after the other, until it is told to end."""
        while (given := self._given.get()) is not None:
            number, work = given
            answer, failure = None, None
            if number in self.wanted:
                try:
                    answer = work()
                except Exception as error:  # every failure must reach the GUI thread
                    failure = error
            del given, work  # before the answer is there: what the GUI thread lets go of then is freed there
            self.answers.put((number, answer, failure))
            del answer, failure
            with self._counting:
                self._unfinished -= 1
                if not self._unfinished:
                    self.idle.set()


class Tasks(QObject):
    """Work off the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._newest: dict[tuple[int, str], int] = {}
        self._jobs: dict[int, _Job] = {}
        self._worker = worker = _Worker()
        self.destroyed.connect(lambda: worker.end())  # noqa: PLW0108  (a method is held weakly, and these tasks must not be held)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MILLISECONDS)
        self._look.timeout.connect(self._deliver)

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
            work: must not touch Qt; takes what it needs as values.
            done: takes what `work` returned.
            failed: takes what `work` raised.
        """
        self._count += 1
        job = _Job(owner, topic, work, done, failed)
        self._forget(job.key)
        self._newest[job.key] = self._count
        self._jobs[self._count] = job
        self._worker.wanted.add(self._count)
        self._worker.give(self._count, work)
        self._look.start()

    def drop(self, owner: QObject, topic: str) -> None:
        """Nobody waits for this topic any more; what runs is let run, its answer dropped."""
        self._forget((id(owner), topic))

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait until the worker has nothing to do, for closing and for tests; answers still come through the event loop."""
        return self._worker.idle.wait(milliseconds / 1000)

    def _forget(self, key: tuple[int, str]) -> None:
        number = self._newest.pop(key, None)
        if number is not None:
            self._worker.wanted.discard(number)

    def _deliver(self) -> None:
        """On the GUI thread: hand over what is done, and stop looking when nothing is left to wait for."""
        while True:
            try:
                number, answer, failure = self._worker.answers.get_nowait()
            except Empty:
                return
            job = self._jobs.pop(number)
            if not self._jobs:
                self._look.stop()
            if self._newest.get(job.key) != number:
                continue
            self._forget(job.key)
            if not isValid(job.owner):
                continue
            if failure is None:
                job.done(answer)
            else:
                job.failed(failure)
