"""The one door for slow work."""

import threading

import pytest
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
