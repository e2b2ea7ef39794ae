"""What this installation is: version, formulary, and every part of others with its licence."""

from __future__ import annotations

import platform
import re
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Any, Final

from ldn_calc import __version__
from ldn_calc.resources import read_text, read_toml

__all__ = ["About", "Part", "about", "licences_text", "shipped_parts"]

_PARTS: Final = "data/shipped_parts.toml"
_IS_LICENCE: Final = re.compile(r"\.dist-info/(licenses/.+|(licen[cs]e|copying|notice|authors)[^/]*)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One part that is shipped.

    Attributes:
        name: as its makers write it.
        version: the one that runs here.
        licence: an SPDX expression.
        address: where it comes from; empty for the program itself.
        distribution: the name of its Python package; empty where it is none.
        text: the whole licence.
    """

    name: str
    version: str
    licence: str
    address: str
    distribution: str
    text: str


@dataclass(frozen=True, slots=True)
class About:
    """The program's version, its formulary's fingerprint, and the parts in the order they are shown."""

    version: str
    formulary: str
    parts: tuple[Part, ...]


def about() -> About:
    """Everything at once; reads some 60 files.

    Raises:
        PackageNotFoundError: a part is not installed, or the packed folder lacks its licence.
    """
    from ldn_calc.formulary.formulary import shipped_formulary  # a build asks for the parts alone

    return About(__version__, shipped_formulary().fingerprint, shipped_parts())


def shipped_parts() -> tuple[Part, ...]:
    """Every row of `shipped_parts.toml` with its version and licence."""
    return tuple(_part(row) for row in read_toml(_PARTS)["part"])


def licences_text(parts: tuple[Part, ...]) -> str:
    """All licences as one text file."""
    rule = "=" * 78
    return "\n".join(
        f"{rule}\n{part.name} {part.version}\n{part.licence}\n{part.address}\n{rule}\n\n{part.text.strip()}\n" for part in parts
    )


def _part(row: dict[str, Any]) -> Part:
    name = row.get("distribution", "")
    found = distribution(name) if name else None
    texts = ([] if found is None else _texts(found)) + [read_text(path) for path in row.get("texts", [])]
    if not texts:
        raise PackageNotFoundError(f"the licence of {row['name']}")
    version = found.version if found is not None else _version(row["version"])
    return Part(row["name"], version, row["licence"], row["address"], name, "\n\n".join(texts))


def _version(said: str) -> str:
    """A version as the table says it: of the running Python, of Qt (the same as its Python package's), of this program."""
    if said == "python":
        return platform.python_version()
    if said == "qt":
        return distribution("PySide6-Essentials").version
    return __version__ if said == "own" else said


def _texts(found: Distribution) -> list[str]:
    """The licence files of an installed package, each once."""
    paths = sorted((path for path in found.files or () if _IS_LICENCE.search(path.as_posix())), key=str)
    return list(dict.fromkeys(_decoded(path.read_binary()) for path in paths))


def _decoded(content: bytes) -> str:
    """Some licences are older than UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")
