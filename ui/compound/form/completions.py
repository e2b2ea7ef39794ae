"""The list that opens under a line while a name is typed: what begins so first, then what has a word that does, then the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from ldn_calc.names.words import plain_text

__all__ = ["Completions", "best_first"]

_MOST: Final = 60


def best_first(names: Sequence[tuple[str, str]], typed: str) -> list[str]:
    """The names that a typed text may mean, nearest first and at most sixty; names that are alike near keep their order.

    Args:
        names: each name with itself as `plain_text` writes it.
        typed: what stands in the line.

    >>> best_first([(each, each) for each in ("beclomethasone", "methadone", "ms methadose")], "Meth")
    ['methadone', 'ms methadose', 'beclomethasone']
    """
    said = plain_text(typed.strip())
    if not said:
        return []
    begin, inside, rest = [], [], []
    as_a_word = (f" {said}", f"-{said}", f"/{said}")
    for name, compared in names:
        if said not in compared:
            continue
        if compared.startswith(said):
            begin.append(name)
        elif any(word in compared for word in as_a_word):
            inside.append(name)
        else:
            rest.append(name)
    return [*begin, *inside, *rest][:_MOST]


class Completions(QCompleter):
    """Completions of a line out of a long list."""

    def __init__(self, names: Sequence[str], parent: QObject) -> None:
        self._offered = QStringListModel()
        super().__init__(self._offered, parent)
        self._offered.setParent(self)
        self._names = [(name, plain_text(name)) for name in names]
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)

    def splitPath(self, path: str) -> list[str]:
        """Qt asks for this at each change of the typed text: the list is made anew, and all of it is offered."""
        self._offered.setStringList(best_first(self._names, path))
        return [""]
