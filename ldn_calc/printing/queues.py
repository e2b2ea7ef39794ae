"""What the driver of a queue of Linux or macOS offers: trays and resolution, as CUPS's own `lpoptions` tells them."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import Final

__all__ = ["QueueOptions", "queue_options"]

_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class QueueOptions:
    """A driver's offer; empty where nobody tells it.

    Attributes:
        trays: its paper sources, by the names that its option InputSlot takes.
        resolution: what it prints at when nothing else is asked, `600dpi`.
    """

    trays: tuple[str, ...] = ()
    resolution: str = ""


def queue_options(queue: str) -> QueueOptions:
    """Ask for a queue's options; an empty name is the system's default printer."""
    command = ["lpoptions", *(["-p", queue] if queue else []), "-l"]
    try:
        told = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False)  # noqa: S603  (no shell)
    except (OSError, subprocess.TimeoutExpired):
        return QueueOptions()
    choices = dict(_choices(line) for line in told.stdout.splitlines() if ":" in line)
    trays = tuple(each.removeprefix("*") for each in choices.get("InputSlot", ()))
    resolution = next((each.removeprefix("*") for each in choices.get("Resolution", ()) if each.startswith("*")), "")
    return QueueOptions(trays, resolution)


def _choices(line: str) -> tuple[str, list[str]]:
    """`InputSlot/Media Source: *Auto Tray1` as the option's name and its choices, the one in use with a star."""
    option, _, choices = line.partition(":")
    return option.partition("/")[0], choices.split()
