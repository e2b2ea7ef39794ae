"""What is clinically or technically doubtful, as data.

A finding says that something is so, never how to word it: sentences, sources and the severities a code may have are rows
of `resources/text/findings.toml`, in English and Spanish.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding holds back, most first: a stop is never overridden, a pharmacist settles a review, a note informs."""

    STOP = "stop"
    REVIEW = "review"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Its place where findings are listed, the most serious first: 0 for a stop.

        >>> [severity.value for severity in sorted(Severity, key=lambda each: each.rank)]
        ['stop', 'review', 'note']
        """
        return list(Severity).index(self)


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing a pharmacist must know.

    Attributes:
        code: a key of `resources/text/findings.toml`.
        severity: one of those its row allows.
        field: the request's path it is about, as in `rx.regimen[0].take[1].dose`.
        facts: printed quantities and words that fill the sentence's placeholders.
    """

    code: str
    severity: Severity
    field: str
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
