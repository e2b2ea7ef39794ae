"""Every part that is shipped is named with its version and its whole licence."""

from pathlib import Path

import pytest

from ldn_calc import __version__
from ldn_calc.application.installation.about import about, licences_text
from ldn_calc.formulary.formulary import shipped_formulary


@pytest.fixture(scope="module")
def found():
    return about()


def test_it_says_which_program_and_which_formulary(found):
    assert (found.version, found.formulary) == (__version__, shipped_formulary().fingerprint)


def test_every_part_has_a_version_and_a_whole_licence(found):
    assert [part.name for part in found.parts if not part.version or not part.licence or len(part.text) < 1000] == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Qt", "GNU LESSER GENERAL PUBLIC LICENSE"),
        ("Qt", "UNICODE, INC."),
        ("Qt for Python", "GNU GENERAL PUBLIC LICENSE"),
        ("Python", "PYTHON SOFTWARE FOUNDATION LICENSE"),
        ("Python", "Stefan Krah"),
        ("Python", "Microsoft Distributable Code"),
        ("Python", "libffi - Copyright"),
        ("ZXing-C++", "Robin Stuart"),
        ("ZXing-C++", "Apache License"),
        ("pypdfium2 and PDFium", "Copyright 2014 The PDFium Authors"),
        ("ReportLab", "ReportLab"),
        ("Pillow", "libjpeg"),
        ("Liberation Sans", "SIL OPEN FONT LICENSE"),
    ],
)
def test_the_licence_is_that_of_the_part(found, name, words):
    part = next(each for each in found.parts if each.name == name)
    assert words.lower() in part.text.lower()


def test_every_package_that_is_pinned_to_run_is_a_part(found):
    lines = (Path(__file__).parents[3] / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}
    not_shipped = {"setuptools", "charset-normalizer"}  # builds the source; ReportLab's guess at bytes without an encoding
    assert pinned - not_shipped == {part.distribution.lower() for part in found.parts if part.distribution}


def test_the_starter_has_the_version_that_the_build_is_pinned_to(found):
    lock = (Path(__file__).parents[3] / "requirements-bundle.txt").read_text(encoding="utf-8")
    starter = next(part for part in found.parts if part.name == "PyInstaller's starter")
    assert f"\npyinstaller=={starter.version} " in lock


def test_the_gathered_file_holds_every_text(found):
    text = licences_text(found.parts)
    assert all(part.text.strip() in text and f"{part.name} {part.version}\n{part.licence}" in text for part in found.parts)
