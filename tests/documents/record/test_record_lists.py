"""Both records hold what docs/papers.md says they hold."""

import re
from pathlib import Path

import pytest
from planned_papers import case, text_of

from ldn_calc.documents.record.master import render_master
from ldn_calc.documents.record.worksheet import render_worksheet

PAGE = (Path(__file__).parents[3] / "docs" / "papers.md").read_text("utf-8")
RENDER = {"worksheet": render_worksheet, "master": render_master}


def listed(paper):
    """Rows of a paper's table: what is asked, and the alternatives of each phrase that must stand on it."""
    section = PAGE[PAGE.index(f"(`{paper}`)") :].split("\n## ")[0]
    for line in section.splitlines():
        if not line.startswith("| ") or line.startswith("| what"):
            continue
        asked, where = line.strip("| ").split(" | ")
        yield asked, re.findall(r"`[^`]+`(?: or `[^`]+`)*", where)


@pytest.mark.parametrize("paper", RENDER)
@pytest.mark.parametrize("name", ["tablets in a liquid", "capsule aliquot"])
def test_the_paper_holds_all_that_the_list_asks(paper, name):
    text = text_of(RENDER[paper](case(name)))
    rows = list(listed(paper))
    assert len(rows) == {"worksheet": 15, "master": 14}[paper]
    for asked, phrases in rows:
        assert phrases, asked
        for phrase in phrases:
            assert any(each in text for each in re.findall(r"`([^`]+)`", phrase)), (asked, phrase)


def test_the_page_never_promises_compliance():
    assert not re.search(r"complian|complies", PAGE, re.IGNORECASE)
