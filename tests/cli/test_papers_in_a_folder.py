"""`print --out`: the papers of one plan stand together or not at all; a draft says so; a final paper's lot is kept."""

from __future__ import annotations

import itertools
import json
import os
import resource
import signal
import stat
import unicodedata
from functools import partial
from pathlib import Path

import pytest
from pdf_pages import information, read_pages
from split_off import SplitOff

from ldn_calc.application.papers import folder as paper_folder
from ldn_calc.cli import main

CLOCK = "2026-11-22T09:30"
LATER = "2026-11-22T14:05"
PHARMACY = '[pharmacy]\nname = "Dover Compounding"\naddress = "1 Main Street, Dover"\nphone = "302-555-0142"\n'


@pytest.fixture
def run(tmp_path, own_samples, capsys):
    """Run a command with a pharmacy that is set up; a number stands for a copy of that sample."""
    settings = tmp_path / "settings.toml"
    settings.write_text(PHARMACY, encoding="utf-8")

    def run_command(name, request, *options, clock=CLOCK, settings=settings):
        path = next(own_samples.glob(f"{request:02}-*.json")) if isinstance(request, int) else request
        code = main([name, str(path), *options, "--clock", clock, "--settings", str(settings)])
        said = capsys.readouterr()
        return code, said.out, said.err

    run_command.samples = own_samples
    return run_command


def held(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


def text_of(path):
    return [page.text for page in read_pages(path.read_bytes())]


@pytest.mark.parametrize("papers", ["sheet", "label", "label,sheet,worksheet", "master"])
def test_papers_of_two_prescriptions_never_stand_in_one_folder(run, tmp_path, papers):
    out = tmp_path / "papers"
    assert run("print", 1, "--out", str(out))[0] == 0
    before = held(out)
    code, said, why = run("print", 2, "--only", papers, "--out", str(out))
    assert (code, said) == (1, "")
    assert "holds the papers of another prescription" in why
    assert "240101" in why, "it names the lot that is there"
    assert held(out) == before
    assert "lot" not in json.loads(next(run.samples.glob("02-*")).read_text("utf-8"))["preparation"], "no lot without a paper"


def test_the_same_prescription_is_printed_again_into_the_same_folder(run, tmp_path):
    out = tmp_path / "papers"
    for clock in (CLOCK, LATER):
        assert run("print", 1, "--out", str(out), clock=clock)[0] == 0
        assert run("print", 1, "--only", "sheet", "--out", str(out), clock=clock)[0] == 0
    assert sorted(held(out)) == ["label.pdf", "sheet.pdf", "worksheet.pdf"]


def test_papers_of_an_older_plan_never_stand_beside_a_newer_one(run, tmp_path):
    out = tmp_path / "papers"
    path = next(run.samples.glob("01-*"))
    assert run("print", path, "--out", str(out))[0] == 0
    before = held(out)
    request = json.loads(path.read_text("utf-8"))
    request["rx"]["regimen"][0]["take"][0]["dose"] = "3 mg"
    path.write_text(json.dumps(request), encoding="utf-8")
    code, _, why = run("print", path, "--only", "sheet", "--out", str(out))
    assert code == 1
    assert "another plan of this prescription" in why
    assert held(out) == before
    assert run("print", path, "--out", str(out))[0] == 0
    assert set(held(out)) == set(before)
    assert not set(held(out).values()) & set(before.values())


def test_a_paper_that_does_not_say_whose_it_is_is_not_written_over(run, tmp_path):
    out = tmp_path / "papers"
    out.mkdir()
    (out / "label.pdf").write_bytes(b"%PDF-1.4 from elsewhere")
    code, _, why = run("print", 1, "--out", str(out))
    assert code == 1
    assert "does not say to which prescription it belongs" in why
    assert list(held(out).values()) == [b"%PDF-1.4 from elsewhere"]


def test_the_text_beside_a_paper_says_the_same_is_its_owners_alone_and_never_outlives_it(run, tmp_path):
    out = tmp_path / "papers"
    papers = "label,sheet,worksheet,master"
    code, said, _ = run("print", 1, "--only", papers, "--text", "--out", str(out))
    assert code == 0
    assert [Path(line).name for line in said.splitlines()][-3:] == ["sheet.txt", "worksheet.txt", "master.txt"]
    texts = {name: content.decode("utf-8") for name, content in held(out).items() if name.endswith(".txt")}
    assert sorted(texts) == ["master.txt", "sheet.txt", "worksheet.txt"]  # a label has none
    assert {stat.S_IMODE((out / name).stat().st_mode) for name in texts} == {0o600}
    assert "4.5 mL = 4.5 mg" in texts["sheet.txt"]
    assert "# COMPOUNDING RECORD" in texts["worksheet.txt"].splitlines()
    for name, text in texts.items():
        assert text.splitlines()[-1] == information((out / name).with_suffix(".pdf").read_bytes())["Keywords"]
    assert run("print", 1, "--only", "sheet", "--sheet", "two-page", "--out", str(out))[0] == 0  # nobody asked for its text again
    assert (out / "sheet.txt").read_text("utf-8") != texts["sheet.txt"]
    assert (out / "worksheet.txt").read_text("utf-8") == texts["worksheet.txt"]


@pytest.mark.parametrize("content", [b"whose is it", b"", b"\xff\xfe"])
def test_a_text_that_does_not_say_whose_it_is_or_is_anothers_is_not_written_over(run, tmp_path, content):
    out = tmp_path / "papers"
    out.mkdir()
    (out / "sheet.txt").write_bytes(content)
    code, _, why = run("print", 1, "--only", "sheet", "--text", "--out", str(out))
    assert code == 1
    assert "holds a sheet.txt that does not say to which prescription it belongs" in why
    assert run("print", 2, "--only", "worksheet", "--text", "--out", str(tmp_path / "other"))[0] == 0
    (out / "sheet.txt").write_bytes((tmp_path / "other" / "worksheet.txt").read_bytes())
    code, _, why = run("print", 1, "--only", "label", "--out", str(out))
    assert code == 1
    assert "holds the papers of another prescription (sheet.txt, lot 240102" in why


def test_two_prints_at_once_into_one_folder_never_mix(tmp_path, own_samples):
    (tmp_path / "settings.toml").write_text(PHARMACY, encoding="utf-8")
    for round_number in range(3):
        out = tmp_path / f"papers {round_number}"
        words = ["--out", str(out), "--clock", CLOCK, "--settings", str(tmp_path / "settings.toml")]
        prints = [
            SplitOff(partial(main, ["print", str(next(own_samples.glob(f"0{number}-*"))), *words]), tmp_path / f"said {number}")
            for number in (1, 2)
        ]
        assert sorted(each.wait() for each in prints) == [0, 1]
        marks = {paper_folder._mark_in(path).prescription for path in out.iterdir()}
        assert len(marks) == 1
        assert len(list(out.iterdir())) == 3


def test_a_disk_that_fills_leaves_the_folder_as_it_was_and_says_so(run, tmp_path):
    out = tmp_path / "papers"
    assert run("print", 1, "--out", str(tmp_path / "elsewhere"))[0] == 0
    sizes = {name: len(content) for name, content in held(tmp_path / "elsewhere").items()}
    assert run("print", 1, "--only", "label", "--out", str(out))[0] == 0
    before = held(out)
    assert sizes["label.pdf"] < max(sizes.values()), "the label alone fits the disk"
    room = max(sizes.values()) - 1
    path = next(run.samples.glob("01-*"))

    def prints():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        return main(["print", str(path), "--out", str(out), "--clock", CLOCK, "--settings", str(tmp_path / "settings.toml")])

    assert SplitOff(prints, tmp_path / "said").wait() == 1
    assert (tmp_path / "said").read_text("utf-8") == f"{out} cannot be written: File too large.\n"
    assert held(out) == before


def test_no_paper_says_in_its_own_words_whose_it_is(run, tmp_path):
    assert run("print", 1, "--out", str(tmp_path / "papers"))[0] == 0
    for path in (tmp_path / "papers").iterdir():
        told = str(information(path.read_bytes()))
        assert not [word for word in ("Okafor", "Ruth", "1958") if word in told]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("number", [1, 2, 9])
@pytest.mark.parametrize("command", ["print", "batch"])
def test_every_page_of_a_draft_says_so_also_where_nothing_is_open(run, tmp_path, command, number):
    out = tmp_path / "papers"
    assert run(command, number, "--draft", "--out", str(out))[0] == 0
    papers = sorted(out.rglob("*.pdf"))
    assert [path.stem for path in papers] == ["label", "sheet", "worksheet"]
    for path in papers:
        assert all("DRAFT" in page or "BORRADOR" in page for page in text_of(path)), path
    assert "lot" not in json.loads(next(run.samples.glob(f"{number:02}-*")).read_text("utf-8")).get("preparation", {})


@pytest.mark.parametrize("command", ["print", "batch"])
def test_a_final_papers_lot_is_kept_and_printed_again_later(run, tmp_path, command):
    path = next(run.samples.glob("01-*"))
    path.chmod(0o640)
    assert run(command, path, "--out", str(tmp_path / "first"))[0] == 0
    kept = json.loads(path.read_text("utf-8"))["preparation"]["lot"]
    assert kept == "240101-1-261122-0930"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.read_bytes()
    assert run("print", path, "--only", "label", "--out", str(tmp_path / "second"), clock=LATER)[0] == 0
    assert path.read_bytes() == before
    assert any(kept in page for page in text_of(tmp_path / "second" / "label.pdf"))


def test_a_batch_begun_again_knows_a_request_in_which_it_kept_a_lot(run, tmp_path):
    path = next(run.samples.glob("01-*"))
    first = run("batch", path, "--out", str(tmp_path / "out"))
    papers = held(next(each for each in (tmp_path / "out").iterdir() if each.is_dir()))
    again = run("batch", path, "--out", str(tmp_path / "out"), clock=LATER)
    assert (again[0], again[1]) == (first[0], first[1])
    folders = [each for each in (tmp_path / "out").iterdir() if each.is_dir()]
    assert len(folders) == 1
    assert {name: text_of(folders[0] / name) for name in papers} == {name: text_of(folders[0] / name) for name in held(folders[0])}
    journal = json.loads((tmp_path / "out" / "batch.json").read_text("utf-8"))
    assert len(journal["entries"]) == 1


def test_what_cannot_keep_its_lot_says_so(run, tmp_path):
    path = next(run.samples.glob("01-*"))
    path.chmod(0o444)
    before = path.read_bytes()
    code, _, told = run("print", path, "--out", str(tmp_path / "out"))
    assert code == 0
    assert told.startswith("The lot 240101-1-261122-0930 is not kept in the request (")
    assert path.read_bytes() == before
    code, table, _ = run("batch", path, "--out", str(tmp_path / "batch"))
    assert code == 0
    assert "is not kept in the request" in table


def test_a_lot_that_no_request_can_keep_is_said_and_stops_nothing(run, tmp_path):
    path = next(run.samples.glob("01-*"))
    request = json.loads(path.read_text("utf-8"))
    request["rx"]["number"] = " 7 "
    path.write_text(json.dumps(request), encoding="utf-8")
    before = path.read_bytes()
    code, table, _ = run("batch", path, "--out", str(tmp_path / "batch"), "--only", "worksheet")
    assert (code, "is not kept in the request (preparation.lot: expected" in table) == (0, True)
    assert path.read_bytes() == before


def test_practice_keeps_no_lot(run, tmp_path):
    before = next(run.samples.glob("01-*")).read_bytes()
    code, _, told = run("print", 1, "--out", str(tmp_path / "out"), settings=tmp_path / "none.toml")
    assert code == 0
    assert told == f"There is no settings file {tmp_path / 'none.toml'}: no pharmacy is set up, and every paper says PRACTICE.\n"
    assert next(run.samples.glob("01-*")).read_bytes() == before


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_letters_in_pieces_and_byte_order_marks_are_read_everywhere(run, tmp_path, capsys, form, mark):
    """Request, settings and own file as Notepad and a Mac write them: planned, printed, batched and proved alike."""
    path = next(run.samples.glob("01-*"))
    request = json.loads(path.read_text("utf-8"))
    request["rx"]["patient"]["name"] = "Ana Núñez Ẽ"
    path.write_bytes(mark + unicodedata.normalize(form, json.dumps(request, ensure_ascii=form == "NFD")).encode())
    settings = tmp_path / "Núñez" / "settings.toml"
    settings.parent.mkdir()
    settings.write_bytes(mark + unicodedata.normalize(form, PHARMACY.replace("Dover Compounding", "Farmacia Peña")).encode())
    own = '[owner]\nname = "Farmacia Peña"\n[fillers."lactose anhydrous"]\nsource = "Año"\n'
    settings.with_name("formulary.toml").write_bytes(mark + unicodedata.normalize(form, own).encode())
    code, result, _ = run("plan", path, "--json", settings=settings)
    assert (code, json.loads(result)["status"]) == (0, "ready")
    stored = tmp_path / "result.json"
    stored.write_bytes(mark + result.encode())
    assert main(["prove", str(path), str(stored), "--json", "--settings", str(settings)]) == 0
    assert json.loads(capsys.readouterr().out)["agrees"]
    assert run("print", path, "--out", str(tmp_path / "out"), settings=settings)[0] == 0
    assert any("Ana Núñez Ẽ" in page for page in text_of(tmp_path / "out" / "label.pdf"))
    assert any("Farmacia Peña" in page for page in text_of(tmp_path / "out" / "label.pdf"))
    assert run("batch", path, "--out", str(tmp_path / "batch"), settings=settings)[0] == 0


@pytest.mark.parametrize(
    "written", ['owner = "Kent Pharmacy"', '[owner]\nname = "Kent Pharmacy"', "owner = 3", "[owner]", '[owner]\nwho = "x"']
)
def test_an_own_file_of_another_pharmacy_is_refused(run, tmp_path, written):
    (tmp_path / "formulary.toml").write_text(written, encoding="utf-8")
    code, _, why = run("plan", 1)
    assert code == 2
    assert "owner" in why
    (tmp_path / "formulary.toml").write_text(written.replace("Kent Pharmacy", "dover  compounding"), encoding="utf-8")
    assert run("plan", 1)[0] == (0 if "Kent" in written else 2)


def test_a_print_stopped_at_any_time_leaves_old_papers_or_new_ones(run, tmp_path):
    """kill -9 again and again while it writes."""
    out = tmp_path / "papers"
    settings = str(tmp_path / "settings.toml")
    path = str(next(run.samples.glob("01-*")))
    assert run("print", path, "--out", str(out))[0] == 0

    def prints(last):
        steps, replace = itertools.count(1), Path.replace

        def counted(path, target):
            if next(steps) == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(path, target)

        Path.replace = counted  # in a process that is killed
        return main(["print", path, "--out", str(out), "--clock", CLOCK, "--settings", settings])

    for last in range(1, 7):
        assert SplitOff(partial(prints, last), tmp_path / "said").wait() == -signal.SIGKILL
        marks = {paper_folder._mark_in(each).plan for each in out.glob("*.pdf")}
        assert len(marks) <= 1
        assert run("print", path, "--out", str(out))[0] == 0
        assert sorted(held(out)) == ["label.pdf", "sheet.pdf", "worksheet.pdf"]
