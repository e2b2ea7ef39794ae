"""One reader for every text that comes in: whatever an editor, a disk or another system makes of a file."""

from __future__ import annotations

import json
import os
import time
import unicodedata

import pytest

from ldn_calc.application.files.text_files import UnreadableError, composed_json, read_bytes, read_text, text_of

PATIENT = "Ana Núñez Ẽ"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    path = tmp_path / "rx.json"
    path.write_bytes(b"\xef\xbb\xbf{}")
    assert read_text(path) == "{}"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_are_composed_whoever_wrote_them(form):
    assert text_of(unicodedata.normalize(form, PATIENT).encode()) == unicodedata.normalize("NFC", PATIENT)


def test_letters_that_json_writes_as_escapes_are_composed_and_nothing_else_of_it_is_changed():
    written = json.dumps({"name": unicodedata.normalize("NFD", PATIENT), "other": 'a\\u0303 "\n\u0007 😀'})
    read = json.loads(composed_json(written))
    assert read == {"name": unicodedata.normalize("NFC", PATIENT), "other": 'a\\u0303 "\n\u0007 😀'}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding):
    with pytest.raises(UnreadableError, match="UTF-16"):
        text_of('{"rx": {}}'.encode(encoding))


def test_what_is_no_utf_8_is_named_with_its_place():
    with pytest.raises(UnreadableError, match="byte 3: 0xff; expected text saved as UTF-8"):
        text_of(b"ab\xff")


def test_what_is_no_file_is_said_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    begun = time.monotonic()
    for path, found in ((tmp_path, "a folder"), (tmp_path / "pipe", "a pipe"), ("/dev/zero", "a device"), ("/dev/tty", "a device")):
        with pytest.raises(UnreadableError) as error:
            read_bytes(type(tmp_path)(path))
        assert error.value.found == found
        assert not error.value.is_missing
    assert time.monotonic() - begun < 1


def test_what_is_not_there_and_what_is_too_large_are_told_apart(tmp_path):
    with pytest.raises(UnreadableError) as error:
        read_bytes(tmp_path / "none")
    assert error.value.is_missing
    (tmp_path / "large").write_bytes(b"a" * 2_000_001)
    with pytest.raises(UnreadableError, match="more than 2 MB") as error:
        read_bytes(tmp_path / "large", 2_000_000)
    assert not error.value.is_missing
    with pytest.raises(UnreadableError):
        read_bytes(tmp_path / "a\0b")
