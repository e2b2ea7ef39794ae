"""Where the samples are; a test that prints final papers takes copies of them (`own_samples`)."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SAMPLES"]

SAMPLES = Path(__file__).parent / "prescriptions"
