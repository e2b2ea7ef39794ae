"""Every place where the program opens a file: one reader, one writer, and the few that are named here with their reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from gathered import each_of

ROOT = Path(__file__).parents[1]

MAY = {
    "ldn_calc/application/files/text_files.py": "the one reader",
    "ldn_calc/application/files/whole_files.py": "the one writer",
    "ldn_calc/application/files/locks.py": "holds files and folders, and neither reads nor writes them",
    "ldn_calc/application/files/stamps.py": "holds the open file, and neither reads nor writes it",
    "ldn_calc/resources.py": "the program's own resources",
    "ldn_calc/cli/streams.py": "the null device in the place of a closed stream",
    "ui/shell/smoke.py": "the check of an installation: what it printed itself",
    "ui/kit/icons.py": "the program's own icons",
    "ui/kit/style.py": "the program's own typefaces",
}
OPENS = {
    "open", "fdopen", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "read_text", "read_bytes", "write_text",
    "write_bytes", "QFile", "QSaveFile", "QTemporaryFile", "copyfile", "copy2",
}  # fmt: skip
FROM_FILES = {"json.load", "json.dump", "tomllib.load", "tomlkit.load", "tomlkit.dump", "pickle.load", "pickle.dump"}
PLAIN = {"read_text", "read_bytes"}
"""Names of the one reader's functions too: these are what they should be where they are called without an object."""
NO_FILES = ("urllib", "ctypes")


def files():
    return sorted(path for folder in ("ldn_calc", "ui") for path in (ROOT / folder).rglob("*.py"))


def opened_in(source):
    """Calls that open a file by themselves: the built-in open, a path's own methods, the system's."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name):
            if node.func.id in OPENS - PLAIN:
                found.append((node.lineno, node.func.id))
        elif ast.unparse(node.func) in FROM_FILES:
            found.append((node.lineno, ast.unparse(node.func)))
        elif isinstance(node.func, ast.Attribute) and node.func.attr in OPENS:
            holder = ast.unparse(node.func.value)
            is_our_reader = node.func.attr in PLAIN and holder == "text_files"
            is_no_file = holder in {"self.files", "self._presenter", "self._card", "self", "opened"} or holder.startswith(NO_FILES)
            if not (is_our_reader or is_no_file):
                found.append((node.lineno, f"{holder}.{node.func.attr}"))
    return found


@each_of("path", [path for path in files() if str(path.relative_to(ROOT)) not in MAY])
def test_no_other_place_opens_a_file(path):
    assert opened_in(path.read_text("utf-8")) == []


def test_each_place_that_may_is_there_and_opens_something():
    assert {name for name in MAY if not (ROOT / name).is_file() or not opened_in((ROOT / name).read_text("utf-8"))} == set()


@pytest.mark.parametrize(
    "source",
    [
        "open(a)",
        "path.open()",
        "Path(a).read_text('utf-8')",
        "tempfile.mkstemp()",
        "os.open(a, 0)",
        "tomllib.load(f)",
        "json.load(f)",
    ],
)
def test_the_search_finds_what_it_looks_for(source):
    assert len(opened_in(source)) == 1
