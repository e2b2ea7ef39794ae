"""What the label of one container says, in words, before anyone asks where it goes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ldn_calc.documents.auxiliary import auxiliary_keys
from ldn_calc.documents.directions import Directions, directions_of, syringes_tell_by_dose
from ldn_calc.documents.dispensing import Dispensing
from ldn_calc.documents.fonts import checked
from ldn_calc.documents.runs import Run, Runs, joined, marked, plain, run, tie, tied
from ldn_calc.documents.wording import Wording
from ldn_calc.order.prescription import Language
from ldn_calc.resources import read_toml

__all__ = ["LabelContent", "banner_of", "code_text", "label_contents"]


@dataclass(frozen=True, slots=True)
class LabelContent:
    """The label set of one container.

    Attributes:
        pharmacy, address, phone: of the pharmacy; a placeholder and two empty texts while none is set up.
        number, filled: `Rx 240117` and `Filled 22 Nov 2026`.
        patient, prescriber: the names as prescribed.
        drug: drug, strength and form, a line each.
        others: where the capsules of another strength are.
        start: `Do not start before 28 Nov 2026`, or nothing.
        directions: as rows or, of one phase, as `sentence`.
        shorter: the same directions with the syringes named in one line; None where one syringe, or that line, will not do.
        see_next: where a phase stands when it begins the next label, one for each.
        see_syringe: where the syringe's line stands when only it has no room.
        see_directions: where they stand when a small label's first has no room for any of them.
        opioids, opioids_more: the warning and what it means.
        use_until: `Do not use after 26 Dec 2026`.
        small: the rest, first what moves last to a further label.
        code: the DataMatrix's text.
        bottle: `Bottle 1 of 2`, or nothing where a batch is in one container.
    """

    pharmacy: str
    address: str
    phone: str
    number: str
    filled: str
    patient: str
    prescriber: str
    drug: tuple[str, ...]
    others: tuple[Runs, ...]
    start: Runs
    directions: Directions
    shorter: Directions | None
    sentence: Runs
    see_next: tuple[Runs, ...]
    see_syringe: Runs
    see_directions: Runs
    opioids: str
    opioids_more: str
    use_until: str
    small: tuple[Runs, ...]
    code: str
    bottle: str
    words: dict[str, str]

    def tag(self, number: int, count: int) -> str:
        """`1 of 2`."""
        return self.words["tag"].format(number=number, count=count)

    def bottle_tag(self, number: int, count: int) -> str:
        """`Bottle 1 of 2`, or `Bottle 1 of 2, label 1 of 3` where its words take several labels."""
        if count == 1:
            return self.bottle
        return self.words["bottle_label"].format(bottle=self.bottle, label=self.tag(number, count))

    @property
    def entered_texts(self) -> tuple[str, ...]:
        """What a person typed and could shorten."""
        return self.patient, self.pharmacy, self.address, self.prescriber, self.number


def label_contents(dispensing: Dispensing) -> list[LabelContent]:
    """The labels' words, one set a container: capsules of two strengths are two bottles, and each may be split over more.

    Raises:
        MissingGlyph: a name or number holds a character that cannot be printed.
    """
    wording = Wording(dispensing.language)
    directions = directions_of(dispensing.plan, dispensing.request, wording)
    shorter = None
    if syringes_tell_by_dose(dispensing.plan):
        shorter = directions_of(dispensing.plan, dispensing.request, wording, by_dose=True)
    contents = [_content(product, dispensing, directions, shorter, wording) for product in dispensing.plan["products"]]
    count = dispensing.request.preparation.containers
    if count == 1:
        return contents
    bottles = [contents[0].words["bottle"].format(number=number, count=count) for number in range(1, count + 1)]
    return [replace(content, bottle=bottle) for content in contents for bottle in bottles]


def code_text(dispensing: Dispensing) -> str:
    """What the codes of label and worksheet say: number, lot, last day of use; nothing of a patient."""
    plan = dispensing.plan
    return "|".join((dispensing.request.rx.number, plan["lot"], plan["beyond_use"]["date"]))


def banner_of(dispensing: Dispensing) -> str:
    """`PRACTICE - NOT FOR DISPENSING`, `DRAFT - NOT FOR DISPENSING`, both, or nothing; in Spanish labels in both languages."""
    if dispensing.pharmacy is not None and not dispensing.draft:
        return ""
    key = "both" if dispensing.draft and dispensing.pharmacy is None else "draft" if dispensing.draft else "practice"
    words: dict[str, str] = read_toml("text/label.toml")["banner"]
    if dispensing.language is Language.SPANISH:
        return f"{words['es_' + key]} \u2022 {words[key]}"
    return words[key]


def _content(
    product: str, dispensing: Dispensing, directions: Directions, shorter: Directions | None, wording: Wording
) -> LabelContent:
    words: dict[str, str] = read_toml("text/label.toml")[dispensing.language.value]
    plan, request, pharmacy = dispensing.plan, dispensing.request, dispensing.pharmacy
    strength = plan["products"][product]["strength"]
    others = [
        wording.runs("directions", "other_container", strength=wording.amount(row["strength"]))
        for name, row in plan["products"].items()
        if name != product
    ]
    return LabelContent(
        pharmacy=checked(pharmacy.name) if pharmacy else words["pharmacy"],
        address=checked(tie(pharmacy.address)) if pharmacy else "",
        phone=checked(tied(pharmacy.phone)) if pharmacy else "",
        number=tied(words["number"].format(number=checked(request.rx.number))),
        filled=tied(words["filled"].format(date=wording.day(request.compounded_on))),
        patient=checked(request.rx.patient.name),
        prescriber=checked(request.rx.prescriber.name),
        drug=wording.drug_lines(plan["form"], strength, plan["strength_as"]),
        others=tuple(others),
        start=directions.start,
        directions=directions,
        shorter=shorter,
        sentence=directions.sentence(wording) if directions.is_sentence else (),
        see_next=tuple(marked(words["see_next"], date=wording.day_and_month(phase.first)) for phase in directions.phases),
        see_syringe=marked(words["see_syringe"]),
        see_directions=marked(words["see_directions"]),
        opioids=words["opioids"],
        opioids_more=words["opioids_more"],
        use_until=_use_until(plan["beyond_use"], wording),
        small=tuple(_small(product, dispensing, wording, words)),
        code=code_text(dispensing),
        bottle="",
        words=words,
    )


def _use_until(beyond_use: Any, wording: Wording) -> str:
    """With the hour where the days are counted from it."""
    date = wording.day(beyond_use["date"])
    if "hour" in beyond_use:
        date = f"{date},\u00a0{beyond_use['hour']}"
    return wording.text("directions", "do_not_use_after", date=date)


def _small(product: str, dispensing: Dispensing, wording: Wording, words: dict[str, str]) -> list[Runs]:
    """One item a line; the address stands first and the initials last."""
    plan, request, pharmacy = dispensing.plan, dispensing.request, dispensing.pharmacy
    address = run(tie(f"{pharmacy.name}, {pharmacy.address}")) if pharmacy else run(words["pharmacy"])
    refills = tied(wording.refills(request))
    quantity = _quantity(product, dispensing, wording, words)
    if part := wording.supply(plan["supply"]):
        supply = [quantity, marked(words["supply"], part=part, refills=refills)]
    else:
        supply = [(*quantity, Run(f". {refills}"))]
    where, _, degrees = wording.storage(plan, dispensing.formulary).partition(" (")
    keys = auxiliary_keys(plan, dispensing.formulary)
    light = f" {words['light']}" if "light" in keys else ""
    storage = marked(words["storage"], where=where, range=f" ({degrees}" if degrees else "", light=light)
    cautions = [run(words["children"])] if "children" in keys else []
    if contained := wording.contains(plan, request, dispensing.formulary):
        cautions.insert(0, run(tie(words["contains"].format(components=wording.both(contained)))))
    if "shake" in keys:
        cautions.insert(0, marked(words["shake"]))
    items = [address, *supply, storage, joined(cautions, " "), run(words["compounded"])]
    if dispensing.language is not Language.ENGLISH:
        items.append(_english(dispensing, words))
    return [*items, marked(words["lot"], lot=plan["lot"]), run(tied(words["initials"]))]


def _quantity(product: str, dispensing: Dispensing, wording: Wording, words: dict[str, str]) -> Runs:
    plan = dispensing.plan
    amount = wording.amount(plan["products"][product]["amount"])
    prescriber = tie(dispensing.request.rx.prescriber.name)
    if (containers := dispensing.request.preparation.containers) > 1:
        amount = words["amount_split"].format(amount=amount, count=containers)
    if plan["form"] == "liquid":
        return marked(words["quantity_liquid"], form=wording.form(plan), amount=amount, prescriber=prescriber)
    size = next(step["size"] for step in plan["steps"] if step["op"] == "encapsulate" and step["into"] == product)
    description = wording.description(plan, dispensing.formulary)
    return marked(words["quantity_capsule"], amount=amount, description=description, size=size, prescriber=prescriber)


def _english(dispensing: Dispensing, words: dict[str, str]) -> Runs:
    """The directions again for emergency staff and carers who read English."""
    wording = Wording(Language.ENGLISH)
    directions = directions_of(dispensing.plan, dispensing.request, wording)
    if directions.is_sentence:
        sentence = plain(directions.sentence(wording))
    else:
        timed = not directions.same_time
        doses = [", ".join(plain(dose.runs(timed=timed)) for dose in phase.doses) for phase in directions.phases]
        dated = len(directions.phases) > 1
        rows = [f"{phase.dates} {words}" if dated else words for phase, words in zip(directions.phases, doses, strict=True)]
        sentence = f"{plain(directions.intro)} {'; '.join(rows)}."
    if directions.start:
        sentence = f"{plain(directions.start)}. {sentence}"
    if directions.syringe:
        sentence = f"{sentence} {plain(directions.syringe)}"
    return marked(words["english"], directions=sentence, date=wording.day(dispensing.plan["beyond_use"]["date"]))
