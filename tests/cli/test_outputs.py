"""Real processes whose outputs are closed, full or read no further, and inputs that never end: a sentence, never a traceback."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sample_copies import SAMPLES

from ldn_calc.cli import main

REQUEST = str(SAMPLES / "01-liquid-4.5-nightly.json")
CLOCK = ["--clock", "2026-11-22T09:30"]
COMMANDS = {
    "plan": ["plan", REQUEST, *CLOCK],
    "plan --json": ["plan", REQUEST, "--json", *CLOCK],
    "invalid": ["plan", str(SAMPLES / "17-many-mistakes.json"), "--json", *CLOCK],
    "formulary": ["formulary", "--json"],
    "calc": ["calc"],
    "help": ["--help"],
    "version": ["--version"],
}


def shell(words, tail, tmp_path, **more):
    """Run the program with a shell's redirection after it; what its standard error said, and its exit code."""
    line = f'"$0" -m ldn_calc "$@" {tail}'
    return subprocess.run(
        ["bash", "-c", line, sys.executable, *words],
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}, capture_output=True, text=True, timeout=60, check=False, **more,
    )  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("tail", "says"),
    [
        ("> /dev/full", "The answer cannot be written: No space left on device."),
        (">&-", "Standard output is closed"),
    ],
)
def test_an_answer_that_nobody_takes_is_a_sentence_and_exit_1(tmp_path, command, tail, says):
    done = shell(COMMANDS[command], tail, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(says)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["plan --json", "formulary"])
def test_an_answer_read_no_further_is_a_sentence_and_exit_1(tmp_path, command):
    done = shell(COMMANDS[command], '| true; exit "${PIPESTATUS[0]}"', tmp_path)
    assert done.returncode == 1
    assert done.stderr == "The answer was not read to its end.\n"


@pytest.mark.parametrize("tail", ["2>&-", "2> /dev/full"])
def test_where_nobody_hears_the_messages_the_answer_and_its_code_are_the_same(tmp_path, tail):
    done = shell(["plan", "no-such-file.json", "--json"], tail, tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    assert json.loads(done.stdout)["status"] == "invalid"


def test_standard_input_that_is_closed_is_a_sentence(tmp_path):
    done = shell(["plan", "-"], "<&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "- cannot be read: standard input is closed.\n"


@pytest.mark.parametrize(
    "words",
    [
        ["plan", "FIFO"],
        ["prove", REQUEST, "FIFO"],
        ["print", "FIFO", "--out", "out"],
        ["batch", "FIFO", "--out", "out"],
        ["as-made", REQUEST, REQUEST, "FIFO"],
        ["formulary", "--settings", "FOLDER/settings.toml"],
    ],
)
def test_a_pipe_that_nobody_fills_is_a_sentence_at_once(tmp_path, words):
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "formulary.toml")
    named = [word.replace("FIFO", str(tmp_path / "pipe")).replace("FOLDER", str(tmp_path)) for word in words]
    begun = time.monotonic()
    done = shell(named, "", tmp_path, cwd=tmp_path)
    assert time.monotonic() - begun < 20  # it would wait for ever
    assert done.returncode in ({1} if words[0] == "batch" else {2})
    assert "a pipe" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_settings_behind_a_pipe_are_a_sentence(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    done = shell(["print", REQUEST, "--out", "out", "--settings", "pipe.toml", *CLOCK], "", tmp_path, cwd=tmp_path)
    assert done.returncode == 1
    assert "a pipe" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_process_stopped_by_ctrl_c_says_so(tmp_path):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background hands on that it is ignored
    running = subprocess.Popen(
        [sys.executable, "-m", "ldn_calc", "plan", "-"],
        env=os.environ | {"XDG_CONFIG_HOME": str(tmp_path)}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    signal.signal(signal.SIGINT, before)
    waits = Path(f"/proc/{running.pid}/wchan")
    for _ in range(400):
        if "pipe" in waits.read_text():
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, told = running.communicate(timeout=30)
    assert (running.returncode, out, told) == (1, b"", b"Stopped.\n")


ESCAPES = "\x1b[2J\x1b]0;x\x07\x9b31m\u202e"


def test_no_text_commands_the_terminal(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    request = json.loads(Path(REQUEST).read_text("utf-8"))
    request["rx"]["patient"]["name"] = ESCAPES
    request[ESCAPES] = ESCAPES
    path = tmp_path / "rx.json"
    path.write_text(json.dumps(request, ensure_ascii=False), encoding="utf-8")
    settings = tmp_path / "settings.toml"
    settings.write_text('[pharmacy]\nname = "' + ESCAPES.encode("unicode_escape").decode().replace("\\x", "\\u00") + '"\n', "utf-8")
    own = tmp_path / "own" / "settings.toml"
    own.parent.mkdir()
    (own.parent / "formulary.toml").write_text('["' + "\\u001b[2J" + '"]\na = 1\n', "utf-8")
    for words in (
        ["plan", str(path)], ["plan", str(path), "--json"], ["print", str(path), "--out", "x"], ["batch", str(path), "--out", "x"],
        ["prove", str(path), str(path)], ["prove", str(path), str(path), "--json"], ["as-made", str(path), str(path), str(path)],
        ["print", REQUEST, "--out", "x", "--settings", str(settings)], ["formulary", "--settings", str(own)],
        ["plan", ESCAPES], ["calc", ESCAPES], ["calc", "potency", f"{ESCAPES}={ESCAPES}"], ["plan", REQUEST, "--clock", ESCAPES],
        ["plan", REQUEST, "--settings", ESCAPES], [ESCAPES],
    ):  # fmt: skip
        with contextlib.suppress(SystemExit):
            main(words)
        heard = "".join(capsys.readouterr())
        assert heard, words
        assert not [sign for sign in heard if sign in "\x1b\x07\x9b\u202e"], words


def test_every_command_speaks_through_one_door():
    folder = SAMPLES.parents[1] / "ldn_calc" / "cli"
    for path in folder.glob("*.py"):
        calls = [ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        assert path.name == "streams.py" or "print" not in calls, path.name
