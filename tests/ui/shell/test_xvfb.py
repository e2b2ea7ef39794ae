"""One journey in a real window, with a window manager and real keys: type a prescription, save it, save its label as PDF."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest
from answers import answered

from ldn_calc.application.plan.planning import plan_request
from ldn_calc.formulary.formulary import shipped_formulary

SAMPLE = Path(__file__).parents[2] / "prescriptions" / "01-liquid-4.5-nightly.json"
PATIENCE = 30


class Desk:
    """A virtual screen with its own X server and window manager, and a person at the keyboard."""

    def __init__(self, home: Path) -> None:
        self.home = home
        read, write = os.pipe()
        self.started = [
            subprocess.Popen(
                [tool("Xvfb"), "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
                pass_fds=[write],
                stderr=subprocess.DEVNULL,
            )
        ]
        os.close(write)
        with os.fdopen(read) as pipe:
            self.display = f":{pipe.readline().strip()}"
        kept = {key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
        self.environment = kept | {"DISPLAY": self.display, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "LC_ALL": "C.UTF-8"}
        self.until(lambda: bool(self.run("getdisplaygeometry")), "no screen")
        manager = self.start(tool("openbox"))
        self.until(lambda: self.has_window_manager(manager), "no window manager")

    def until(self, happened: Callable[[], bool], fault: str) -> None:
        limit = time.monotonic() + PATIENCE
        while not happened():
            assert time.monotonic() < limit, f"{fault}; {(self.home / 'said.txt').read_text()}"
            time.sleep(0.1)

    def has_window_manager(self, manager: subprocess.Popen) -> bool:
        assert manager.poll() is None, (self.home / "said.txt").read_text()
        return bool(self.run("get_num_desktops"))

    def start(self, *command: str) -> subprocess.Popen:
        with (self.home / "said.txt").open("a") as log:
            process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.started.append(process)
        return process

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [tool("xdotool"), *words], env=self.environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return done.stdout.strip()

    def wait_for_window(self, title: str) -> None:
        self.until(lambda: bool(self.run("search", "--onlyvisible", "--name", title)), f"no window {title!r}")

    def wait_for_file(self, path: Path) -> None:
        self.until(lambda: path.exists() and path.stat().st_size > 0, f"no file {path.name}")

    def type(self, *words: str) -> None:
        """Type words and press keys; a key is written in brackets, as in <Tab>."""
        said: list[str] = []
        for each in words:
            key = each.startswith("<")
            said += ("key", "--delay", "15", each.strip("<>")) if key else ("type", "--delay", "8", "--args", "1", each)
        self.run(*said)

    def close(self) -> None:
        for process in reversed(self.started):
            process.terminate()
            process.wait(timeout=PATIENCE)


def tool(name: str) -> str:
    found = shutil.which(name)
    assert found, f"{name} is needed; make test installs it"
    return found


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.close()


def test_a_prescription_is_typed_planned_and_saved_with_the_keyboard_alone(desk, tmp_path):
    saved = tmp_path / "saved.json"
    window = desk.start(sys.executable, "-m", "ldn_calc", "gui", "--clock", "2026-11-22T09:30")
    desk.wait_for_window("New prescription")
    time.sleep(3)  # the rest of the form comes in slices after the first paint
    desk.type(
        "240117", "<Tab>", "20 Nov 2026", "<Tab>", "2", "<Tab>", "Ana Reyes", "<Tab>", "12 Apr 1979", "<Tab>", "<Tab>", "<Tab>"
    )
    desk.type("P. Hale, MD", "<Tab>", "<Tab>", "<space>")
    desk.type("<Tab>", "<space>", "<Down>", "<Return>")
    desk.type(*["<Tab>"] * 9, "<space>")
    desk.type("<Tab>", "<space>", *["<Tab>"] * 2, "n", "<Tab>", "n", "<Tab>", "n", "<Tab>", "n", "<Tab>", "<Tab>", "<space>")
    desk.type("<ctrl+s>")
    desk.wait_for_window("Save prescription")
    time.sleep(0.5)
    desk.type("<ctrl+a>", str(saved), "<Return>")
    desk.wait_for_file(saved)
    desk.wait_for_window("saved.json")
    document = json.loads(saved.read_text(encoding="utf-8"))
    assert document["rx"]["patient"] == {"language": "en", "name": "Ana Reyes", "birth_date": "1979-04-12"}
    assert document["rx"]["form"] == "liquid"
    assert document["screening"] == answered(asked_on="2026-11-22")
    planned = plan_request(saved.read_text(encoding="utf-8"), datetime(2026, 11, 22, 9, 30), shipped_formulary())
    assert [each["code"] for each in planned.result["findings"] if each["severity"] != "note"] == ["source-not-given"]
    desk.type("<ctrl+w>")
    assert window.wait(timeout=PATIENCE) == 0


def test_the_label_on_the_screen_is_saved_as_pdf_at_true_size(desk, tmp_path):
    pdf = tmp_path / "label.pdf"
    window = desk.start(sys.executable, "-m", "ldn_calc", "gui", "--clock", "2026-11-22T09:30", str(SAMPLE))
    desk.wait_for_window("01-liquid")
    time.sleep(2)
    desk.type("<ctrl+shift+p>")
    desk.wait_for_window("PDF")
    time.sleep(0.5)
    desk.type("<ctrl+a>", str(pdf), "<Return>")
    desk.wait_for_file(pdf)
    time.sleep(0.5)
    document = pypdfium2.PdfDocument(pdf.read_bytes())
    assert document[0].get_size() == pytest.approx((288, 162), abs=1)
    assert "Ruth Okafor" in document[0].get_textpage().get_text_range()
    document.close()
    desk.type("<ctrl+w>")
    assert window.wait(timeout=PATIENCE) == 0
