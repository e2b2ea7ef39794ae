"""Standard output and standard error: what is said on them, and what happens where nobody takes it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import Final, TextIO

__all__ = ["answered", "complain", "give_up", "say", "say_json", "shown"]

_COMMANDS: Final = re.compile("[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
"""Control characters but tab and line feed, what turns the direction of text, line separators, and halves of a character."""


def answered(command: Callable[[], int]) -> int:
    """Run a command to its exit code; 1 with a sentence where its answer was not taken or it was stopped."""
    if sys.stdout is None:
        complain("Standard output is closed, so there is no place for the answer. Nothing was done.")
        return 1
    _take_closed_ones()
    try:
        try:
            code = command()
        finally:  # also what --help and --version say before they leave
            sys.stdout.flush()
    except KeyboardInterrupt:
        complain("Stopped.")
    except BrokenPipeError:
        _no_more("The answer was not read to its end.")
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename is None:
            _no_more(f"The answer cannot be written: {reason}.")
        else:
            complain(f"{os.fsdecode(error.filename)} cannot be used: {reason}.")
    else:
        return code
    return 1


def say(answer: str) -> None:
    """Write the answer, or a part of it, to standard output.

    Raises:
        OSError: it was not taken; `answered` says so.
    """
    print(shown(answer))


def say_json(document: object) -> None:
    """Write the answer as one JSON document."""
    import json  # 3 ms that the window's first paint does not need

    say(json.dumps(document, ensure_ascii=False, indent=2))


def complain(sentence: str) -> None:
    """Say something to the person at the terminal; standard output stays for the answer. Where nobody can hear it, go on."""
    if sys.stderr is None:  # closed by whoever started the program; print() would take standard output in its place
        return
    try:
        print(shown(sentence), file=sys.stderr, flush=True)
    except OSError:
        give_up(sys.stderr)


def shown(text: str) -> str:
    r"""Text whose control characters are written out (in JSON it stays the same text): none of them commands the terminal.

    >>> shown("a\x1b[2Jb")
    'a\\u001b[2Jb'
    """
    return _COMMANDS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def give_up(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere, so that the end of the program does not fail at it once more."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no real stream
        return


def _take_closed_ones() -> None:
    """Open nothing in the place of a standard stream that is closed, or the next file opened would get what is said there."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one


def _no_more(sentence: str) -> None:
    give_up(sys.stdout)
    complain(sentence)
