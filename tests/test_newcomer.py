"""What the pages for newcomers name is there: every path, written whole or from the folders that the page names first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = ("docs/newcomer.md", "docs/architecture.md")
FROM = ("", "ldn_calc", "resources", "ui/check")
"""Folders from which a page names a path; the last is a page of the window like the one that a newcomer makes."""
CODE = re.compile(r"```.*?```|`([^`\n]+)`", re.DOTALL)
PATH = re.compile(r"[\w.*/<>-]+(?:/[\w.*<>-]*|\.(?:py|md|toml|json|csv))")
DOTTED = re.compile(r"(?:[a-z_]+\.)+[a-z_]+")
CHOSEN = re.compile(r"<\w+>")
"""What the newcomer gives a name."""
NO_PATHS = {"formulary.toml"}
"""The pharmacy's own file."""


def named_in(text: str) -> list[str]:
    found = [match[1] for match in CODE.finditer(text) if match[1]]
    paths = {each for each in found if PATH.fullmatch(each)}
    modules = {each.replace(".", "/") for each in found if DOTTED.fullmatch(each) and each not in paths}
    return sorted((paths | modules) - NO_PATHS)


def is_there(name: str) -> bool:
    pattern = CHOSEN.sub("*", name.rstrip("/"))
    return any(list(ROOT.glob(f"{folder}/{pattern}{end}".lstrip("/"))) for folder in FROM for end in ("", ".py"))


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_a_page_names_is_there(page):
    names = named_in((ROOT / page).read_text("utf-8"))
    assert names
    assert [name for name in names if not is_there(name)] == []


@pytest.mark.parametrize(
    "name", ["ui/kit/nowhere.py", "documents/label/gone.py", "text/none.toml", "tests/proof/plans/*.none", "cli/nowhere"]
)
def test_a_path_that_is_not_there_is_found(name):
    assert [each for each in named_in(f"Open `{name}` first.") if not is_there(each)] == [name]
