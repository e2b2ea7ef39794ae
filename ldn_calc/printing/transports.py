"""How bytes reach a label printer: over TCP, or through a raw queue of the operating system.

Nothing is ever sent twice by itself. Only what comes before the first byte (finding the printer, opening the connection) is tried
again; after it a failure is told as one in doubt, because the label may be lying in the printer.
"""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Final

from ldn_calc.printing.errors import PrinterError
from ldn_calc.printing.queues import queue_options

__all__ = ["raw_queues", "send_pdf_to_queue", "send_to_network", "send_to_queue"]

_TRIES: Final = 3
_WAIT_SECONDS: Final = 0.5
_CONNECT_SECONDS: Final = 5.0
_ANSWER_SECONDS: Final = 10.0
_QUEUE_SECONDS: Final = 30.0
_CHUNK: Final = 65536
_PLAIN_TRAY: Final = re.compile(r"[A-Za-z0-9._-]+")
_TITLE: Final = "LDN Calc"
"""What a queue shows; never whose label it is."""
_LOOK: Final = "Look at the printer: what did not come out may be printed again."


def send_to_network(
    job: bytes,
    host: str,
    port: int,
    *,
    connect_seconds: float = _CONNECT_SECONDS,
    answer_seconds: float = _ANSWER_SECONDS,
    finish_seconds: float = _ANSWER_SECONDS,
    wait: Callable[[float], None] = time.sleep,
) -> None:
    """Send a job to a printer that listens on a TCP port, as label printers do on 9100.

    The job is taken for printed when the printer, told that no more comes, closes the connection. Label printers do so when they
    have read the job, some when they have printed it; a next job that came before it would be mixed with this one.

    Args:
        job: its bytes.
        host: name or address.
        port: TCP port.
        connect_seconds: how long each try to connect may last; there are three.
        answer_seconds: how long the printer may read nothing while the job is sent.
        finish_seconds: how long it may take to close after that.
        wait: passes the time between tries.

    Raises:
        PrinterError: the printer is gone (nothing was sent), or it stopped or stayed silent on the way (in doubt).
    """
    name = f"The label printer {host} (port {port})"
    with _connected(name, host, port, connect_seconds, wait) as connection:
        connection.settimeout(answer_seconds)
        sent = 0
        try:
            while sent < len(job):
                sent += connection.send(job[sent : sent + _CHUNK])
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(finish_seconds)
            while connection.recv(_CHUNK):
                pass
        except TimeoutError:
            late = f"did not take the whole job within {answer_seconds:g} s"
            told = late if sent < len(job) else f"took the job and stays silent for {finish_seconds:g} s"
            raise PrinterError(f"{name} {told}. {_LOOK}", in_doubt=True) from None
        except OSError as error:
            raise PrinterError(f"{name} broke the connection ({_reason(error)}). {_LOOK}", in_doubt=True) from error


def _connected(name: str, host: str, port: int, seconds: float, wait: Callable[[float], None]) -> socket.socket:
    for number in range(1, _TRIES + 1):
        try:
            return socket.create_connection((host, port), timeout=seconds)
        except (socket.gaierror, ValueError):  # ValueError: no network could have such a name
            raise PrinterError(f"{name} is not known in this network. Look at its name in Settings. Nothing was sent.") from None
        except OSError as error:
            if number == _TRIES:
                raise PrinterError(
                    f"{name} does not answer ({_reason(error)}). Is it switched on and on the network? Nothing was sent."
                ) from error
        wait(_WAIT_SECONDS * number)
    raise AssertionError("the last try returns or raises")


def _reason(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return (error.strerror or str(error)).lower()


def send_to_queue(job: bytes, queue: str) -> None:
    """Hand a job to a raw queue of the operating system, byte for byte.

    Raises:
        PrinterError: there is no such queue, or the system did not take the job.
    """
    if sys.platform == "win32":
        from ldn_calc.printing.winspool import send_raw  # Windows alone

        send_raw(job, queue, _TITLE)
        return
    _run(["lp", "-d", queue, "-t", _TITLE, "-o", "raw", "-"], job, f"The printer queue {queue}")


def raw_queues() -> list[str]:
    """The names of the system's queues, where it can tell them."""
    if sys.platform == "win32":
        from ldn_calc.printing.winspool import queue_names  # Windows alone

        return queue_names()
    try:
        listed = subprocess.run(["lpstat", "-e"], capture_output=True, text=True, timeout=_CONNECT_SECONDS, check=False)  # noqa: S607
    except (OSError, subprocess.TimeoutExpired):
        return []
    return listed.stdout.split()


def _run(command: Sequence[str], job: bytes, name: str) -> None:
    """Run the system's own print command with the job as its input."""
    try:
        done = subprocess.run(  # noqa: S603  (no shell)
            command,
            input=job,
            capture_output=True,
            timeout=_QUEUE_SECONDS,
            check=False,
            start_new_session=True,  # Ctrl-C at the terminal stops the batch after this paper, not the paper on its way
        )
    except FileNotFoundError:
        raise PrinterError(f"{name} cannot be reached: this computer has no printing system (CUPS). Nothing was sent.") from None
    except OSError as error:
        raise PrinterError(f"{name} cannot be reached ({_reason(error)}). Nothing was sent.") from error
    except subprocess.TimeoutExpired:
        raise PrinterError(f"{name} did not take the job within {_QUEUE_SECONDS:g} s. {_LOOK}", in_doubt=True) from None
    if done.returncode < 0:
        raise PrinterError(f"{name}: the system's print command was stopped (signal {-done.returncode}). {_LOOK}", in_doubt=True)
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines()
        why = told[-1].removeprefix("lp: ") if told else f"lp ended with {done.returncode}"
        raise PrinterError(f"{name} did not take the job ({why}). Nothing was printed.")


def send_pdf_to_queue(pdf: bytes, queue: str, size_points: tuple[float, float], *, copies: int, tray: str) -> None:
    """Hand a PDF to a printer of the operating system at true size; Linux and macOS only.

    Raises:
        PrinterError: the system did not take it, or it has no command for this.
    """
    name = f"The printer {queue}" if queue else "The system's default printer"
    if sys.platform == "win32":
        raise PrinterError(f"{name} cannot be used from the command line on Windows: print from the window. Nothing was sent.")
    if tray and not _is_option(tray) and tray not in queue_options(queue).trays:
        raise PrinterError(f"{name} has no tray {tray}. Choose its tray in Settings. Nothing was sent.")
    width, height = size_points
    command = ["lp", *(["-d", queue] if queue else []), "-t", _TITLE, "-n", str(copies)]
    command += ["-o", "print-scaling=none", "-o", f"media={_media(width, height)}"]
    command += ["-o", f"InputSlot={tray}"] if tray else []
    _run([*command, "-"], pdf, name)


def _is_option(tray: str) -> bool:
    """Whether a tray's name can be nothing else in the options of a print job: a blank or = in it would begin another option."""
    return _PLAIN_TRAY.fullmatch(tray) is not None


def _media(width: float, height: float) -> str:
    return {(612, 792): "Letter", (595, 842): "A4"}.get((round(width), round(height)), f"Custom.{width:g}x{height:g}")
