"""Install the .deb on a bare Debian, run it as a person does, upgrade it, remove it; any failure fails the test. As root.

make deb-test
It makes a bare root with debootstrap once (build/debian-bare), and works in a copy. DEBIAN_MIRROR names another mirror.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bundle import ROOT
from deb import build_package
from queue_test import QUEUE, print_on_a_queue
from windows_version import version

BARE, WORK = ROOT / "build" / "debian-bare", ROOT / "build" / "debian-test"
SAMPLE = "02-capsule-titration"
PHARMACY = "Dover Compounding Pharmacy"
SETTINGS = f'[pharmacy]\nname = "{PHARMACY}"\naddress = "14 Main Street, Dover, DE 19901"\nphone = "302-555-0142"\n'
ANA, HOME = 1000, "/home/ana"
OLDER = "0.0.9"
FILE_TYPE = "application/x-ldn-calc-prescription+json"
CLOCK = "--clock 2026-11-22T09:30"
PAPERS = ("label", "sheet", "worksheet")
PATIENCE = 40
PICTURE = ROOT / "build" / "deb-window.png"
"""The screen with the window in it, to look at."""
SCREENS = Path("/tmp/.X11-unix")  # noqa: S108  (the X server's own place)
_ABROAD = re.compile(r"connect\(\d+, \{sa_family=AF_INET6?,.*?(?:inet_addr\(\"|inet_pton\(AF_INET6, \")(?!127\.|::1\")([^\"]+)")


def said(done: bool, words: str) -> None:
    """End with a sentence where something is not as it must be."""
    if not done:
        sys.exit(f"FAILED: {words}")
    print(f"ok: {words}", flush=True)


def mirror() -> str:
    """The mirror this machine installs from."""
    if chosen := os.environ.get("DEBIAN_MIRROR"):
        return chosen
    policy = subprocess.run(["apt-cache", "policy"], capture_output=True, text=True, check=True).stdout
    found = re.search(r"(https?://\S+) bookworm/main", policy)
    return found[1] if found else "http://deb.debian.org/debian"


def in_root(
    command: str, *, user: int = 0, display: str = "", watch: Path | None = None, full: bool = False, printing: str = ""
) -> int:
    """Run a shell command in the root with its own mounts, which are gone afterwards; its exit code.

    Args:
        command: for the root's sh.
        user: number of user and group.
        display: of an X server outside.
        watch: where strace writes which connections were asked for.
        full: let the settings' folder be a full disk.
        printing: the printing system's address; the root's own where empty.
    """
    mounts = f"set -e; mount -t proc proc {WORK}/proc; mount --bind {SCREENS} {WORK}/{SCREENS}; "
    if full:
        place = f"{WORK}{HOME}/.config/ldn-calc"
        mounts += f"mount -t tmpfs -o size=64k,mode=777 none {place}; head -c 100000 /dev/zero > {place}/full 2>/dev/null || true; "
    home = HOME if user else "/root"
    environment = f"env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME={home} LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive"
    if display:
        environment += f" DISPLAY={display}"
    if printing:
        environment += f" CUPS_SERVER={printing}"
    strace = f"strace -f -qq -e trace=connect -e signal=none -o {watch} " if watch else ""
    inside = f"{mounts}exec {strace}{environment} chroot --userspec={user}:{user} {WORK} sh -c {shlex.quote(f'cd; {command}')}"
    return subprocess.run(["unshare", "--mount", "--propagation", "private", "sh", "-c", inside], check=False).returncode


def make_root() -> None:
    """A bare root, and a fresh copy of it with a person in it."""
    if not (BARE / "etc" / "debian_version").exists():
        shutil.rmtree(BARE, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(BARE), mirror()], check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(WORK, ignore_errors=True)
    subprocess.run(["cp", "-a", str(BARE), str(WORK)], check=True)
    shutil.copy("/etc/resolv.conf", WORK / "etc" / "resolv.conf")
    (WORK / "etc/apt/apt.conf.d/90test").write_text('Acquire::Check-Valid-Until "false";\nDpkg::Use-Pty "0";\n', encoding="utf-8")
    (WORK / "tmp" / ".X11-unix").mkdir(exist_ok=True)
    config = WORK / HOME.strip("/") / ".config" / "ldn-calc"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "prescriptions" / f"{SAMPLE}.json", config.parents[1] / f"{SAMPLE}.ldn.json")
    said(in_root(f"useradd --uid {ANA} --home {HOME} ana && chown -R ana:ana {HOME} && apt-get update -qq") == 0, "a bare root")


def install(package: Path) -> None:
    """Install by apt, with what Depends names and nothing that is only recommended."""
    shutil.copy(package, WORK / "tmp" / package.name)
    done = in_root(
        f"apt-get install -y -qq --no-install-recommends /tmp/{package.name} >/tmp/apt.log 2>&1 || (cat /tmp/apt.log; false)"
    )
    said(done == 0, f"{package.name} is installed")


def desktop_command(file: str) -> str:
    """The desktop entry's Exec with one file, as a file manager would run it."""
    entry = (WORK / "usr/share/applications/ldn-calc.desktop").read_text(encoding="utf-8")
    found = re.search(r"(?m)^Exec=(.+)$", entry)
    return found[1].replace("%F", file) if found else "false"


def print_papers(folder: str, display: str) -> None:
    """Sample 02's three papers, with the pharmacy's name, watched for connections."""
    log = ROOT / "build" / "connections.log"
    command = f"ldn-calc print {SAMPLE}.ldn.json --out {folder} {CLOCK}"
    said(in_root(command, user=ANA, watch=log, display=display) == 0, f"sample 02 is printed into {folder}")
    for paper in PAPERS:
        pdf = WORK / HOME.strip("/") / folder / f"{paper}.pdf"
        words = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
        said(PHARMACY in words and "PRACTICE" not in words, f"{paper}.pdf names the pharmacy of the settings")
    _no_connection(log)


def connected_abroad(log: str) -> list[str]:
    """Addresses outside this machine in what strace wrote.

    >>> connected_abroad('7 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.0.0.2")}, 16) = 0')
    ['10.0.0.2']
    >>> connected_abroad('7 connect(3, {sa_family=AF_INET, sin_port=htons(631), sin_addr=inet_addr("127.0.0.1")}, 16) = 0')
    []
    """
    return _ABROAD.findall(log)


def _no_connection(log: Path) -> None:
    found = connected_abroad(log.read_text(encoding="utf-8", errors="replace"))
    said(
        not found, f"no connection was opened ({log.stat().st_size} bytes of connects read)" if not found else f"connects: {found}"
    )


def open_window(display: str) -> None:
    """The desktop entry's own command: once with its self-test, once as a person opens and closes it."""
    log = ROOT / "build" / "connections.log"
    command = desktop_command(f"{SAMPLE}.ldn.json")
    said(in_root(f"{command} --smoke {CLOCK}", user=ANA, display=display, watch=log) == 0, f"{command}: the self-test passes")
    _no_connection(log)
    asked = re.search(r"htons\(631\)|cups\.sock", log.read_text(encoding="utf-8", errors="replace"))
    said(asked is not None, "the CUPS plugin asks this machine for its printers")
    opened = subprocess.Popen(
        [sys.executable, "-c", _OPEN, command, display], cwd=Path(__file__).parent, start_new_session=True
    )  # a process of its own, so that this one can look at the window
    try:
        _until(lambda: bool(_xdotool(display, "search", "--onlyvisible", "--name", SAMPLE)), "no window")
        time.sleep(4)
        subprocess.run([sys.executable, "-c", _LOOK, str(PICTURE)], env=os.environ | {"DISPLAY": display}, check=True)
        _xdotool(display, "key", "ctrl+w")
        said(opened.wait(timeout=PATIENCE) == 0, "the window opens with the file and closes by Ctrl+W")
    finally:
        opened.kill()


def print_label(display: str) -> None:
    """The installed window prints its practice label on a queue."""
    command = f"ldn-calc-window --smoke --printer {QUEUE} {CLOCK}"

    def smoke(server: str) -> None:
        done = in_root(command, user=ANA, display=display, printing=server)
        said(done == 0, f"{command}: the self-test passes")

    try:
        said(True, print_on_a_queue(smoke))
    except ValueError as error:
        said(False, str(error))


def resolve_file_type() -> None:
    """Where a desktop's databases are, a prescription is known by its name and opened with the program."""
    added = "shared-mime-info desktop-file-utils"
    said(in_root(f"apt-get install -y -qq --no-install-recommends {added} >/tmp/apt.log 2>&1") == 0, f"{added} are added")
    globs = (WORK / "usr/share/mime/globs2").read_text(encoding="utf-8")
    said(f":{FILE_TYPE}:*.ldn.json\n" in globs, f"*.ldn.json is {FILE_TYPE}")
    opened_with = (WORK / "usr/share/applications/mimeinfo.cache").read_text(encoding="utf-8")
    said(f"{FILE_TYPE}=ldn-calc.desktop;" in opened_with, "and LDN Calc opens it")


_LOOK = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication(["look", "-platform", "xcb"])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""
_OPEN = """
import sys
from deb_test import ANA, CLOCK, in_root
sys.exit(in_root(f"{sys.argv[1]} {CLOCK}", user=ANA, display=sys.argv[2]))
"""


def _xdotool(display: str, *words: str) -> str:
    done = subprocess.run(["xdotool", *words], env=os.environ | {"DISPLAY": display}, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _until(happened: Callable[[], bool], fault: str) -> None:
    limit = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > limit:
            sys.exit(f"FAILED: {fault}")
        time.sleep(0.2)


def poor_homes(display: str) -> None:
    """A settings folder that may not be written, and a full one: the window still opens and passes its test."""
    config = f"{HOME}/.config/ldn-calc"
    in_root(f"chown -R root:root {config} && chmod -R a=rX {config}")
    said(in_root(f"ldn-calc-window --smoke {CLOCK}", user=ANA, display=display) == 0, "a read-only home does not stop it")
    said(in_root(f"ldn-calc-window --smoke {CLOCK}", user=ANA, display=display, full=True) == 0, "a full disk does not stop it")
    command = f"ldn-calc print {SAMPLE}.ldn.json --out .config/ldn-calc/papers {CLOCK}"
    said(in_root(command, user=ANA, full=True) == 1, "printing onto a full disk ends with 1")
    in_root(f"chmod -R u=rwX,go= {config} && chown -R ana:ana {config}")


def remove() -> None:
    """Removed and purged: nothing of the program is left, everything of the person is."""
    said(in_root("apt-get purge -y -qq ldn-calc >/tmp/apt.log 2>&1") == 0, "ldn-calc is removed")
    left = list((WORK / "usr").rglob("*ldn-calc*"))
    said(not left, "nothing is left under /usr" if not left else f"left: {left[:3]}")
    _settings_kept()


def _settings_kept() -> None:
    kept = (WORK / HOME.strip("/") / ".config/ldn-calc/settings.toml").read_text(encoding="utf-8")
    said(kept == SETTINGS, "the settings are as they were")


def main() -> int:
    """All of it in the order it happens to a person."""
    if os.geteuid() != 0:
        sys.exit("This test makes a root of its own: run it as root.")
    older, newer = build_package(OLDER, quick=True), sorted((ROOT / "dist").glob(f"ldn-calc_{version()}_*.deb"))
    if not newer:
        sys.exit("The package is not there. Run make deb first.")
    SCREENS.mkdir(mode=0o1777, exist_ok=True)
    make_root()
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", "-ac"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    manager = subprocess.Popen(["openbox"], env=os.environ | {"DISPLAY": display}, stderr=subprocess.DEVNULL)
    try:
        install(older)
        print_papers("older", display)
        install(newer[-1])
        installed = subprocess.run(
            ["dpkg-query", f"--admindir={WORK}/var/lib/dpkg", "-W", "-f", "${Version}", "ldn-calc"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        said(installed == version(), f"upgraded from {OLDER} to {installed}")
        _settings_kept()
        said(in_root("ldn-calc check", user=ANA) == 0, "every reference case comes out")
        print_papers("newer", display)
        open_window(display)
        print_label(display)
        resolve_file_type()
        poor_homes(display)
        remove()
    finally:
        manager.terminate()
        server.terminate()
        older.unlink()  # nothing in dist but what can be given away
    print("The package was installed on a bare Debian, run, upgraded and removed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
