"""What the Compound page's presenter needs of form, plan, papers and shell; widgets answer to it, and so do tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.settings import Settings
    from ldn_calc.application.plan.planning import Planned

__all__ = ["FormView", "PapersShown", "PlanShown", "ShellView"]


class FormView(Protocol):
    """What the form shows."""

    def show_document(self, document: Mapping[str, Any]) -> None:
        """Show every field's value."""

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show a sentence under each of these paths, and none elsewhere."""

    def show_defaults(self, defaults: Mapping[str, object]) -> None:
        """Show what the plan took where nothing is written."""

    def show_regimen_words(self, words: str, *, base: bool) -> None:
        """Show the line under the regimen."""

    def show_asked_on(self, words: str, *, confirm: bool) -> None:
        """Say when the patient was asked, and offer to confirm the answers today, or not."""

    def show_lot(self, words: str, *, kept: bool) -> None:
        """Say the lot of the preparation; one that is kept may be given up for a new one."""

    def show_storages(self, storages: Sequence[tuple[str, str]]) -> None:
        """Offer where it may be kept, key and words with the date; the field is in sight only where there are several."""

    def show_undo(self, words: str) -> None:
        """Say what was done to the regimen's rows, with the way back; empty says nothing."""

    def clear_entry(self, path: str) -> None:
        """Empty a list's line: its text was added."""

    def set_next_fill(self, *, possible: bool) -> None:
        """Offer the next fill, or not."""


class PlanShown(Protocol):
    """What the plan column shows."""

    def begin_another(self) -> None:
        """Another prescription comes: the plan of the one before is gone, with the ways to make it and what was weighed."""

    def begin_another_lot(self) -> None:
        """The preparation is made once more, or the next fill of it: what was weighed for the one before is gone."""

    def show_planned(self, planned: Planned) -> None:
        """Show a result."""

    def show_needed(self, needed: list[str]) -> None:
        """Say what is still needed."""

    def set_stale(self, sentence: str | None) -> None:
        """Grey the last good plan, or make it fresh."""

    def offer_ways(self, choose: Callable[[dict[str, Any], str], None], take_back: Callable[[], None]) -> None:
        """Call these when a person chooses another way to make it, or takes that back."""

    def show_chosen(self, title: str) -> None:
        """Say which way was chosen; empty takes the line away."""


class PapersShown(Protocol):
    """What the papers column shows."""

    def begin_another(self) -> None:
        """Another prescription comes: papers and choices of the one before are gone."""

    def hold(self) -> None:
        """Nothing leaves, whatever is shown, until `release`."""

    def release(self, planned: Planned) -> None:
        """The papers of this very plan may leave, if nothing else keeps them."""

    def show_planned(self, planned: Planned | None, settings: Settings, clock: Callable[[], datetime]) -> None:
        """Draw the papers of a plan."""

    def set_blocked(self, reasons: list[str]) -> None:
        """Say why printing is off."""

    def set_stale(self) -> None:
        """Fade the papers until the next plan is shown."""


class ShellView(Protocol):
    """What the window around the columns shows."""

    def show_identity(self, words: str) -> None:
        """Say who the prescription is for."""

    def show_unknown_keys(self, sentences: Sequence[str], *, removable: bool) -> None:
        """Say what stands in the file and has no place in the form."""

    def show_carried(self, sentences: Sequence[str]) -> None:
        """Say where a calculation was carried from; none takes that away."""

    def show_dirty(self, *, dirty: bool) -> None:
        """Say whether there is unsaved work."""
