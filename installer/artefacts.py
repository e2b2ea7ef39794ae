"""What stands beside every artefact: its SHA-256, its bill of materials, and the owner's signature where one is set up."""

from __future__ import annotations

import hashlib
import json
import os
import shlex
import subprocess
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["bill_of_materials", "file_hashes", "finish", "library_names", "sha256", "sign", "write_sums"]

_NAMESPACE = uuid.UUID("6f0d0d6e-5a52-5a0c-9d0f-3b2f6f2f7c11")
"""For serial numbers that are the same for the same content."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file under a folder, by its path in it; a link has what it points to."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file():
            found[name] = sha256(path)
    return found


def sign(artefact: Path) -> bool:
    """Run the owner's SIGN_COMMAND with the artefact's path as its last argument; whether one is set.

    Raises:
        CalledProcessError: the command failed: nothing unsigned must leave the build where signing was asked for.
    """
    command = os.environ.get("SIGN_COMMAND", "").strip()
    if not command:
        return False
    subprocess.run([*shlex.split(command), str(artefact)], check=True)
    return True


def write_sums(artefacts: Sequence[Path], file: Path) -> None:
    """Write a file for `sha256sum --check`."""
    file.write_text("".join(f"{sha256(path)}  {path.name}\n" for path in artefacts), encoding="utf-8")


def library_names(hashes: Mapping[str, str]) -> list[str]:
    """Shared libraries among the files of a bundle, by their paths."""
    return [name for name in hashes if ".so" in name.rsplit("/", 1)[-1] or name.lower().endswith((".dll", ".pyd"))]


def bill_of_materials(
    version: str,
    parts: Iterable[Mapping[str, str]],
    hashes: Mapping[str, str],
    made_at: int,
    wheels: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """A CycloneDX 1.5 document in JSON; the same bytes for the same content.

    Args:
        version: of the program.
        parts: what is shipped, each with name, version, licence (an SPDX expression), address and distribution.
        hashes: SHA-256 of every file in the bundle, by its path.
        made_at: seconds since 1970 (SOURCE_DATE_EPOCH).
        wheels: by distribution the SHA-256 of the packages that the lock file allows.
    """
    own = {"type": "application", "bom-ref": f"ldn-calc@{version}", "name": "LDN Calc", "version": version}
    others = [_component(part, (wheels or {}).get(part["distribution"].lower(), ())) for part in parts if part["address"]]
    files = [
        {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": content}]}
        for name, content in sorted(hashes.items())
        if not content.startswith("->")
    ]
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made_at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {**own, "licenses": [{"license": {"id": "MIT"}}]},
        },
        "components": [*others, *files],
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": [each["bom-ref"] for each in others]}],
    }
    serial = uuid.uuid5(_NAMESPACE, json.dumps(document, sort_keys=True))
    return json.dumps({**document, "serialNumber": f"urn:uuid:{serial}"}, indent=1, ensure_ascii=False) + "\n"


def _component(part: Mapping[str, str], wheels: Sequence[str]) -> dict[str, object]:
    distribution = part["distribution"].lower()
    made: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{distribution or part['name'].lower().replace(' ', '-')}@{part['version']}",
        "name": distribution or part["name"],
        "version": part["version"],
        "licenses": [{"expression": part["licence"]}],
        "externalReferences": [{"type": "website", "url": part["address"]}],
    }
    if distribution:
        made["purl"] = f"pkg:pypi/{distribution}@{part['version']}"
    if wheels:
        made["properties"] = [{"name": "ldn-calc:locked-sha256", "value": each} for each in wheels]
    return made


def finish(artefact: Path, bill: str) -> list[Path]:
    """Sign an artefact, then write its sum and its bill of materials beside it; returns what was written."""
    sign(artefact)
    bom = artefact.with_name(f"{artefact.name}.cdx.json")
    bom.write_text(bill, encoding="utf-8")
    sums = artefact.with_name(f"{artefact.name}.sha256")
    write_sums([artefact, bom], sums)
    return [bom, sums]
