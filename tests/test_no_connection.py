"""The program opens no network connection: planning, printing and the whole window are watched for one.

Python's own audit events; `make deb-test` watches the packed program with strace as well.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLE = str(Path(__file__).parent / "prescriptions" / "02-capsule-titration.json")
WATCH = """
import os, sys
def watch(event, arguments):
    asks = event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
    if asks or (event in {"socket.connect", "socket.sendto", "socket.bind"} and isinstance(arguments[1], tuple)):
        print(event, arguments[1:], file=sys.stderr, flush=True)
        os._exit(99)
sys.addaudithook(watch)
"""
RUN = "from ldn_calc.cli import command\nsys.exit(command())\n"
RUN_EACH = """
import json
from ldn_calc.cli import main
for arguments in json.loads(sys.argv[1]):
    assert main(arguments) == 0, arguments
"""


def watched(code: str, *arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", WATCH + code, *arguments],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip


CLOCK = ("--clock", "2026-11-22T09:30")


@pytest.fixture
def settings(tmp_path):
    path = tmp_path / "settings.toml"
    path.touch()
    return ("--settings", str(path))


def test_no_command_opens_a_connection(tmp_path, settings):
    usual = (*CLOCK, *settings)
    commands = [
        ("plan", SAMPLE, *usual),
        ("print", SAMPLE, "--out", str(tmp_path / "printed"), *usual),
        ("batch", SAMPLE, "--out", str(tmp_path / "papers"), *usual),
        ("formulary", *settings),
    ]
    done = watched(RUN_EACH, json.dumps(commands))
    assert (done.returncode, done.stderr) == (0, "")
    assert all(list((tmp_path / folder).rglob("*.pdf")) for folder in ("printed", "papers"))


def test_neither_window_nor_installation_check_opens_a_connection(settings):
    """The window's self-test turns to every page and makes the installation check, as `ldn-calc check` does."""
    done = watched(RUN, "gui", SAMPLE, "--smoke", *CLOCK, *settings)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "code",
    [
        "import socket\nsocket.create_connection(('127.0.0.1', 9))",
        "import socket\nsocket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import urllib.request\nurllib.request.urlopen('http://localhost:9/')",
    ],
)
def test_the_watch_sees_a_connection(code):
    done = watched(code)
    assert done.returncode == 99
    assert done.stderr.startswith("socket.")
