"""What goes into the packed folder and what stays out."""

import doctest
from pathlib import Path

import artefacts
import bundle
import deb_test
import deb_text
import packing
import windows_version

ROOT = Path(__file__).parents[2]
QT = "PySide6/Qt"
ENTRIES = [
    ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0", "BINARY"),
    ("python3.11/lib-dynload/_json.cpython-311.so", "/usr/lib/python3.11/lib-dynload/_json.so", "EXTENSION"),
    ("PySide6/QtGui.abi3.so", "/venv/PySide6/QtGui.abi3.so", "EXTENSION"),
    (f"{QT}/lib/libQt6Gui.so.6", "/venv/lib/libQt6Gui.so.6", "BINARY"),
    (f"{QT}/lib/libQt6Core.so.6", "/venv/lib/libQt6Core.so.6", "BINARY"),
    (f"{QT}/lib/libQt6Qml.so.6", "/venv/lib/libQt6Qml.so.6", "BINARY"),
    (f"{QT}/lib/libQt6XcbQpa.so.6", "/venv/lib/libQt6XcbQpa.so.6", "BINARY"),
    (f"{QT}/lib/libQt6WaylandClient.so.6", "/venv/lib/libQt6WaylandClient.so.6", "BINARY"),
    (f"{QT}/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", "BINARY"),
    (f"{QT}/plugins/platforms/libqoffscreen.so", "/venv/libqoffscreen.so", "BINARY"),
    (f"{QT}/plugins/platforms/libqwayland.so", "/venv/libqwayland.so", "BINARY"),
    (f"{QT}/plugins/platformthemes/libqgtk3.so", "/venv/libqgtk3.so", "BINARY"),
    (f"{QT}/plugins/printsupport/libcupsprintersupport.so", "/venv/libcupsprintersupport.so", "BINARY"),
    (f"{QT}/plugins/imageformats/libqsvg.so", "/venv/libqsvg.so", "BINARY"),
    (f"{QT}/plugins/imageformats/libqtiff.so", "/venv/libqtiff.so", "BINARY"),
    ("libQt6Gui.so.6", f"{QT}/lib/libQt6Gui.so.6", "SYMLINK"),
    ("libQt6Qml.so.6", f"{QT}/lib/libQt6Qml.so.6", "SYMLINK"),
    ("libonlygtk.so.0", "/opt/libonlygtk.so.0", "BINARY"),
    ("libcups.so.2", "/lib/x86_64-linux-gnu/libcups.so.2", "BINARY"),
    ("libssl.so.3", "/usr/lib/x86_64-linux-gnu/libssl.so.3", "BINARY"),
    ("pypdfium2_raw/libpdfium.so", "/venv/pypdfium2_raw/libpdfium.so", "BINARY"),
    ("resources/data/vehicles.toml", "/src/resources/data/vehicles.toml", "DATA"),
    (f"{QT}/translations/qt_de.qm", "/venv/qt_de.qm", "DATA"),
    ("pint/testsuite/baseline/plot.png", "/venv/plot.png", "DATA"),
]
LINKED = {
    "/venv/PySide6/QtGui.abi3.so": {"libQt6Gui.so.6"},
    "/venv/lib/libQt6Gui.so.6": {"libQt6Core.so.6", "libssl.so.3"},
    "/venv/libqxcb.so": {"libQt6XcbQpa.so.6"},
    "/venv/libcupsprintersupport.so": {"libcups.so.2"},
    "/venv/libqgtk3.so": {"libonlygtk.so.0"},
}


def kept() -> set[str]:
    return {entry[0] for entry in packing.used(ENTRIES, lambda file: LINKED.get(file, set()))}


def test_what_the_program_uses_stays():
    assert kept() >= {
        "libpython3.11.so.1.0",
        "python3.11/lib-dynload/_json.cpython-311.so",
        "PySide6/QtGui.abi3.so",
        f"{QT}/lib/libQt6Gui.so.6",
        f"{QT}/lib/libQt6Core.so.6",
        f"{QT}/lib/libQt6XcbQpa.so.6",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqoffscreen.so",
        f"{QT}/plugins/printsupport/libcupsprintersupport.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        "libQt6Gui.so.6",
        "pypdfium2_raw/libpdfium.so",
        "resources/data/vehicles.toml",
    }


def test_what_nothing_uses_goes_with_what_only_it_needs():
    assert not kept() & {
        f"{QT}/lib/libQt6Qml.so.6", f"{QT}/lib/libQt6WaylandClient.so.6", f"{QT}/plugins/platforms/libqwayland.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so", f"{QT}/plugins/imageformats/libqtiff.so", "libQt6Qml.so.6", "libonlygtk.so.0",
        f"{QT}/translations/qt_de.qm", "pint/testsuite/baseline/plot.png",
    }  # fmt: skip


def test_libraries_of_the_system_stay_with_the_system_that_keeps_them_safe():
    assert not kept() & {"libcups.so.2", "libssl.so.3"}


def test_windows_paths_are_read_too():
    windows = [
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\py\\qwindows.dll", "BINARY"),
        ("PySide6\\plugins\\printsupport\\windowsprintersupport.dll", "C:\\py\\windowsprintersupport.dll", "BINARY"),
        ("PySide6\\plugins\\imageformats\\qtiff.dll", "C:\\py\\qtiff.dll", "BINARY"),
        ("PySide6\\opengl32sw.dll", "C:\\py\\opengl32sw.dll", "BINARY"),
        ("PySide6\\Qt6Core.dll", "C:\\py\\Qt6Core.dll", "BINARY"),
        ("PySide6\\translations\\qt_de.qm", "C:\\py\\qt_de.qm", "DATA"),
    ]
    assert [entry[0].rsplit("\\")[-1] for entry in packing.used(windows, lambda _file: set())] == [
        "qwindows.dll",
        "windowsprintersupport.dll",
        "Qt6Core.dll",
    ]


def test_pillow_keeps_only_what_it_opens_of_itself():
    modules = [(name, "", "PYMODULE") for name in ("PIL.Image", "PIL.PngImagePlugin", "PIL.FpxImagePlugin", "reportlab.pdfgen")]
    assert [entry[0] for entry in packing.used_modules(modules)] == ["PIL.Image", "PIL.PngImagePlugin", "reportlab.pdfgen"]


def test_every_shipped_file_lies_at_its_own_path():
    found = {(Path(folder) / Path(file).name).as_posix() for file, folder in packing.shipped_files(ROOT)}
    assert {"resources/data/vehicles.toml", "resources/text/sheet.es.toml", "resources/fonts/LiberationSans-Bold.ttf"} <= found
    assert "resources/licences/LGPL-3.0.txt" in found
    assert not [name for name in found if name.endswith((".py", ".pyc"))]


def test_what_is_pinned_to_run_is_shipped_and_what_only_builds_is_not():
    found = packing.pinned_here(ROOT)
    assert {"reportlab", "pillow", "pypdfium2", "shiboken6"} <= set(found)
    assert not set(found) & set(packing.NOT_SHIPPED)


def test_the_examples_in_the_scripts_hold():
    scripts = (packing, artefacts, bundle, deb_test, deb_text, windows_version)
    results = [doctest.testmod(script) for script in scripts]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= 6
