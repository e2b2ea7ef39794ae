"""What this program needs of PySide6 itself; see docs/decisions/pyside-6.11.md."""

import sys

from PySide6.QtWidgets import QLabel


def test_a_call_that_returns_nothing_takes_no_reference_from_none(qapp):
    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")
    assert sys.getrefcount(None) > before - 500
    label.deleteLater()
