"""What stands beside every artefact: sums, bill of materials, signature."""

import json
import subprocess
import sys

import artefacts
import pytest

PARTS = [
    {"name": "LDN Calc", "version": "0.1.0", "licence": "MIT", "address": "", "distribution": ""},
    {"name": "Qt", "version": "6.11.3", "licence": "LGPL-3.0-only", "address": "https://www.qt.io", "distribution": ""},
    {"name": "Pint", "version": "0.25.3", "licence": "BSD-3-Clause", "address": "https://x.example", "distribution": "Pint"},
]
HASHES = {"ldn-calc": "ab" * 32, "libQt6Gui.so.6": "-> PySide6/Qt/lib/libQt6Gui.so.6"}


def bill(**changed) -> str:
    given = {"version": "0.1.0", "parts": PARTS, "hashes": HASHES, "made_at": 1_795_340_000, "wheels": {"pint": ["cd" * 32]}}
    return artefacts.bill_of_materials(**given | changed)


def test_the_bill_names_every_part_with_version_licence_and_where_it_is_from():
    document = json.loads(bill())
    assert (document["bomFormat"], document["specVersion"], document["version"]) == ("CycloneDX", "1.5", 1)
    assert document["metadata"]["component"]["name"] == "LDN Calc"
    assert document["metadata"]["timestamp"] == "2026-11-22T09:33:20Z"
    qt, pint = (each for each in document["components"] if each["type"] == "library")
    assert (qt["name"], qt["version"], qt["licenses"]) == ("Qt", "6.11.3", [{"expression": "LGPL-3.0-only"}])
    assert pint["purl"] == "pkg:pypi/pint@0.25.3"
    assert pint["properties"] == [{"name": "ldn-calc:locked-sha256", "value": "cd" * 32}]
    assert document["dependencies"][0]["dependsOn"] == ["qt@6.11.3", "pint@0.25.3"]


def test_the_bill_holds_every_file_with_its_hash_and_no_links():
    files = [each for each in json.loads(bill())["components"] if each["type"] == "file"]
    assert [(each["name"], each["hashes"][0]["content"]) for each in files] == [("ldn-calc", "ab" * 32)]


def test_references_are_unique_and_the_same_content_gives_the_same_bill():
    document = json.loads(bill())
    references = [each["bom-ref"] for each in document["components"]]
    assert len(set(references)) == len(references)
    assert bill() == bill()
    assert json.loads(bill(hashes={**HASHES, "more": "ef" * 32}))["serialNumber"] != document["serialNumber"]


def test_sums_are_those_that_sha256sum_checks(tmp_path):
    artefact = tmp_path / "ldn-calc_0.1.0_amd64.deb"
    artefact.write_bytes(b"package")
    written = artefacts.finish(artefact, bill())
    assert [path.name for path in written] == [f"{artefact.name}.cdx.json", f"{artefact.name}.sha256"]
    checked = subprocess.run(["sha256sum", "--check", "--quiet", written[1].name], cwd=tmp_path, check=False)
    assert checked.returncode == 0
    artefact.write_bytes(b"another")
    checked = subprocess.run(["sha256sum", "--check", "--status", written[1].name], cwd=tmp_path, check=False)
    assert checked.returncode == 1


def test_the_owners_command_signs_before_the_sum_is_taken(tmp_path, monkeypatch):
    signer = tmp_path / "signer.py"
    signer.write_text("import sys\nopen(sys.argv[-1], 'ab').write(b' signed by ' + sys.argv[1].encode())\n", encoding="utf-8")
    monkeypatch.setenv("SIGN_COMMAND", f"{sys.executable} {signer} 'the owner'")
    artefact = tmp_path / "setup.exe"
    artefact.write_bytes(b"setup")
    artefacts.finish(artefact, bill())
    assert artefact.read_bytes() == b"setup signed by the owner"
    assert (tmp_path / "setup.exe.sha256").read_text().startswith(artefacts.sha256(artefact))


def test_a_signature_that_fails_fails_the_build(tmp_path, monkeypatch):
    monkeypatch.setenv("SIGN_COMMAND", "false")
    artefact = tmp_path / "setup.exe"
    artefact.write_bytes(b"setup")
    with pytest.raises(subprocess.CalledProcessError):
        artefacts.finish(artefact, bill())
    assert not (tmp_path / "setup.exe.sha256").exists()


def test_hashes_of_a_folder_tell_links_from_files(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a.so").write_bytes(b"a")
    (tmp_path / "a.so").symlink_to("lib/a.so")
    assert artefacts.file_hashes(tmp_path) == {"a.so": "-> lib/a.so", "lib/a.so": artefacts.sha256(tmp_path / "lib" / "a.so")}
