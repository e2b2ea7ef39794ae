"""A window whose PC's clock was set back says so from its start."""

import os
import time


def test_a_clock_that_was_set_back_is_told_in_the_window(open_window, tmp_path):
    folder = tmp_path / "config"
    folder.mkdir()
    recent = folder / "recent.json"
    recent.write_text("[]", encoding="utf-8")
    tomorrow = time.time() + 86_400
    os.utime(recent, (tomorrow, tomorrow))
    assert "This PC's clock says" in open_window().window._fault.words()
