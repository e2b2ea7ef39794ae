"""The folder for Windows: what must not be shipped stops the build, and removing it touches only what it brought."""

import re

import pytest
import stage

PROGRAM = b"MZ" + bytes(62)
MARKED = b"".join([PROGRAM, stage.version_mark(), *stage.icon_pictures()])


@pytest.fixture
def folder(tmp_path):
    for name in stage.MUST_HAVE:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(MARKED if name.endswith(".exe") else PROGRAM)
    return tmp_path


def put(folder, name, content=PROGRAM):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_a_whole_folder_has_no_faults(folder):
    put(folder, "_internal/PySide6/Qt6Core.dll")
    put(folder, "_internal/resources/fonts/a font.ttf", b"font")
    assert stage.faults(folder) == []


@pytest.mark.parametrize("name", stage.MUST_HAVE)
def test_each_needed_file_is_missed(folder, name):
    (folder / name).unlink()
    assert stage.faults(folder) == [f"{name} is missing"]


@pytest.mark.parametrize(
    "name", ["_internal/icuuc.dll", "_internal/mscms.dll", "_internal/PySide6/ICUUC.DLL", "api-ms-win-core-winrt-l1-1-0.dll"]
)
def test_a_part_of_windows_can_only_be_from_wine(folder, name):
    put(folder, name)
    assert stage.faults(folder) == [f"{name} is a part of Windows"]


def test_a_program_without_version_or_icon_is_not_shipped(folder):
    put(folder, "ldn-calc.exe")
    put(folder, "ldn-calc-window.exe", MARKED.replace(stage.icon_pictures()[-1], b""))
    assert stage.faults(folder) == [
        "ldn-calc-window.exe has no icon",
        "ldn-calc.exe does not say its version",
        "ldn-calc.exe has no icon",
    ]


@pytest.mark.parametrize("mark", [b"Wine builtin DLL", b"Wine placeholder DLL"])
def test_a_library_of_wine_is_known_by_its_mark_under_any_name(folder, mark):
    put(folder, "_internal/helper.dll", PROGRAM + mark + bytes(32))
    assert stage.faults(folder) == ["_internal/helper.dll is a part of Wine"]


def test_a_library_for_linux_is_no_program_for_windows(folder):
    put(folder, "_internal/helper.pyd", b"\x7fELF" + bytes(60))
    assert stage.faults(folder) == ["_internal/helper.pyd is no program for Windows"]


def test_links_tests_and_traces_of_the_builder_are_faults(folder):
    put(folder, "_internal/pint/testsuite/a.txt", b"")
    put(folder, "_internal/pint-1.dist-info/direct_url.json", b"{}")
    (folder / "link.txt").symlink_to(folder / "LICENCES.txt")
    assert stage.faults(folder) == [
        "link.txt is a link",
        "_internal/pint-1.dist-info/direct_url.json says where it was built",
        "_internal/pint/testsuite/a.txt is of a test",
    ]


def test_every_file_and_folder_gets_the_same_time(folder):
    stage.set_times(folder, 1_795_340_000)
    assert {int(path.stat().st_mtime) for path in [folder, *folder.rglob("*")]} == {1_795_340_000}


def removed(names):
    return re.findall(r'^  (Delete|RMDir) "\$INSTDIR\\(.*)"$', stage.lists(names), re.MULTILINE)


def test_removing_names_each_file_then_each_folder_from_the_inside_out():
    assert removed(["a.exe", "b/c/d.txt", "b/e.txt"]) == [
        ("Delete", "a.exe"),
        ("Delete", r"b\c\d.txt"),
        ("Delete", r"b\e.txt"),
        ("RMDir", r"b\c"),
        ("RMDir", "b"),
    ]


def test_nothing_is_removed_with_all_it_holds():
    assert "/r" not in stage.lists(["b/c/d.txt"])
    assert "*" not in stage.lists(["b/c/d.txt"])


def test_what_stands_at_the_top_is_moved_in_once():
    moved = re.findall(r'MoveOne "\$\{FROM\}" "(.*)"', stage.lists(["a.exe", "b/c.txt", "b/d.txt"]))
    assert moved == ["a.exe", "b"]


def test_a_dollar_is_a_dollar():
    assert removed(["a$b.txt"]) == [("Delete", "a$$b.txt")]


@pytest.mark.parametrize("name", ['a"b', "a`b", "a\nb", "a*b", "a:b", " a", "a "])
def test_a_name_that_windows_has_not_is_refused(name):
    with pytest.raises(ValueError, match="no file name"):
        stage.lists([name])
