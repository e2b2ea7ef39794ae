"""What the label of one container says, in words, before anyone asks where it goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ldn_calc.documents.drawing.fonts import checked
from ldn_calc.documents.label.auxiliary import small_print, warnings_needed
from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.code_text import code_texts
from ldn_calc.documents.words.directions import Directions, PhaseWords, plan_directions, syringes_tell_by_dose
from ldn_calc.documents.words.runs import Run, Runs, joined, marked, plain, run, tie, tied
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.procedure.plan import BeyondUse, CapsuleProduct, Plan
from ldn_calc.procedure.steps import Encapsulate
from ldn_calc.resources import read_toml

__all__ = ["LabelContent", "banner_of", "label_contents"]


@dataclass(frozen=True, slots=True)
class LabelContent:
    """The label set of one container.

    Attributes:
        pharmacy, address, phone: of the pharmacy; a placeholder and two empty texts while none is set up.
        number, filled: `Rx 240117` and `Filled 22 Nov 2026`.
        patient, prescriber: the names as prescribed.
        drug: drug, strength and form, a line each.
        strength: where there are bottles of two strengths, the words of `drug` that stand large in a black box; else empty.
        lead: what stands before the first direction and with it: which bottle first, shake, `Do not start before 28 Nov 2026`.
        directions: as rows or, of one phase, as `sentence`.
        shorter: the same directions with the syringes named in one line; None where one syringe, or that line, will not do.
        see_next: where a phase stands when it begins the next label, one for each.
        see_syringe: where the syringe's line stands when only it has no room.
        opioids, opioids_more: the warning and what it means.
        use_until: `Do not use after 26 Dec 2026`.
        small: the rest, first what moves last to a further label.
        lot: `Lot 240117-1-261122-0930`: on every label of a set, among the small text of a label that stands alone.
        code: the DataMatrix's text.
        bottle: `Bottle 1 of 2`, or nothing where a batch is in one container.
        entered: what a person typed and could shorten, by its name in words.
    """

    pharmacy: str
    address: str
    phone: str
    number: str
    filled: str
    patient: str
    prescriber: str
    drug: tuple[str, ...]
    strength: str
    lead: tuple[Runs, ...]
    directions: Directions
    shorter: Directions | None
    sentence: Runs
    see_next: tuple[Runs, ...]
    see_syringe: Runs
    opioids: str
    opioids_more: str
    use_until: str
    small: tuple[Runs, ...]
    lot: Runs
    code: str
    bottle: str
    words: dict[str, str]
    entered: dict[str, str]

    def tag(self, number: int, count: int) -> str:
        """`1 of 2`."""
        return self.words["tag"].format(number=number, count=count)

    def bottle_tag(self, number: int, count: int) -> str:
        """`Bottle 1 of 2`, or `Bottle 1 of 2, label 1 of 3` where its words take several labels."""
        if count == 1:
            return self.bottle
        return self.words["bottle_label"].format(bottle=self.bottle, number=number, count=count)

    def small_alone(self) -> tuple[Runs, ...]:
        """The small text of a label that stands alone: its header has the address, and the lot stands before the initials."""
        return (*self.small[1:-1], self.lot, self.small[-1])

    def without(self, field: str) -> LabelContent:
        """The same with one of `entered` as short as can be: what fits then was kept out by that field."""
        return replace(self, **{name: _replaced(getattr(self, name), self.entered[field]) for name in _TEXTS})


_TEXTS: Final = ("pharmacy", "address", "phone", "number", "patient", "prescriber", "small", "lot", "code")
_SHORT: Final = "X"


def _replaced(value: Any, text: str) -> Any:
    """A text, a run or many of them, without that text."""
    if isinstance(value, str):
        words = r"[ \u00a0]".join(re.escape(word) for word in text.replace("\u00a0", " ").split(" "))
        return re.sub(words, _SHORT, value) if text else value
    if isinstance(value, Run):
        return value._replace(text=_replaced(value.text, text))
    return tuple(_replaced(each, text) for each in value)


def label_contents(dispensing: Dispensing, product: str = "") -> list[LabelContent]:
    """The labels' words, one set a container: capsules of two strengths are two bottles, and each may be split over more.

    Args:
        dispensing: whose labels they are.
        product: the only one whose labels are made; all where it is empty.

    Raises:
        MissingGlyph: a name or number holds a character that cannot be printed.
    """
    plan, codes = dispensing.plan, code_texts(dispensing)
    contents = [_content(each, plan, dispensing, codes[each]) for each in plan.products if product in {"", each}]
    count = dispensing.request.preparation.containers
    if count == 1:
        return contents
    return [_bottle(content, number, count) for content in contents for number in range(1, count + 1)]


def _bottle(content: LabelContent, number: int, count: int) -> LabelContent:
    """The label of one bottle of several: which it is, and when its turn comes; the first day is the first bottle's."""
    words = content.words
    when = words["bottle_first"] if number == 1 else words["bottle_next"]
    bottle = words["bottle"].format(number=number, count=count)
    lead = content.lead if number == 1 else tuple(each for each in content.lead if each != content.directions.start)
    return replace(content, bottle=bottle, lead=(marked(when, before=str(number - 1)), *lead))


def banner_of(dispensing: Dispensing) -> str:
    """`PRACTICE - NOT FOR DISPENSING`, `DRAFT - NOT FOR DISPENSING`, both, or nothing; in Spanish labels in both languages.

    A calculation says `CALCULATION - NO PATIENT`, whatever else holds.
    """
    if dispensing.request.rx.is_calculation:  # on its worksheet, which is in English
        return str(read_toml("text/label.toml")["banner"]["calculation"])
    if dispensing.pharmacy is not None and not dispensing.draft:
        return ""
    key = "both" if dispensing.draft and dispensing.pharmacy is None else "draft" if dispensing.draft else "practice"
    words: dict[str, str] = read_toml("text/label.toml")["banner"]
    if dispensing.language is Language.SPANISH:
        return f"{words['es_' + key]} \u2022 {words[key]}"
    return words[key]


def _content(product: str, plan: Plan, dispensing: Dispensing, code: str) -> LabelContent:
    wording = Wording(dispensing.language)
    words: dict[str, str] = read_toml("text/label.toml")[dispensing.language.value]
    request, pharmacy = dispensing.request, dispensing.pharmacy
    made = plan.products[product]
    bottle = product if len(plan.products) > 1 else ""
    directions = plan_directions(plan, request, wording, bottle=bottle)
    shorter = plan_directions(plan, request, wording, by_dose=True) if syringes_tell_by_dose(plan) else None
    shake = [marked(words["shake"])] if "shake" in warnings_needed(plan) else []
    lot = tied(checked(plan.lot_of(product)))
    return LabelContent(
        pharmacy=checked(pharmacy.name) if pharmacy else words["pharmacy"],
        address=checked(tie(pharmacy.address)) if pharmacy else "",
        phone=checked(tied(pharmacy.phone)) if pharmacy else "",
        number=tied(words["number"].format(number=checked(request.rx.number))),
        filled=tied(words["filled"].format(date=wording.day(request.compounded_on))),
        patient=checked(request.rx.patient.name),
        prescriber=checked(request.rx.prescriber.name),
        drug=wording.drug_lines(made, plan.strength_as),
        strength=wording.quantity(made.strength) if bottle else "",
        lead=tuple(each for each in (*shake, directions.start) if each),
        directions=directions,
        shorter=shorter,
        sentence=directions.sentence(wording) if directions.is_sentence else (),
        see_next=tuple(_see_next(directions.phases, number, wording, words) for number in range(len(directions.phases))),
        see_syringe=marked(words["see_syringe"]),
        opioids=words["opioids"],
        opioids_more=words["opioids_more"],
        use_until=_use_until(plan.beyond_use, wording),
        small=tuple(_small(product, plan, dispensing, wording, words)),
        lot=marked(words["lot"], lot=lot),
        code=code,
        bottle="",
        words=words,
        entered=_entered(dispensing, plan.lot),
    )


def _entered(dispensing: Dispensing, lot: str) -> dict[str, str]:
    rx, pharmacy = dispensing.request.rx, dispensing.pharmacy
    found = {
        "the patient's name": rx.patient.name,
        "the prescriber's name": rx.prescriber.name,
        "the prescription number": rx.number,
    }
    if rx.number not in lot:  # a kept lot; one made of the number is as long as the number
        found["the lot"] = lot
    if pharmacy is not None:
        found |= {
            "the pharmacy's name": pharmacy.name,
            "the pharmacy's address": pharmacy.address,
            "the pharmacy's phone": pharmacy.phone,
        }
    return {field: text for field, text in found.items() if text}


def _use_until(beyond_use: BeyondUse, wording: Wording) -> str:
    """With the hour where the days are counted from it."""
    date = wording.day(beyond_use.date)
    if beyond_use.hour is not None:
        date = f"{date},\u00a0{beyond_use.hour}"
    return wording.text("directions", "do_not_use_after", date=date)


def _small(product: str, plan: Plan, dispensing: Dispensing, wording: Wording, words: dict[str, str]) -> list[Runs]:
    """One item a line; the address stands first and the initials last."""
    request, pharmacy = dispensing.request, dispensing.pharmacy
    address = run(tie(f"{pharmacy.name}, {pharmacy.address}")) if pharmacy else run(words["pharmacy"])
    refills = tied(wording.refills(request))
    quantity = _quantity(product, plan, dispensing, wording, words)
    if part := wording.supply(plan.supply):
        supply = [quantity, marked(words["supply"], part=part, refills=refills)]
    else:
        supply = [(*quantity, Run(f". {refills}"))]
    where, _, degrees = wording.storage(plan.beyond_use.storage, dispensing.formulary).partition(" (")
    keys = warnings_needed(plan)
    light = f" {words['light']}" if "light" in keys else ""
    storage = marked(words["storage"], where=where, range=f" ({degrees}" if degrees else "", light=light)
    cautions = [run(words[key]) for key in small_print(plan)]
    if contained := wording.contained(plan, request, dispensing.formulary):
        cautions.insert(0, run(tie(words["contains"].format(components=wording.both(contained)))))
    items = [address, *supply, storage, joined(cautions, " "), run(words["compounded"])]
    if dispensing.language is not Language.ENGLISH:
        items.append(_english(product, plan, dispensing, words))
    return [*items, run(tied(words["initials"]))]


def _see_next(phases: Sequence[PhaseWords], number: int, wording: Wording, words: dict[str, str]) -> Runs:
    """Where a phase stands that begins the next label: what comes after, or what is taken on the days that one leaves free."""
    phase = phases[number]
    in_turn = number > 0 and phase.first <= phases[number - 1].last
    return marked(words["see_next_too" if in_turn else "see_next"], date=wording.day_and_month(phase.first))


def _quantity(product: str, plan: Plan, dispensing: Dispensing, wording: Wording, words: dict[str, str]) -> Runs:
    made = plan.products[product]
    amount = wording.product_amount(made)
    prescriber = tie(dispensing.request.rx.prescriber.name)
    description = ""
    if isinstance(made, CapsuleProduct):
        description = wording.capsule_look(plan, dispensing.formulary)
        amount = words["described"].format(amount=amount, description=description)
    if (containers := dispensing.request.preparation.containers) > 1:
        amount = words["amount_split"].format(amount=amount, count=containers)
    if not isinstance(made, CapsuleProduct):
        return marked(words["quantity_liquid"], form=wording.form_words(plan), amount=amount, prescriber=prescriber)
    size = next(step.size for step in plan.steps if isinstance(step, Encapsulate) and step.into == product)
    return marked(words["quantity_capsule"], amount=amount, description=description, size=size, prescriber=prescriber)


def _english(product: str, plan: Plan, dispensing: Dispensing, words: dict[str, str]) -> Runs:
    """The directions again for emergency staff and carers who read English."""
    wording = Wording(Language.ENGLISH)
    directions = plan_directions(plan, dispensing.request, wording, bottle=product if len(plan.products) > 1 else "")
    english: dict[str, str] = read_toml("text/label.toml")[Language.ENGLISH.value]
    shake = f"{plain(marked(english['shake']))} " if "shake" in warnings_needed(plan) else ""
    if directions.is_sentence:
        sentence = plain(directions.sentence(wording))
    else:
        timed = not directions.same_time
        doses = [", ".join(plain(dose.runs(timed=timed)) for dose in phase.doses) for phase in directions.phases]
        dated = len(directions.phases) > 1
        dates = [f"{phase.dates}: " if phase.rhythm else f"{phase.dates} " for phase in directions.phases]
        rows = [f"{on}{words}" if dated else words for on, words in zip(dates, doses, strict=True)]
        sentence = f"{plain(directions.intro)} {'; '.join(rows)}."
    if directions.start:
        sentence = f"{plain(directions.start).removesuffix('.')}. {sentence}"
    if directions.syringe:
        sentence = f"{sentence} {plain(directions.syringe)}"
    return marked(words["english"], shake=shake, directions=sentence, date=wording.day(plan.beyond_use.date))
