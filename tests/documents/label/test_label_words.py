"""The words of labels and stickers: one word a thing, spoken to the patient, the same in both languages."""

from __future__ import annotations

import re

import pytest

from ldn_calc.resources import read_toml

ONE_WORD = {
    "en": {
        "by mouth": "orally|oral route|PO",
        "oral syringe": "dosing syringe|dropper|teaspoon|spoon",
        "medicine": "drugs?|medication",
        "bottle": "vial|container|jar",
        "refrigerator": "fridge|cold",
        "do not": "avoid|never|don.t",
        "fill": "draw|pull up",
        "number": "once|twice",
        "name": "LDN|naltrexone HCl",
    },
    "es": {
        "por la boca": "oralmente|vía oral|por vía",
        "jeringa oral": "gotero|cucharad?it?a|jeringa dosificadora",
        "medicina": "drogas?|fármaco|remedio|calmantes?",
        "frasco": "botellas?|envase|bote",
        "refrigerador": "nevera|heladera|frío",
        "opioides": "narcóticos?|opiáceos?",
        "surtido": "dispensado|rellenado|llenado",
        "farmacia": "botica|droguería",
        "lote": "partida",
        "etiqueta": "rótulo|viñeta",
        "número": "once|una vez|dos veces",
        "agite": "mueva|sacuda",
        "niños": "menores|infantes",
        "nombre": "LDN|clorhidrato",
    },
}
"""What stands on labels, and what never stands there in its place."""
INFINITIVE = re.compile(r"^(?:No )?[A-ZÁÉÍÓÚ][a-záéíóúñ]+(?:ar|er|ir)(?:l[aeo]s?)?\b")
PLACE = re.compile(r"\{\w+\}")
ENGLISH_ONLY = {"english"}


def texts(language):
    """Every text of the labels' own file and of the words they share with other papers, with its place."""
    shared = read_toml("text/wording.toml")[language]
    for table, rows in (("label", read_toml("text/label.toml")[language]), *shared.items()):
        for key, text in rows.items() if isinstance(rows, dict) else [("", rows)]:
            for inner, words in text.items() if isinstance(text, dict) else [("", text)]:
                for each in words if isinstance(words, list) else [words]:
                    yield f"{table}.{key}{inner and '.'}{inner}", each.replace("**", "").replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_thing_has_one_word(language):
    said = {place: words for place, words in texts(language) if place.rpartition(".")[2] not in ENGLISH_ONLY}
    for right, wrong in ONE_WORD[language].items():
        for place, words in said.items():
            assert not re.search(rf"\b(?:{wrong})\b", words, re.IGNORECASE), f"{place}: {words} (say {right})"


def test_spanish_orders_are_spoken_to_the_patient():
    said = dict(texts("es"))
    for place, words in said.items():
        for sentence in re.split(r"(?<=[.:]) ", words):
            assert not INFINITIVE.search(sentence), (place, sentence)
    orders = {"label.opioids": "No tome", "label.storage": "Guarde", "label.light": "Proteja", "label.children": "Manténgalo"}
    orders |= {"label.auxiliary.shake": "Agite", "directions.do_not_use_after": "No use", "dose.draws": "llene"}
    for place, begins in orders.items():
        assert said[place].startswith(begins)


def test_both_languages_have_the_same_texts_with_the_same_names_in_them_and_say_no_alike():
    english, spanish = dict(texts("en")), dict(texts("es"))
    assert list(english) == list(spanish)
    for place, words in english.items():
        if place.rpartition(".")[2] in ENGLISH_ONLY | {"described", "quantity_capsule"}:
            continue  # the directions in English; the look of capsules, which agrees with their number in Spanish
        assert sorted(PLACE.findall(words)) == sorted(PLACE.findall(spanish[place])), place
        if place != "dose.none":
            no = len(re.findall(r"\b(?:not|never)\b", words)), len(re.findall(r"\b(?:no|nunca)\b", spanish[place], re.IGNORECASE))
            assert no[0] == no[1], place
