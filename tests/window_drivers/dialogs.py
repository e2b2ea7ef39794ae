"""Answers to the window's questions, given beforehand."""

from pathlib import Path
from typing import Literal


class AnsweringDialogs:
    def __init__(self) -> None:
        self.window = None
        self.open_answer: Path | None = None
        self.save_answer: Path | None = None
        self.unsaved_answer: Literal["save", "discard", "cancel"] = "cancel"
        self.replace_answer = False
        self.asked: list[str] = []

    def ask_open(self) -> Path | None:
        self.asked.append("open")
        return self.open_answer

    def ask_save(self, suggested: Path) -> Path | None:
        self.asked.append(f"save {suggested.name}")
        return self.save_answer

    def ask_unsaved(self, what: str) -> Literal["save", "discard", "cancel"]:
        self.asked.append("unsaved")
        return self.unsaved_answer

    def ask_replace(self, what: str) -> bool:
        self.asked.append(f"replace {what}")
        return self.replace_answer

    def tell(self, sentence: str) -> None:
        self.window.tell(sentence)
