"""Allergies against the components really used; `resources/data/allergies.toml` says which names mean which component.

A component that has no row there (from a tablet's label) is matched by the words of its own name. What an entry names must be
known: a component of ours, a medicine of the screening list, or one of `resources/data/harmless_allergens.toml`. Anything else
is asked about, since what is not known is not harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.names.components import BETWEEN_ENTRIES, component_rows, entered_excipients, name_words, rows_of, spans
from ldn_calc.names.medicine_list import listed_in
from ldn_calc.names.words import contains_words, one_letter_off, says_none
from ldn_calc.order.prescription import Request, TabletSource
from ldn_calc.resources import read_toml

__all__ = ["check_allergies", "check_excipient_list", "check_naltrexone_allergy", "listed_allergens", "materials_not_entered"]

_DRUG: Final = "naltrexone"
_OTHER: Final = "another component"
_HYPROMELLOSE: Final = "hypromellose"
_NO_NAME: Final = frozenset(
    name_words("acid sodium water purified modified anhydrous dry agua acido sodio no none and or of the de y sin con")
)
_OPIOIDS: Final = frozenset(
    name_words("opioid opioids opiate opiates narcotic narcotics opioide opiáceo opiáceos narcótico narcóticos")
)
_NEUTRAL: Final = frozenset(
    name_words(
        """allergy allergies allergic allergen intolerance intolerant sensitive sensitivity reaction reactions adverse side effect
        effects to the a an of in on from by with as is was has had have and or when if child childhood infant adult mild moderate
        severe serious minor possible history hx drug drugs medicine medication food foods product products only
        rash hives urticaria itching itch itchy swelling angioedema swollen lip lips face throat tongue anaphylaxis anaphylactic
        shock nausea vomiting diarrhea stomach upset cramps pain gi headache dizziness dizzy shortness breath wheezing asthma hot
        cough sneezing runny nose eyes watery flushing redness red blister blisters skin local causes caused gets got sjs tens dress
        alergia alergias alérgico alérgica intolerancia intolerante sensibilidad reacción reacciones efecto efectos al la el los
        las del de un una y o con por en es fue tiene leve moderada moderado grave severa severo antecedente niño niña infancia
        medicamento medicamentos alimento alimentos producto productos
        sarpullido ronchas urticaria picazón comezón hinchazón angioedema labios cara garganta lengua anafilaxia anafiláctico
        choque náuseas náusea vómito vómitos diarrea estómago malestar dolor cabeza mareo mareos falta aire tos estornudos ojos
        piel causa provoca"""
    )
)
"""Words of an entry that name nothing: what happened, how badly, and what joins the rest."""
_SHORTEST_NEAR: Final = 5
_TWO_LETTERS_FROM: Final = 6
_Words = tuple[str, ...]


def check_naltrexone_allergy(request: Request) -> list[Finding]:
    """An allergy to the drug itself, or to its near relatives."""
    naltrexone = component_rows()[_DRUG]
    findings = []
    for field, said in _allergies(request):
        words = name_words(said)
        if _names_one_of(words, naltrexone.names) or any(match.row.is_naltrexone for match in listed_in(said)):
            findings.append(Finding("naltrexone-allergy", Severity.STOP, field, {"allergy": said}))
        elif _names_one_of(words, naltrexone.relatives):
            facts = {"allergy": said, "component": _DRUG, "family": _DRUG}
            findings.append(Finding("excipient-relative", Severity.REVIEW, field, facts))
    return findings


def check_excipient_list(request: Request) -> list[Finding]:
    """An entered list of the tablets' excipients that clears nothing, since an entry of it names no known component."""
    source = request.preparation.source
    if not isinstance(source, TabletSource) or source.excipients is None or entered_excipients(source.excipients) is not None:
        return []
    facts = {"excipients": ", ".join(source.excipients) or "nothing"}
    return [Finding("excipients-not-read", Severity.NOTE, "preparation.source.excipients", facts)]


def materials_not_entered(request: Request, shells: Sequence[str]) -> frozenset[str]:
    """Materials whose components nobody entered: `tablets` without a list of excipients, `shells` without their colors.

    Shells of hypromellose alone are `hpmc shells` too: what makes them gel differs by maker.

    Args:
        request: the request.
        shells: what the shells are made of; empty where none is used.
    """
    source = request.preparation.source
    tablets = isinstance(source, TabletSource) and entered_excipients(source.excipients) is None
    plain = len(shells) == 1
    vegetable = plain and any(row.name == _HYPROMELLOSE for row in rows_of(shells[0]))
    return frozenset(name for name, open_ in (("tablets", tablets), ("shells", plain), ("hpmc shells", vegetable)) if open_)


def check_allergies(request: Request, components: Sequence[str], not_entered: Iterable[str] = ()) -> list[Finding]:
    """Allergies to what the preparation is made of, and those that nothing is known about.

    Args:
        request: the request.
        components: every component really used, by name: of filler, vehicle, shell, preservative, tablet.
        not_entered: materials used whose components nobody entered, as `materials_not_entered` finds.

    Returns:
        For each allergy its component, as a stop whose words say what to make instead; else its relative, or what a material
        may hold, as a review; a slip of a name, "did you mean"; one review for opioids; one for all that are not known.
    """
    used = list(dict.fromkeys(components))
    findings: list[Finding] = []
    opioids, unknown = [], []
    for field, said in _allergies(request):
        found = _against_used(field, said, used)
        if not any(each.severity is Severity.STOP for each in found):
            found += _against_possible(field, said, frozenset(not_entered), found)
        findings += found
        listed = listed_in(said)
        if any(match.row.is_opioid for match in listed) or not _OPIOIDS.isdisjoint(name_words(said)):
            opioids.append(said)
            continue
        slips, open_ = _not_known(said, tuple(used))
        findings += [Finding("allergy-near-miss", Severity.REVIEW, field, {"allergy": said} | slip) for slip in slips]
        if open_ and not slips and not found:
            unknown.append(said)
    for code, names in (("allergy-to-opioid", opioids), ("allergy-not-listed", unknown)):
        if names:
            facts = {"allergies": ", ".join(dict.fromkeys(names))}
            findings.append(Finding(code, Severity.REVIEW, "screening.allergies", facts))
    return findings


def listed_allergens() -> tuple[str, ...]:
    """Every name that an allergy is matched by, the harmless ones too, once, sorted, for a field that completes what is typed."""
    said = {name for row in read_toml("data/allergies.toml").values() for name in (*row["names"], *row["relatives"])}
    said |= {name for row in read_toml("data/harmless_allergens.toml").values() for name in row["names"]}
    return tuple(sorted(said, key=str.casefold))


def _allergies(request: Request) -> list[tuple[str, str]]:
    entries = enumerate(request.screening.allergies or ())
    return [(f"screening.allergies[{place}]", said) for place, said in entries if not says_none(said)]


def _against_used(field: str, said: str, used: Sequence[str]) -> list[Finding]:
    words = _own_words(said)
    findings = []
    for name in used:
        rows = rows_of(name)
        facts = {"allergy": said, "component": name, "family": rows[0].name}
        if any(_names_one_of(words, (*row.names, name_words(name))) for row in rows) or _is_part_of(said, name):
            findings.append(Finding("excipient-allergy", Severity.STOP, field, facts))
        elif any(_names_one_of(words, row.relatives) for row in rows):
            findings.append(Finding("excipient-relative", Severity.REVIEW, field, facts))
    return findings


def _against_possible(field: str, said: str, not_entered: frozenset[str], found: Sequence[Finding]) -> list[Finding]:
    """The first component that a material may hold, though nobody entered it; its own name before a relative's."""
    words = _own_words(said)
    possible = [row for row in component_rows().values() if row.may_be_in & not_entered]
    named = [row for row in possible if _names_one_of(words, row.names)]
    near = [row for row in possible if _names_one_of(words, row.relatives)]
    for row in (*named, *near):
        if all(finding.facts["family"] != row.name for finding in found):
            facts = {"allergy": said, "component": row.name, "materials": ", ".join(sorted(row.may_be_in & not_entered))}
            return [Finding("excipient-possible", Severity.REVIEW, field, facts)]
    return []


def _not_known(said: str, used: tuple[str, ...]) -> tuple[list[dict[str, str]], bool]:
    """Slips of a component's name in an entry, and whether a part of it names nothing that is known.

    Beside a known name a slip is one letter only: two make of gluconate a glycolate.
    """
    index, longest = _known(all(rows_of(name)[0].name != _OTHER for name in used))
    slips: list[dict[str, str]] = []
    is_open, any_known = False, False
    for part in BETWEEN_ENTRIES.split(said):
        words = name_words(part)
        found = spans(words, index, longest)
        covered = {place for start, end in found for place in range(start, end)}
        rest = [word for place, word in enumerate(words) if place not in covered and not _says_nothing(word)]
        is_known = bool(found) or bool(listed_in(part)) or any(_is_part_of(part, name) for name in used)
        rest = [word for word in rest if not listed_in(word)]
        most = 1 if is_known else 2
        near = [{"word": word, "near": names} for word in rest if (names := _near(word, used, most))]
        slips += near
        any_known = any_known or is_known
        is_open = is_open or (bool(rest) and not is_known and not near)
    return slips, is_open or not (any_known or slips)


def _own_words(said: str) -> _Words:
    """The words of an entry; those of a harmless name of several words stand for nothing else: contrast dye is no dye."""
    words = list(name_words(said))
    harmless, longest = _harmless()
    for start, end in spans(tuple(words), harmless, longest):
        if end - start > 1:
            words[start:end] = [""] * (end - start)
    return tuple(words)


def _says_nothing(word: str) -> bool:
    return word in _NEUTRAL or word.isdigit()


@lru_cache(maxsize=256)
def _near(word: str, used: tuple[str, ...], most: int) -> str:
    """The names that a word is a slip of: one letter off, up to `most` from six letters on; all that are equally near."""
    found: dict[str, int] = {}
    letters = set(word)
    words = [*_component_words(), *((each, name) for name in used for each in name_words(name))]
    if any(each == word for each, _ in words):
        return ""
    for each, name in words:
        if len(each) < _SHORTEST_NEAR or each in _NO_NAME or abs(len(each) - len(word)) > 2 or len({*each} - letters) > 2:
            continue
        for steps in range(1, (most if len(each) >= _TWO_LETTERS_FROM else 1) + 1):
            if one_letter_off(word, each, steps):
                found[name] = min(found.get(name, steps), steps)
                break
    least = min(found.values(), default=0)
    return ", ".join(name for name, steps in found.items() if steps == least)


def _names_one_of(words: _Words, names: Iterable[_Words]) -> bool:
    return any(contains_words(words, name) for name in names)


def _is_part_of(said: str, component: str) -> bool:
    """Whether an allergy to `starch` is one to `corn starch`: all it names stands there and one of its words says something."""
    words = tuple(word for word in name_words(said) if word not in _NEUTRAL)
    return bool(set(words) - _NO_NAME) and contains_words(name_words(component), words)


@cache
def _component_words() -> tuple[tuple[str, str], ...]:
    """Every word of a component's names with the component, the drug's among them; once each."""
    words: dict[tuple[str, str], None] = {}
    for row in component_rows().values():
        for name in row.names:
            words |= {(each, row.name): None for each in name}
    return tuple(words)


@cache
def _known(all_known: bool) -> tuple[Mapping[_Words, object], int]:
    """Every name that an allergy may have without a question; foods only where every component used is known."""
    names: dict[_Words, object] = {}
    for row in component_rows().values():
        names |= dict.fromkeys((*row.names, *row.relatives), row)
    harmless, _ = _harmless()
    names |= {name: row for name, row in harmless.items() if all_known or not row.get("food")}
    return names, max(map(len, names))


@cache
def _harmless() -> tuple[Mapping[_Words, Mapping[str, Any]], int]:
    """Allergens that are in no preparation of ours, by their words, and the most words that one has."""
    names = {name_words(name): row for row in read_toml("data/harmless_allergens.toml").values() for name in row["names"]}
    return names, max(map(len, names))
