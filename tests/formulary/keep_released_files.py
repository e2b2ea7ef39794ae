"""Write down the shipped rows, lists and sentences as they are now: `.venv/bin/python tests/formulary/keep_released_files.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from ldn_calc.formulary.shipped_files import digests, typefaces  # noqa: E402

HEAD = '''"""Every shipped row, list and sentence by its SHA-256, as released; tests/formulary/keep_released_files.py writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["RELEASED"]

RELEASED: Final[Mapping[str, str]] = {
'''

if __name__ == "__main__":
    lines = [f'    "{path}": "{digest}",\n' for path, digest in {**digests(), **typefaces()}.items()]
    (ROOT / "ldn_calc" / "formulary" / "released_files.py").write_text(HEAD + "".join(lines) + "}\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} files\n")
