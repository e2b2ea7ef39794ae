"""Keep the pictures of papers that a person has just looked at: `.venv/bin/python tests/golden/keep_pictures.py 01.label.en`."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS / "documents")]

from test_golden import GOLDEN, picture, read  # noqa: E402

if __name__ == "__main__":
    for name in sys.argv[1:]:
        for number in range(len(read(name))):
            picture(name, number).quantize(16).save(GOLDEN / f"{name}-{number + 1}.png", optimize=True)
            print(f"{name}-{number + 1}.png")
