"""The `preparation` part of a request: source, strength, vehicle, filler, balance, policies; all of it optional."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import DayCount
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.names.words import one_letter_off, plain_words
from ldn_calc.order.field_readers import choice_of, count_of, percentage_of, word_of
from ldn_calc.order.prescription import AssayBasis, Balance, Component, PowderSource, Preparation, TabletSource, Way
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass
from ldn_calc.reading.faults import FieldFaultError
from ldn_calc.reading.fields import (
    read_choice,
    read_concentration,
    read_field_mass,
    read_overfill,
    read_positive_mass,
    read_text,
)
from ldn_calc.reading.json_text import shown
from ldn_calc.reading.objects import ObjectReader

__all__ = ["MOST_LOT", "read_preparation"]

MOST_LOT: Final = 40
"""Characters of a preparation's lot."""

_POWDER_KEYS: Final = ("substance", "assay", "assay_basis", "water", "solvents", "lod")
_TABLET_KEYS: Final = ("strength", "average_weight", "excipients")
_FORMS: Final = ("anhydrous", "dihydrate")
_MOST_EXCIPIENTS: Final = 50
_MOST_COMPONENTS: Final = 20
_LEAST_READINGS: Final = 1000
"""A balance takes at least so many of its readings: 1 g for 1 mg."""
_MOST_ON_A_PACK: Final = 40


def read_preparation(preparation: ObjectReader | None, formulary: Formulary, number: str | None = None) -> Preparation:
    """Read how it is to be made; what could not be read is noted with the reader.

    Args:
        preparation: the reader of this part; None where it is absent.
        formulary: whose names of substances, vehicles, fillers and shells may be used.
        number: the prescription's, with which a lot may begin.
    """
    if preparation is None:
        return Preparation()
    read = Preparation(
        source=_read_source(preparation.inner("source"), formulary),
        concentration=preparation.dose("concentration", read_concentration, None),
        vehicle=preparation.optional("vehicle", _one_of(formulary.vehicles), None),
        overfill=preparation.optional("overfill", read_overfill, None),
        balance=_read_balance(preparation.inner("balance")),
        weighing_error=preparation.optional("weighing_error", percentage_of("preparation.weighing_error"), None),
        capsule_size=preparation.optional("capsule_size", _one_of(formulary.shells), None),
        filler=preparation.optional("filler", _one_of(formulary.fillers), None),
        filler_fill=preparation.optional("filler_fill", read_positive_mass, None),
        drug_fill=preparation.optional("drug_fill", read_positive_mass, None),
        extra_capsules=preparation.optional("extra_capsules", count_of("preparation.extra_capsules"), None),
        overage=preparation.optional("overage", percentage_of("preparation.overage"), None),
        beyond_use_counting=preparation.optional(
            "beyond_use_counting", choice_of("preparation.beyond_use_counting", DayCount), None
        ),
        way=preparation.optional("way", choice_of("preparation.way", Way), None),
        syringe=preparation.optional("syringe", _one_of(syringe.name for syringe in formulary.syringes), None),
        capsule_strengths=_read_strengths(preparation),
        containers=preparation.optional("containers", count_of("preparation.containers"), 1),
        lot=preparation.optional("lot", partial(_read_lot, number=number), None),
        components=_read_components(preparation),
        storage=preparation.optional("storage", word_of("preparation.storage"), None),
        shell=preparation.optional("shell", _one_of(formulary.shell_materials), None),
    )
    if "extra_capsules" in preparation and "overage" in preparation:
        preparation.add("overage", "either extra_capsules or overage, not both: each says how many more to make")
    _check_fill(preparation, read, formulary)
    preparation.finish()
    return read


def _read_lot(value: object, number: str | None) -> str:
    """A preparation's lot: short, unless it begins with a long number of the prescription; no spaces around it."""
    lot = read_text(value)
    if len(lot) > MOST_LOT and not (number and lot.startswith(f"{number}-")):
        raise FieldFaultError(shown(value), f"a lot of at most {MOST_LOT} characters; this has {len(lot)}")
    if lot != lot.strip():
        raise FieldFaultError(shown(value), "a lot without spaces before or behind it")
    return lot


def _read_short(value: object) -> str:
    """What a pack says in a few words, short enough for a line of the record."""
    words = read_text(value)
    if len(words) > _MOST_ON_A_PACK:
        raise FieldFaultError(shown(value), f"at most {_MOST_ON_A_PACK} characters; these are {len(words)}")
    return words


def _read_components(preparation: ObjectReader) -> tuple[Component, ...]:
    if "components" not in preparation:
        preparation.optional("components", read_text, None)
        return ()
    due = f'a list of at most {_MOST_COMPONENTS} components, as in [{{"name": "vehicle", "lot": "V-7", "expires_on": "2027-03"}}]'
    components = []
    for path, value, written in preparation.items("components", 0, _MOST_COMPONENTS, due):
        component = ObjectReader(preparation.problems, path, value)
        written.append(component.document)
        components.append(
            Component(
                name=component.required("name", _read_short, "which component: vehicle, filler, shells or its own name"),
                lot=component.optional("lot", _read_short, None),
                expires_on=component.expiry("expires_on"),
                maker=component.optional("maker", _read_short, None),
            )
        )
        component.finish()
    return tuple(components)


def _check_fill(preparation: ObjectReader, read: Preparation, formulary: Formulary) -> None:
    """A size for which no row says what the filler weighs needs the pharmacy's own weight."""
    size = read.capsule_size or formulary.policy_text("defaults", "capsule_size")
    filler = read.filler or formulary.policy_text("defaults", "filler")
    if "filler_fill" not in preparation and size not in formulary.fillers[filler].fills:
        due = f"the net weight of {filler} that fills a size {size} capsule, measured: no row of the formulary has it"
        preparation.add("filler_fill", due)


def _read_source(source: ObjectReader | None, formulary: Formulary) -> PowderSource | TabletSource | None:
    if source is None:
        return None
    kind = source.required("kind", word_of("preparation.source.kind"), "powder or tablet")
    if kind == "tablet":
        return _read_tablet(source)
    if kind == "powder":
        return _read_powder(source, formulary)
    return None


def _read_powder(source: ObjectReader, formulary: Formulary) -> PowderSource:
    names = ", ".join(formulary.powders)
    form = partial(_substance, powders=tuple(formulary.powders))
    read = PowderSource(
        substance=source.required("substance", form, f"the powder, one of {names}"),
        assay=source.optional("assay", percentage_of("preparation.source.assay"), None),
        assay_basis=source.optional("assay_basis", choice_of("preparation.source.assay_basis", AssayBasis), None),
        water=source.optional("water", percentage_of("preparation.source.water"), None),
        solvents=source.optional("solvents", percentage_of("preparation.source.solvents"), None),
        lod=source.optional("lod", percentage_of("preparation.source.lod"), None),
        lot=source.optional("lot", read_text, None),
        expires_on=source.expiry("expires_on"),
    )
    if read.water and read.solvents and read.water.fraction + read.solvents.fraction >= 1:
        source.add("solvents", "water and solvents that leave some drug: together below 100 %")
    source.refuse(_TABLET_KEYS, "no such key for a powder: it goes with a tablet")
    source.finish()
    return read


def _read_tablet(source: ObjectReader) -> TabletSource:
    read = TabletSource(
        strength=source.required("strength", read_positive_mass, "the tablet's labeled strength, as in 50 mg"),
        average_weight=source.optional("average_weight", read_positive_mass, None),
        lot=source.optional("lot", read_text, None),
        expires_on=source.expiry("expires_on"),
        excipients=_read_excipients(source),
    )
    if read.strength and read.average_weight and read.average_weight < read.strength:
        source.add("average_weight", "a weight of at least the tablet's labeled strength")
    source.refuse(_POWDER_KEYS, "no such key for a tablet: it goes with a powder")
    source.finish()
    return read


def _read_excipients(source: ObjectReader) -> tuple[str, ...] | None:
    if "excipients" not in source:
        source.optional("excipients", read_text, None)
        return None
    due = f"a list of at most {_MOST_EXCIPIENTS} names from the tablet's label"
    excipients = []
    for path, value, written in source.items("excipients", 0, _MOST_EXCIPIENTS, due):
        written.append(value)
        excipients.append(source.problems.read(path, value, read_text))
    return tuple(excipients)


def _read_strengths(preparation: ObjectReader) -> tuple[Mass, ...] | None:
    if "capsule_strengths" not in preparation:
        preparation.optional("capsule_strengths", read_text, None)
        return None
    due = 'one or two capsule strengths, as in ["1.5 mg"]'
    strengths = []
    for path, value, written in preparation.items("capsule_strengths", 1, 2, due):
        strength = preparation.problems.read(path, value, read_positive_mass)
        written.append(write(strength) if strength is not None else value)
        strengths.append(strength)
    return tuple(strengths)


def _read_balance(balance: ObjectReader | None) -> Balance | None:
    if balance is None:
        return None
    read = Balance(
        readability=balance.required("readability", read_positive_mass, "the balance's readability, as in 1 mg"),
        minimum=balance.optional("minimum", read_positive_mass, None),
        sensitivity=balance.optional("sensitivity", read_positive_mass, None),
        repeatability=balance.optional("repeatability", read_field_mass, None),
        capacity=balance.optional("capacity", read_positive_mass, None),
    )
    given = [key for key in ("minimum", "sensitivity", "repeatability") if key in balance]
    if balance.is_object and len(given) != 1:
        balance.problems.add(
            balance.path, " and ".join(given) or "none of them", "one of minimum, sensitivity or repeatability beside readability"
        )
    if read.readability and read.minimum and read.minimum < read.readability:
        balance.add("minimum", "a minimum of at least the readability")
    if read.readability and read.capacity and read.capacity < read.readability * _LEAST_READINGS:
        balance.add("capacity", f"the most the balance takes, at least {_LEAST_READINGS} of its readings")
    balance.finish()
    return read


def _substance(value: object, powders: tuple[str, ...]) -> str:
    """Read the powder; another drug is said to be one, and naltrexone without its form is asked for it."""
    try:
        return read_choice(value, powders)
    except FieldFaultError as fault:
        drugs = [match.row for match in listed_in(value)] if isinstance(value, str) else []
        others = [row.ingredient for row in drugs if not row.is_naltrexone]
        if others:
            due = f"one of {', '.join(powders)}: {others[0]} is another drug, and the program plans no other drug"
            raise FieldFaultError(fault.found, due) from None
        words = plain_words(str(value))
        if drugs and not any(one_letter_off(word, form, 2) or word == form for word in words for form in _FORMS):
            due = f"which form of it, {' or '.join(powders)}: of the dihydrate 8.7 % is water, and the certificate says which it is"
            raise FieldFaultError(fault.found, due) from None
        raise


def _one_of(names: Iterable[str]) -> Callable[[object], str]:
    return partial(read_choice, choices=names)
