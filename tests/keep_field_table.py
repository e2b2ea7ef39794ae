"""Write the table of every field into `docs/interface.md`: `.venv/bin/python tests/keep_field_table.py`."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from ldn_calc.order.request_fields import FIELDS, RequestField  # noqa: E402

INTERFACE = ROOT / "docs" / "interface.md"
HEAD = "| field | value |\n|---|---|\n"
KINDS = {
    "text": "text",
    "date": "date",
    "expiry": "date, or month",
    "count": "count",
    "days": "count",
    "refills": "count",
    "flag": "true or false",
    "list": "list",
    "dose": "mass",
    "amount": "volume, or a number of capsules",
    "mass": "mass",
    "strength": "strength",
    "named-strength": "strength, or the mass of a capsule",
    "ordered": "capsules, volume or days",
    "percent": "percentage",
    "overfill": "percentage or volume",
    "strengths": "one or two masses",
}


def field_table() -> str:
    """A line a field: its path, and what it may be; `*` is a field that must be there."""
    return HEAD + "".join(f"| `{path}`{' *' if field.needed else ''} | {_value(field)} |\n" for path, field in FIELDS.items())


def _value(field: RequestField) -> str:
    if field.kind == "choice":
        return ", ".join(f"`{key}`" for key in field.keys) or "a name of the formulary"
    if field.kind == "weekdays":
        return "one to six of " + ", ".join(f"`{key}`" for key in field.keys)
    words = KINDS[field.kind]
    if field.kind == "list" and field.question:
        words += f", or `{field.offered[-1][0]}`"
    if field.limits is not None:
        unit = " %" if field.kind == "percent" else ""
        low = f"above {field.limits.least}" if field.limits.above else f"{field.limits.least}"
        high = f"below {field.limits.most}" if field.limits.below else f"{field.limits.most}"
        words += f", {low} to {high}{unit}"
    return words


def with_table(text: str) -> str:
    """The contract with the table as it is now in the place of the one that stands there."""
    before, _, rest = text.partition(HEAD)
    after = rest[rest.index("\n\n") + 1 :]
    return before + field_table() + after


if __name__ == "__main__":
    INTERFACE.write_text(with_table(INTERFACE.read_text("utf-8")), encoding="utf-8")
