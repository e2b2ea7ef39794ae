"""The texts of the Debian package: control, copyright, changelog, and which checks of lintian do not apply and why."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import formatdate

__all__ = ["MAINTAINER", "changelog", "control", "copyright_text", "depends", "overrides"]

MAINTAINER = "LDN Calc maintainers <maintainers@ldn-calc.example.org>"
"""The owner's own: DEB_MAINTAINER in the environment of the build."""

_OVERRIDES = {
    "embedded-library": "Qt's and Pillow's wheels bring these versions; others would not be the ones tested.",
    "custom-library-search-path": "Every library is looked for in the program's own folder first.",
    "unstripped-binary-or-object": "As the makers of the wheels ship them, so that their hashes can be compared.",
    "shared-library-lacks-prerequisites": "Modules of python, which the starter has loaded before them.",
    "library-not-linked-against-libc": "Data of Unicode, and Pillow's copy of libXau, hold no code that needs it.",
    "hardening-no-pie": "PyInstaller's starter, as its makers built it.",
    "duplicate-font-file": "The papers hold exactly this version of the typeface.",
    "national-encoding": "FreeType's licence, unchanged.",
}


def control(version: str, architecture: str, kibibytes: int, needs: str, maintainer: str = MAINTAINER) -> str:
    """The package's control file.

    Args:
        version: of the package.
        architecture: in Debian's words, as in `amd64`.
        kibibytes: what it takes on the disk.
        needs: the Depends field.
        maintainer: name and address.
    """
    return f"""Package: ldn-calc
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kibibytes}
Depends: {needs}
Recommends: cups, desktop-file-utils, hicolor-icon-theme, shared-mime-info
Section: science
Priority: optional
Description: proven bench plans and papers for low dose naltrexone
 LDN Calc is a desktop program for compounding pharmacies. It turns a
 prescription for low dose naltrexone into a liquid or capsule preparation:
 how much to weigh or count, what to dilute or fill with, what the patient
 takes on which day. It prints the container label, the patient's instruction
 sheet in English or Spanish, and the compounding worksheet.
 .
 Before anything prints, an independent replay of the printed steps must find
 in every dose what was prescribed.
 .
 It opens no network connection unless a network printer is set up.
"""


def depends(found: str) -> str:
    """The Depends field from what dpkg-shlibdeps found, sorted.

    >>> depends("shlibs:Depends=libx11-6, libc6 (>= 2.34), libcups2 (>= 2.3~b6)")
    'libc6 (>= 2.34), libcups2 (>= 2.3~b6), libx11-6'
    """
    match = re.search(r"shlibs:Depends=(.+)", found)
    if match is None:
        raise ValueError("dpkg-shlibdeps found nothing that the program needs")
    return ", ".join(sorted(each.strip() for each in match[1].split(",")))


def changelog(version: str, made_at: int, maintainer: str = MAINTAINER) -> str:
    """Debian's changelog of this one version; what changed stands in CHANGELOG.md, which is shipped beside it."""
    date = formatdate(made_at, usegmt=False)
    return f"""ldn-calc ({version}) stable; urgency=medium

  * LDN Calc {version}. What changed stands in CHANGELOG.md.gz beside this file.

 -- {maintainer}  {date}
"""


def copyright_text(parts: Iterable[tuple[str, str, str, str]]) -> str:
    """The copyright file: each part with its licence; the whole texts lie in the program's folder.

    Args:
        parts: name, version, licence and address of each.
    """
    rows = "\n".join(
        f" {name} {version}: {licence}{f' ({address})' if address else ''}".rstrip() for name, version, licence, address in parts
    )
    return f"""LDN Calc

Copyright (c) 2026 the LDN Calc authors. Licence: MIT, the first text of LICENCES.txt.

This package holds, each under its own licence:

{rows}

The whole text of every licence is in /usr/lib/ldn-calc/LICENCES.txt, and in the program under File, About LDN Calc.
On Debian systems the GNU General Public License, version 3, and the GNU Lesser General Public License, version 3, are also in
/usr/share/common-licenses/GPL-3 and /usr/share/common-licenses/LGPL-3; the Apache License, version 2.0, in
/usr/share/common-licenses/Apache-2.0.
"""


def overrides() -> str:
    """What lintian would complain of, with the reason why it stays."""
    return "".join(f"# {why}\nldn-calc: {tag}\n" for tag, why in _OVERRIDES.items())
