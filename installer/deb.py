"""Build dist/ldn-calc_VERSION_ARCH.deb from dist/ldn-calc; `make bundle` comes first.

make deb
.venv/bin/python installer/deb.py --version 0.0.9     the same under another version, for a test of upgrading
"""

from __future__ import annotations

import argparse
import gzip
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import deb_text
from artefacts import finish
from bundle import FOLDER, ROOT, source_date
from windows_version import version as program_version

STAGE = ROOT / "build" / "deb"
SIZES = (16, 24, 32, 48, 64, 128, 256)
OWN = ROOT / "installer" / "debian"


def build_package(version: str, *, quick: bool = False) -> Path:
    """Stage everything, then pack it (`quick`: hardly smaller); returns the .deb."""
    if not (FOLDER / "ldn-calc").exists():
        sys.exit("dist/ldn-calc is not there. Run make bundle first.")
    tree = STAGE / version
    shutil.rmtree(tree, ignore_errors=True)
    _stage(tree, version)
    architecture = _said("dpkg", "--print-architecture")
    maintainer = os.environ.get("DEB_MAINTAINER", deb_text.MAINTAINER)
    _write(tree, "usr/share/doc/ldn-calc/changelog.gz", _zipped(deb_text.changelog(version, source_date(), maintainer).encode()))
    _set_modes(tree)
    kibibytes = sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file()) // 1024
    needs = deb_text.depends(_needs(tree))
    control = deb_text.control(version, architecture, kibibytes, needs, maintainer)
    _write(tree, "DEBIAN/control", control.encode())
    _write(tree, "DEBIAN/md5sums", _md5sums(tree))
    _set_times(tree)
    package = ROOT / "dist" / f"ldn-calc_{version}_{architecture}.deb"
    smaller = ["-Zgzip", "-z1"] if quick else ["-Zxz", "-z9"]
    same = os.environ | {"SOURCE_DATE_EPOCH": str(source_date())}
    subprocess.run(["dpkg-deb", "--root-owner-group", *smaller, "--build", str(tree), str(package)], env=same, check=True)
    return package


def _stage(tree: Path, version: str) -> None:
    shutil.copytree(FOLDER, tree / "usr/lib/ldn-calc", symlinks=True)
    links = tree / "usr/bin"
    links.mkdir(parents=True)
    for name in ("ldn-calc", "ldn-calc-window"):
        (links / name).symlink_to(f"../lib/ldn-calc/{name}")
    for size in SIZES:
        content = (ROOT / "installer" / "icon" / f"ldn-calc-{size}.png").read_bytes()
        _write(tree, f"usr/share/icons/hicolor/{size}x{size}/apps/ldn-calc.png", content)
    drawing = (ROOT / "resources" / "icons" / "ldn-calc.svg").read_bytes()
    _write(tree, "usr/share/icons/hicolor/scalable/apps/ldn-calc.svg", drawing)
    _write(tree, "usr/share/applications/ldn-calc.desktop", (OWN / "ldn-calc.desktop").read_bytes())
    _write(tree, "usr/share/mime/packages/ldn-calc.xml", (OWN / "ldn-calc.xml").read_bytes())
    _write(tree, "usr/share/man/man1/ldn-calc.1.gz", _zipped((OWN / "ldn-calc.1").read_bytes()))
    (tree / "usr/share/man/man1/ldn-calc-window.1.gz").symlink_to("ldn-calc.1.gz")
    _write(tree, "usr/share/doc/ldn-calc/CHANGELOG.md.gz", _zipped((ROOT / "CHANGELOG.md").read_bytes()))
    _write(tree, "usr/share/doc/ldn-calc/copyright", deb_text.copyright_text(_parts()).encode())
    _write(tree, "usr/share/lintian/overrides/ldn-calc", deb_text.overrides().encode())


def _parts() -> list[tuple[str, str, str, str]]:
    """Heads of LICENCES.txt: name with version, licence, address."""
    text = (FOLDER / "LICENCES.txt").read_text(encoding="utf-8")
    heads = re.findall(r"(?m)^={78}\n(.+) (\S+)\n(.+)\n(.*)\n={78}$", text)
    return [(name, version, licence, address) for name, version, licence, address in heads]


def _needs(tree: Path) -> str:
    """What dpkg-shlibdeps finds; it wants a source package's control file where it runs."""
    work = STAGE / "needs"
    shutil.rmtree(work, ignore_errors=True)
    _write(work, "debian/control", b"Source: ldn-calc\n\nPackage: ldn-calc\nArchitecture: any\n")
    own = tree / "usr/lib/ldn-calc"
    linked = [path for path in sorted(own.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]
    folders = sorted({str(path.parent) for path in linked})
    command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *(f"-l{each}" for each in folders)]
    done = subprocess.run([*command, *map(str, linked)], cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"dpkg-shlibdeps: {done.stderr}")
    return done.stdout


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _set_modes(tree: Path) -> None:
    """Nobody but root writes; only programs can be run; nothing depends on the umask of the builder."""
    for path in tree.rglob("*"):
        if path.is_symlink():
            continue
        program = path.is_dir() or (path.parent == tree / "usr/lib/ldn-calc" and path.name in {"ldn-calc", "ldn-calc-window"})
        path.chmod(0o755 if program else 0o644)
    tree.chmod(0o755)


def _set_times(tree: Path) -> None:
    """Everything was made when its commit was."""
    for path in (*tree.rglob("*"), tree):
        os.utime(path, (source_date(), source_date()), follow_symlinks=False)


def _md5sums(tree: Path) -> bytes:
    import hashlib  # Debian's own format, against damage and not against people

    lines = []
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink() and "DEBIAN" not in path.relative_to(tree).parts:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {path.relative_to(tree).as_posix()}\n")
    return "".join(lines).encode()


def _zipped(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=9, mtime=0)


def _write(tree: Path, name: str, content: bytes) -> None:
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _check(package: Path) -> None:
    """Debian's own tools for both; lintian only where it is installed, because it brings a hundred packages."""
    subprocess.run(["desktop-file-validate", str(OWN / "ldn-calc.desktop")], check=True)
    if shutil.which("lintian"):
        subprocess.run(["lintian", "--allow-root", "--fail-on", "error,warning", str(package)], check=True)


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> int:
    """Pack, sign where asked for, and write sum and bill of materials beside it."""
    parser = argparse.ArgumentParser(description="Build the Debian package.")
    parser.add_argument("--version", default=program_version())
    parser.add_argument("--quick", action="store_true", help="pack quickly and not small, for tests")
    chosen = parser.parse_args()
    package = build_package(chosen.version, quick=chosen.quick)
    _check(package)
    beside = finish(package, (FOLDER / "ldn-calc.cdx.json").read_text(encoding="utf-8"))
    print(f"{package.relative_to(ROOT)}: {package.stat().st_size / 1e6:.0f} MB, with {', '.join(path.name for path in beside)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
