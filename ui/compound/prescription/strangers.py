"""What is said of keys of a file that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ui.compound.prescription.field_rows import whole_stranger
from ui.kit.words import listed

if TYPE_CHECKING:
    from ldn_calc.procedure.printed import PrintedError

__all__ = ["stranger_sentences"]


def stranger_sentences(errors: Sequence[PrintedError]) -> list[str]:
    """What stands in a file and in no form, with what may be meant by it.

    >>> stranger_sentences([{"path": "colour", "found": "colour", "expected": "one of the keys rx, fill"}])
    ['The file says “colour”, which means nothing here.', 'Nothing can be planned until that is taken out.']
    """
    if not errors:
        return []
    meant = [re.search(r"did you mean [^?]+\?", each["expected"]) for each in errors]
    said = [
        f"“{whole_stranger(each['path'])}”" + (f" ({near[0]})" if near else "") for each, near in zip(errors, meant, strict=True)
    ]
    names = list(dict.fromkeys(said))
    means = "means" if len(names) == 1 else "mean"
    return [f"The file says {listed(names)}, which {means} nothing here.", "Nothing can be planned until that is taken out."]
