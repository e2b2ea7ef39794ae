"""The one door for slow work."""

import threading
import weakref

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from ui.kit.tasks import Tasks


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.wait()


def test_work_runs_elsewhere_and_its_answer_comes_back_here(tasks, qtbot, qapp):
    owner, answers = QObject(), []
    tasks.run(
        owner, "label", QThread.currentThread, lambda thread: answers.append((thread, QThread.currentThread())), answers.append
    )
    qtbot.waitUntil(lambda: len(answers) == 1)
    worked_on, answered_on = answers[0]
    assert answered_on is qapp.thread()
    assert worked_on is not qapp.thread()


def test_only_the_newest_answer_of_a_topic_is_delivered(tasks, qtbot):
    owner, answers, gate = QObject(), [], threading.Event()
    tasks.run(owner, "label", lambda: gate.wait(5) and 1, answers.append, answers.append)
    begun = []
    tasks.run(owner, "label", lambda: begun.append(2) or 2, answers.append, answers.append)
    tasks.run(owner, "label", lambda: 3, answers.append, answers.append)
    gate.set()
    qtbot.waitUntil(lambda: answers == [3])
    assert begun == []


def test_topics_do_not_disturb_each_other(tasks, qtbot):
    owner, answers = QObject(), []
    for topic in ("label", "sheet"):
        tasks.run(owner, topic, lambda topic=topic: topic, answers.append, answers.append)
    qtbot.waitUntil(lambda: sorted(answers) == ["label", "sheet"])


def test_a_failure_always_arrives(tasks, qtbot):
    owner, failures = QObject(), []

    def fail():
        raise OSError("disk full")

    tasks.run(owner, "label", fail, failures.append, failures.append)
    qtbot.waitUntil(lambda: len(failures) == 1)
    assert isinstance(failures[0], OSError)


def test_a_dropped_topic_never_answers(tasks, qtbot):
    owner, answers, gate = QObject(), [], threading.Event()
    tasks.run(owner, "label", lambda: gate.wait(5), answers.append, answers.append)
    tasks.drop(owner, "label")
    gate.set()
    tasks.wait()
    qtbot.wait(20)
    assert answers == []


def workers():
    return {each for each in threading.enumerate() if each.name == "papers"}


def test_the_worker_ends_with_its_tasks_and_what_has_not_begun_never_begins(qtbot):
    window, before = QObject(), workers()
    tasks, gate, begun, answers = Tasks(window), threading.Event(), [], []
    tasks.run(window, "label", lambda: begun.append(1) or gate.wait(5), answers.append, answers.append)
    tasks.run(window, "sheet", lambda: begun.append(2), answers.append, answers.append)
    (worker,) = workers() - before
    qtbot.waitUntil(lambda: begun == [1])
    assert worker.daemon, "the end of the program does not wait for it"
    shiboken6.delete(window)
    assert worker.is_alive(), "nor does whoever closes the window"
    gate.set()
    worker.join(5)
    assert not worker.is_alive()
    assert begun == [1]
    qtbot.wait(20)
    assert answers == []


def test_tasks_that_nobody_holds_any_more_end_their_worker(qapp):
    before, owner = workers(), QObject()
    tasks = Tasks()
    tasks.run(owner, "label", lambda: 1, lambda _answer: None, lambda _error: None)
    (worker,) = workers() - before
    del tasks
    worker.join(5)
    assert not worker.is_alive()


def test_nothing_of_who_asked_is_freed_on_the_worker(tasks, qtbot):
    freed_on, answers = [], []
    for _ in range(20):
        owner = QObject()
        weakref.finalize(owner, lambda: freed_on.append(threading.current_thread()))
        tasks.run(owner, "label", lambda owner=owner: owner is None, answers.append, answers.append)
        del owner
    qtbot.waitUntil(lambda: len(freed_on) == 20)
    assert set(freed_on) == {threading.main_thread()}
