"""A printing system of a test's own: cupsd on a socket in its folder, with one queue that keeps what reaches it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager

__all__ = ["QUEUE", "private_cups"]

QUEUE = "PDF"
_PPD = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"


@contextmanager
def private_cups(folder):
    """Start it; gives the environment for programs that print, and the file that the queue writes.

    What needs root (the daemon) runs as it; nothing outside the folder is read or written but CUPS's own programs and models.
    """
    folder.chmod(0o755)  # the filters run as another user
    for name in ("root/ppd", "spool", "cache", "state", "tmp", "out"):
        (folder / name).mkdir(parents=True)
    for name in ("tmp", "out"):
        (folder / name).chmod(0o777)
    socket, out = folder / "cups.sock", folder / "out" / "printed.ps"
    places = {"ServerRoot": "root", "RequestRoot": "spool", "CacheDir": "cache", "StateDir": "state", "TempDir": "tmp"}
    logs = {f"{name}Log": f"{name.lower()}.log" for name in ("Access", "Error", "Page")}
    lines = [f"{key} {folder / name}" for key, name in (places | logs).items()]
    lines += ["ServerBin /usr/lib/cups", "DataDir /usr/share/cups", "FileDevice Yes", "SystemGroup root", "User lp", "Group lp"]
    (folder / "root" / "cups-files.conf").write_text("\n".join([*lines, ""]))
    (folder / "root" / "cupsd.conf").write_text(
        f"Listen {socket}\nBrowsing Off\nDefaultAuthType None\nWebInterface No\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
    )
    command = ["cupsd", "-f", "-c", str(folder / "root" / "cupsd.conf"), "-s", str(folder / "root" / "cups-files.conf")]
    environment = {**os.environ, "CUPS_SERVER": str(socket), "HOME": str(folder), "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}
    daemon = subprocess.Popen([shutil.which(command[0], path=environment["PATH"]), *command[1:]], env=environment)
    try:
        _wait_for(socket.exists, daemon)
        subprocess.run(
            ["lpadmin", "-p", QUEUE, "-E", "-v", f"file://{out}", "-P", _PPD],
            env=environment,
            check=True,
            capture_output=True,
            timeout=20,
        )
        yield environment, out
    finally:
        daemon.terminate()
        daemon.wait(20)


def _wait_for(done, daemon, seconds=20):
    until = time.monotonic() + seconds
    while not done():
        if daemon.poll() is not None:
            raise AssertionError(f"cupsd ended with {daemon.returncode}")
        if time.monotonic() > until:
            raise AssertionError("cupsd is not ready")
        time.sleep(0.05)
