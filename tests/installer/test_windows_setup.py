"""The installer's script: what is filled in, and what its words promise."""

import doctest
import re
import subprocess
from pathlib import Path

import make_setup
import pc
import pytest
import stage
import wine
from PIL import Image

SCRIPT = (make_setup.HERE / "setup.nsi").read_text(encoding="utf-8")
MARKS = b"".join([stage.version_mark(), *stage.icon_pictures()])
SIZE = 16 * 1024


@pytest.mark.parametrize("module", [make_setup, pc, wine], ids=lambda module: module.__name__)
def test_examples_in_the_scripts_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.fixture
def packed(tmp_path, monkeypatch):
    """make_setup with a makensis that only writes the file it is asked for."""

    def run(command, **options):
        said = (options["cwd"] / "values.nsh").read_text(encoding="utf-8")
        Path(re.search(r'!define OUT "(.*)"', said)[1]).write_bytes(b"MZ")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(make_setup.subprocess, "run", run)
    folder = tmp_path / "folder"
    for name in stage.MUST_HAVE:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((b"MZ" + (MARKS if path.suffix == ".exe" else b"")).ljust(SIZE, b"\0"))
    return folder


def test_version_size_and_folder_are_filled_in(packed, tmp_path):
    setup = make_setup.make_setup(packed, "1.2.3", tmp_path / "out", tmp_path / "work")
    said = dict(re.findall(r'!define (\w+) "(.*)"', (tmp_path / "work" / "values.nsh").read_text(encoding="utf-8")))
    assert setup.name == "ldn-calc-1.2.3-setup-x64.exe"
    assert said["VERSION"] == "1.2.3"
    assert said["VERSION_FOUR"] == "1.2.3.0"
    assert said["KILOBYTES"] == str(len(stage.MUST_HAVE) * SIZE // 1024)
    assert said["STAGE"] == str(packed)
    assert said["COMPRESSOR"] == "lzma"
    assert "SIGN" not in said


def test_a_test_packs_quickly_and_an_owner_signs(packed, tmp_path):
    make_setup.make_setup(packed, "1.2.3", tmp_path / "out", tmp_path / "work", quick=True, sign="sign --with key")
    said = (tmp_path / "work" / "values.nsh").read_text(encoding="utf-8")
    assert '!define COMPRESSOR "zlib"' in said
    assert '!define SIGN "sign --with key"' in said


def test_the_side_picture_is_the_drawing_on_its_own_color(tmp_path):
    make_setup.draw_side(tmp_path / "side.bmp")
    with Image.open(tmp_path / "side.bmp") as side:
        assert (side.format, side.mode, side.size) == ("BMP", "RGB", make_setup.SIDE)
        counts = sorted(side.getcolors(maxcolors=100_000), reverse=True)
        assert counts[0][1] == side.getpixel((0, 0)) != (255, 255, 255)
        assert counts[1][1] == (255, 255, 255)


def test_a_folder_with_a_fault_is_not_packed(packed, tmp_path):
    (packed / "_internal" / "icuuc.dll").write_bytes(b"MZ")
    with pytest.raises(ValueError, match=r"icuuc\.dll is a part of Windows"):
        make_setup.make_setup(packed, "1.2.3", tmp_path / "out", tmp_path / "work")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", ["", 'a"b', "a$b", "a\nb"])
def test_a_value_that_nsis_would_read_otherwise_is_refused(value):
    with pytest.raises(ValueError, match="VERSION cannot be"):
        make_setup.values({"VERSION": value})


def test_every_value_of_the_script_is_filled_in_and_used(packed, tmp_path):
    make_setup.make_setup(packed, "1.2.3", tmp_path / "out", tmp_path / "work")
    given = set(re.findall(r"!define (\w+)", (tmp_path / "work" / "values.nsh").read_text(encoding="utf-8")))
    own = set(re.findall(r"!define (\w+)", SCRIPT))
    used = set(re.findall(r"\$\{([A-Z_]+)\}", SCRIPT))
    assert given <= used
    assert used - own - given <= {"FROM", "WHAT", "CODE", "WORDS", "UN", "SIGN"}


def test_only_what_the_installer_laid_there_is_ever_removed_with_all_it_holds():
    whole = re.findall(r"RMDir /r (.*)", SCRIPT)
    assert whole
    assert {line.split(" ;")[0] for line in whole} == {r'"$INSTDIR\${NEW}"'}
    assert '!define NEW ".ldn-calc-new"' in SCRIPT  # a name that no other program's folder has
    assert not re.search(r"APPDATA", SCRIPT, re.IGNORECASE)


def test_nothing_asks_a_person_in_a_silent_run():
    for line in SCRIPT.splitlines():
        if "MessageBox" in line and "/SD" not in line:
            assert "is open. Save your work" in line or "Please choose a new or an empty folder" in line


def in_order(start, *words):
    """Whether each of these stands once or more behind the one before, from the line `start` on."""
    places = [SCRIPT.index(start)]
    for each in words:
        places.append(SCRIPT.find(each, places[-1] + 1))
    return -1 not in places


def test_the_box_of_multiuser_that_would_wait_in_a_silent_run_is_never_reached():
    stops = "StopWith ${ADMINISTRATOR}"
    assert in_order("Function .onInit", '!= "Admin"', '"/ALLUSERS"', stops, "!insertmacro MULTIUSER_INIT\n")


def test_what_is_installed_for_everyone_gets_no_second_copy_beside_it_unless_that_is_asked_for():
    stops = "StopWith ${ADMINISTRATOR}"
    read, asked = 'ReadRegStr $R2 HKLM "${KEY}" "InstallLocation"', '"/CURRENTUSER"'
    assert in_order(
        "Function .onInit", '!= "Admin"', read, "ClearErrors", asked, '$R2 != ""', stops, "!insertmacro MULTIUSER_INIT\n"
    )


def test_an_installation_that_was_cut_off_can_be_done_again():
    assert in_order("Function IsFreeOrOurs", r'FileExists} "$INSTDIR\${NEW}\*.*"', "FunctionEnd")
    assert in_order("\nSection\n", "WriteUninstaller", "!insertmacro MoveIn", "SectionEnd")


def test_a_file_held_for_a_moment_is_tried_again_whichever_of_the_two_it_is():
    assert in_order("!macro MoveOne", "${Do}", r'Rename "$INSTDIR\${WHAT}"', r'Rename "${FROM}\${WHAT}"', "${Loop}")


def test_removing_takes_the_programs_first_and_stops_where_one_runs():
    programs = [rf'Delete "$INSTDIR\{name}"' for name in ("${WINDOW}", "${COMMAND}")]
    assert in_order('Section "Uninstall"', *programs, "Call un.IsRunning", "Quit", "!insertmacro RemoveFiles", "SectionEnd")


def test_the_program_is_never_ended_by_force():
    assert re.search(r"taskkill\.exe\" /IM \$\{WINDOW\}", SCRIPT)
    assert "/F" not in re.search(r"taskkill[^\n]*", SCRIPT)[0]


def test_the_stub_for_wine_has_every_name_that_is_asked_for():
    source = (wine.HERE / "wine" / "icuuc.c").read_text(encoding="utf-8")
    assert len(re.findall(r"^EXPORT", source, re.MULTILINE)) == 20
    assert "ucnv_open(" in source
    assert "fails if this library is in what it ships" in source


def test_a_registry_answer_is_read():
    class Answers:
        def run(self, *_command):
            rows = ["DisplayName    REG_SZ    LDN Calc", "EstimatedSize    REG_DWORD    0x10"]
            said = "\nHKEY_LOCAL_MACHINE\\Software\\X\n" + "".join(f"    {row}\n" for row in rows)
            return pc.Ended(0, said, "")

    class Silent:
        def run(self, *_command):
            return pc.Ended(1, "", "no such key")

    assert pc.registry_values(Answers(), "HKLM\\X") == {"DisplayName": "LDN Calc", "EstimatedSize": "0x10"}
    assert pc.registry_values(Silent(), "HKLM\\X") == {}
