"""The one door for work over 50 ms: it runs off the GUI thread, and its answer comes back on it.

One worker thread, because drawing PDF pages is not safe on two. Of several jobs on one topic only the newest answers;
one that has not begun when a newer comes never begins. A failure always arrives.

The worker never touches Qt: it puts its answer into a queue that the GUI thread looks into while it waits for one. A signal
emitted from the worker would take Qt's locks while holding Python's, and the GUI thread takes them the other way round.
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
    owner: QObject
    topic: str
    number: int
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]

    @property
    def key(self) -> tuple[int, str]:
        return id(self.owner), self.topic


class Tasks(QObject):
    """Work off the GUI thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[tuple[int, str], int] = {}
        self._count = 0
        self._unfinished = self._undelivered = 0
        self._counting = threading.Lock()
        self._begun: SimpleQueue[_Job] = SimpleQueue()
        self._answers: SimpleQueue[tuple[_Job, Any, Exception | None]] = SimpleQueue()
        self._idle = threading.Event()
        self._idle.set()
        self._worker: threading.Thread | None = None
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
        job = _Job(owner, topic, self._count, work, done, failed)
        self._newest[job.key] = job.number
        self._undelivered += 1
        with self._counting:
            self._unfinished += 1
            self._idle.clear()
        self._begun.put(job)
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="papers", daemon=True)
            self._worker.start()
        self._look.start()

    def drop(self, owner: QObject, topic: str) -> None:
        """Nobody waits for this topic any more; what runs is let run, its answer dropped."""
        self._newest.pop((id(owner), topic), None)

    def wait(self, milliseconds: int = 10_000) -> bool:
        """Wait until the worker has nothing to do, for closing and for tests; answers still come through the event loop."""
        return self._idle.wait(milliseconds / 1000)

    def _work(self) -> None:
        """On the worker thread: one job after the other, for as long as the program runs."""
        while True:
            job = self._begun.get()
            answer, failure = None, None
            if self._is_newest(job):
                try:
                    answer = job.work()
                except Exception as error:  # every failure must reach the GUI thread
                    failure = error
            self._answers.put((job, answer, failure))
            with self._counting:
                self._unfinished -= 1
                if not self._unfinished:
                    self._idle.set()

    def _is_newest(self, job: _Job) -> bool:
        return self._newest.get(job.key) == job.number

    def _deliver(self) -> None:
        """On the GUI thread: hand over what is done, and stop looking when nothing is left to wait for."""
        while True:
            try:
                job, answer, failure = self._answers.get_nowait()
            except Empty:
                return
            self._undelivered -= 1
            if not self._undelivered:
                self._look.stop()
            if not self._is_newest(job):
                continue
            del self._newest[job.key]
            if not isValid(job.owner):
                continue
            if failure is None:
                job.done(answer)
            else:
                job.failed(failure)
