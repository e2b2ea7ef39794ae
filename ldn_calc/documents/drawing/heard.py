"""A paper as plain text, read off its structure in order: what a screen reader or a telephone reads aloud.

Headings stand after `#` or `##`; a row of a table is a line of sentences, each cell after the name of its column; nothing is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ldn_calc.documents.drawing.structure import Element
from ldn_calc.order.prescription import Language
from ldn_calc.resources import read_toml

__all__ = ["heard_text", "heard_words", "record_words"]

_HEADINGS: Final = {"H1": "# ", "H2": "## ", "H3": "### "}
_SPACES: Final = re.compile(r"\s+")
_STOPS: Final = (".", "!", "?", ":")


def heard_words(language: Language) -> Mapping[str, str]:
    """The words of pictures and of plain text, in the paper's language."""
    rows: dict[str, Any] = read_toml("text/heard.toml")[language.value]
    return rows


def record_words() -> Mapping[str, str]:
    """The words of what is seen on a record only, in English."""
    rows: dict[str, dict[str, Any]] = read_toml("text/heard.toml")
    found: Mapping[str, str] = rows["en"]["record"]
    return found


def heard_text(root: Element, language: Language) -> str:
    """All that is read of a paper, in its order, for a file in UTF-8; lines end in a line feed.

    Args:
        root: the paper's structure.
        language: of the words that are added to it.
    """
    return "\n".join([*_Teller(heard_words(language)).lines(root), ""]).lstrip("\n")


class _Teller:
    """Tells elements in lines."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def lines(self, element: Element) -> Iterator[str]:
        """The lines of an element and all in it."""
        role = element.role
        if role == "Table":
            yield from self._table(element)
        elif role == "Figure":
            yield self._words["picture"].format(told=_plain(element.text).rstrip("."))
        elif role == "LI":
            mark, *texts = (_plain(kid.text) for kid in element.elements)
            yield f"{mark} {' '.join(texts)}" if texts else f"- {mark.removeprefix('• ')}"
        else:
            if role in {"Div", "Sect"}:
                yield ""
            if text := _plain(element.text):
                yield from ("", f"{_HEADINGS[role]}{text}") if role in _HEADINGS else (text,)
            for kid in element.elements:
                yield from self.lines(kid)

    def _table(self, table: Element) -> Iterator[str]:
        names: Sequence[str] = ()
        for row in table.elements:
            cells = row.elements
            if any(cell.role == "TH" for cell in cells):
                names = [_plain(cell.text) for cell in cells]
                continue
            told = self._row(cells, names)
            yield from told if table.by_cell else [" ".join(told)]

    def _row(self, cells: Sequence[Element], names: Sequence[str]) -> list[str]:
        """Each cell that has words after its column's name, then the columns in which a person writes."""
        said, open_ones = [], []
        column = 0
        for cell in cells:
            name = names[column] if column < len(names) else ""
            column += cell.across
            text = _plain(cell.text) or " ".join(_sentence(_plain(each.text)) for each in cell.walk() if each.text)
            if cell.fill:
                open_ones.append(f"{name} ({text})" if text else name)
            elif text:
                said.append(_sentence(self._words["named"].format(name=name, text=text) if name else text))
        if open_ones:
            said.append(self._words["fill"].format(names="; ".join(open_ones)))
        return said


def _sentence(text: str) -> str:
    return text if text.endswith(_STOPS) else f"{text}."


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\u00a0", " ")).strip()
