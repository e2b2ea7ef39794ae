"""What the program knows, offered in the form: conditions, vehicles, fillers and defaults, the pharmacy's own among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ldn_calc.application.pharmacy.own_formulary import Formulary
    from ui.compound.form.form import CompoundForm

__all__ = ["offer_choices"]


def offer_choices(form: CompoundForm, formulary: Formulary | None) -> None:
    """Offer what can be chosen, and say what is taken else; of rows that cannot be read (None) nothing."""
    from ldn_calc.application.plan import choices  # after the first paint

    of_rows = {
        "preparation.source.substance": choices.powders,
        "preparation.vehicle": choices.vehicles,
        "preparation.filler": choices.fillers,
        "preparation.capsule_size": choices.capsule_sizes,
        "preparation.syringe": choices.oral_syringes,
    }
    form.set_choices(
        {
            "rx.indication": choices.conditions(),
            **{path: list_rows(formulary) if formulary else [] for path, list_rows in of_rows.items()},
        },
        {"screening.medicines": choices.medicine_names(), "screening.allergies": choices.allergen_names()},
        [(each.title, each.regimen) for each in choices.presets()],
    )
    form.show_hints(choices.default_hints(formulary) if formulary else {})
