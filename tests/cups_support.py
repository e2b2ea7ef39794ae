"""A printing system of a test's own: cupsd in a folder, on a port of its own, with queues that keep what they are sent."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

__all__ = ["PrivateCups", "private_cups", "with_driver"]

_DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_TAKES_PDF = '*cupsFilter: "application/vnd.cups-pdf 0 -"\n'
_TRAYS = """*OpenUI *InputSlot/Media Source: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Upper
*InputSlot Upper/Upper tray: "<</MediaPosition 0>>setpagedevice"
*InputSlot Labels/Label tray: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
"""


def with_driver(path, *, edge=0, trays=False, own_sizes=True, paper=None):
    """Describe a printer that takes PDF: that leaves `edge` points white, has two trays, or its listed papers and `paper` alone."""
    text = _DRIVER.read_text(encoding="latin-1").replace("*HWMargins", f"{_TAKES_PDF}*HWMargins", 1)
    if edge:
        text = text.replace("*HWMargins: 0 0 0 0", f"*HWMargins: {edge} {edge} {edge} {edge}")
        for size in re.findall(r'\*ImageableArea [^:]*: "0 0 (\d+ \d+)"', text):
            far = " ".join(str(int(length) - edge) for length in size.split())
            text = text.replace(f': "0 0 {size}"', f': "{edge} {edge} {far}"')
    if trays:
        text = text.replace("*OpenUI *Resolution", f"{_TRAYS}*OpenUI *Resolution", 1)
    if paper:
        text = _with_paper(text, *(f"{length:g}" for length in paper))
    if not own_sizes:
        for lines in (r"NonUIOrderDependency:[^\n]*", r'CustomPageSize True: "[^"]*"\n\*End', r"ParamCustom[^\n]*"):
            text = re.sub(rf"\*{lines}", "*%", text)
        text = text.replace("*VariablePaperSize: True", "*VariablePaperSize: False")
    path.write_text(text, encoding="latin-1")
    return path


def _with_paper(text, width, height):
    """One paper more, a roll's."""
    name, takes = f"w{width}h{height}/Label", f"<</PageSize[{width} {height}]/ImagingBBox null>>setpagedevice"
    rows = {"PageSize": takes, "PageRegion": takes, "ImageableArea": f"0 0 {width} {height}", "PaperDimension": f"{width} {height}"}
    for key, value in rows.items():
        text = text.replace(f"*{key} A4/A4:", f'*{key} {name}: "{value}"\n*{key} A4/A4:', 1)
    return text


class PrivateCups:
    """The running system: `environment` for programs that print; what reached each queue; what each job asked for."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment

    def add_queue(self, name, driver, **defaults):
        """A queue that writes what a printer would be sent; `defaults` are its own options, as `print_scaling="fit"`."""
        out = f"file://{self.folder}/out/{name}.pdf"
        options = [word for key, value in defaults.items() for word in ("-o", f"{key.replace('_', '-')}-default={value}")]
        self.run("lpadmin", "-p", name, "-E", "-v", out, "-P", str(driver), *options)

    def add_raw_queue(self, name):
        """A queue without a driver; what it was handed is `handed`."""
        self.run("lpadmin", "-p", name, "-E", "-v", "file:///dev/null", "-m", "raw")

    def handed(self, number):
        """The bytes that a program handed over as job `number`, once every queue is empty."""
        self._until(lambda: not self.run("lpstat", "-o").strip(), "a job stays in its queue")
        return (self.folder / "spool" / f"d{number:05}-001").read_bytes()

    def run(self, *command):
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True, timeout=20).stdout

    def printed(self, *names):
        """Wait for the queues to be empty; the PDF that arrived from each."""
        self._until(lambda: not self.run("lpstat", "-o").strip(), "a job stays in its queue")
        return [(self.folder / "out" / f"{name}.pdf").read_bytes() for name in names]

    def job(self, number):
        """What job `number` asked for, as the system keeps it: IPP attributes, names and values among other bytes."""
        return (self.folder / "spool" / f"c{number:05}").read_bytes()

    @staticmethod
    def _until(done, fault, seconds=30):
        limit = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < limit, fault
            time.sleep(0.05)


@contextmanager
def private_cups(folder):
    """Start it and end it.

    What needs root (the daemon) runs as it; nothing outside the folder is read or written but CUPS's own programs and models.
    """
    folder.chmod(0o755)  # the filters run as another user
    for name in ("root/ppd", "spool", "cache", "state", "tmp", "out"):
        (folder / name).mkdir(parents=True)
    for name in ("tmp", "out"):
        (folder / name).chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    places = {"ServerRoot": "root", "RequestRoot": "spool", "CacheDir": "cache", "StateDir": "state", "TempDir": "tmp"}
    logs = {f"{name}Log": f"{name.lower()}.log" for name in ("Access", "Error", "Page")}
    lines = [f"{key} {folder / name}" for key, name in (places | logs).items()]
    lines += ["ServerBin /usr/lib/cups", "DataDir /usr/share/cups", "FileDevice Yes", "SystemGroup root", "User lp", "Group lp"]
    (folder / "root" / "cups-files.conf").write_text("\n".join([*lines, ""]))
    (folder / "root" / "cupsd.conf").write_text(
        f"Listen 127.0.0.1:{port}\nBrowsing Off\nDefaultAuthType None\nWebInterface No\nDirtyCleanInterval 0\n"
        "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
        "<Policy default>\n<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
    )
    command = ["cupsd", "-f", "-c", str(folder / "root" / "cupsd.conf"), "-s", str(folder / "root" / "cups-files.conf")]
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    environment = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}", "HOME": str(folder), "PATH": path}
    daemon = subprocess.Popen([shutil.which(command[0], path=path), *command[1:]], env=environment)
    try:
        _wait_for(lambda: _listens(port), daemon)
        yield PrivateCups(folder, environment)
    finally:
        daemon.terminate()
        daemon.wait(20)


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _wait_for(done, daemon, seconds=20):
    until = time.monotonic() + seconds
    while not done():
        assert daemon.poll() is None, f"cupsd ended with {daemon.returncode}"
        assert time.monotonic() < until, "cupsd is not ready"
        time.sleep(0.05)
