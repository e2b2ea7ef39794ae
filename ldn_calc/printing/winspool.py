"""Raw printing on Windows through winspool.drv; the library is handed in where it is tested."""

from __future__ import annotations

import ctypes
from typing import Any, Final

from ldn_calc.printing.errors import PrinterError

__all__ = ["queue_names", "send_raw"]

_LOCAL_AND_CONNECTED: Final = 0x2 | 0x4


class _DocInfo(ctypes.Structure):
    """DOC_INFO_1W: title, output file, data type."""

    _fields_ = (("title", ctypes.c_wchar_p), ("output", ctypes.c_wchar_p), ("datatype", ctypes.c_wchar_p))


class _PrinterInfo(ctypes.Structure):
    """PRINTER_INFO_4W: printer, server, attributes."""

    _fields_ = (("printer", ctypes.c_wchar_p), ("server", ctypes.c_wchar_p), ("attributes", ctypes.c_uint32))


def _spooler() -> Any:
    return ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined]


def send_raw(job: bytes, queue: str, title: str, spooler: Any = None) -> None:
    """Hand a job to a queue as data type RAW, so that no driver touches it.

    Args:
        job: its bytes.
        queue: the printer's name in Windows.
        title: what the queue shows.
        spooler: winspool.drv.

    Raises:
        PrinterError: there is no such queue (nothing was sent), or it did not take the whole job (in doubt).
    """
    spooler = spooler or _spooler()
    printer = ctypes.c_void_p()
    if not spooler.OpenPrinterW(ctypes.c_wchar_p(queue), ctypes.byref(printer), None):
        raise PrinterError(f"Windows has no printer {queue}. Look at its name in Settings. Nothing was sent.")
    try:
        if not spooler.StartDocPrinterW(printer, 1, ctypes.byref(_DocInfo(title, None, "RAW"))):
            raise PrinterError(f"The printer {queue} did not take the job. Nothing was sent.")
        written = ctypes.c_uint32()
        whole = bool(spooler.StartPagePrinter(printer))
        whole = whole and bool(spooler.WritePrinter(printer, job, len(job), ctypes.byref(written))) and written.value == len(job)
        whole = bool(spooler.EndPagePrinter(printer)) and whole
        if not (spooler.EndDocPrinter(printer) and whole):
            raise PrinterError(f"The printer {queue} stopped on the way. Look at it before printing again.", in_doubt=True)
    finally:
        spooler.ClosePrinter(printer)


def queue_names(spooler: Any = None) -> list[str]:
    """The names of this computer's printers; an empty list where Windows does not tell them."""
    spooler = spooler or _spooler()
    needed, count = ctypes.c_uint32(), ctypes.c_uint32()
    spooler.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, None, 0, ctypes.byref(needed), ctypes.byref(count))
    room = ctypes.create_string_buffer(max(1, needed.value))
    if not spooler.EnumPrintersW(_LOCAL_AND_CONNECTED, None, 4, room, needed.value, ctypes.byref(needed), ctypes.byref(count)):
        return []
    rows = ctypes.cast(room, ctypes.POINTER(_PrinterInfo))
    return [str(rows[index].printer) for index in range(count.value)]
