"""Every sentence that a patient can read on the sheet, as its text files and as it is printed."""

from __future__ import annotations

import itertools
import re
from functools import cache

from ldn_calc.documents.words.runs import TIE, plain
from ldn_calc.documents.words.sheet_text import VARIANTS, SheetText
from ldn_calc.order.prescription import Language
from ldn_calc.resources import read_toml

__all__ = ["DRUGS", "FILES", "SPANISH_DRUGS", "VALUES", "combinations", "every_section", "file_sentences", "sentences"]

FILES = {language: read_toml(f"text/sheet.{language}.toml") for language in ("en", "es")}
VALUES = {
    "form": "oral liquid",
    "strength": "1 mg per mL",
    "condition": "fibromyalgia",
    "evidence": "",
    "grade": "small trials with a dummy pill",
    "checked": "22 Nov 2026",
    "draw": "1.5 mL",
    "storage": "in the refrigerator (36 to 46 °F)",
    "beyond_use": "26 Dec 2026",
    "pharmacy": "Dover Pharmacy, 302-555-0142",
    "take_pages": "page 1",
    "syringe": "3 mL oral syringe",
    "missed_days": "3 days",
}
DRUGS = (
    *("naltrexone", "methadone", "buprenorphine", "naloxone", "codeine", "hydrocodone", "oxycodone", "morphine", "hydromorphone"),
    *("fentanyl", "tapentadol", "tramadol", "diphenoxylate", "loperamide", "kratom", "tianeptine", "lofexidine", "thioridazine"),
    *("disulfiram", "acetaminophen", "ibuprofen", "naproxen", "opioids", "opioid"),
    *("Norco", "Percocet", "Lomotil", "Imodium", "Contrave", "Vivitrol", "Tylenol", "Narcan"),
)
SPANISH_DRUGS = (
    *("naltrexona", "metadona", "buprenorfina", "naloxona", "codeína", "hidrocodona", "oxicodona", "morfina", "hidromorfona"),
    *("fentanilo", "tapentadol", "tramadol", "difenoxilato", "loperamida", "kratom", "tianeptina", "lofexidina", "tioridazina"),
    *("disulfiram", "acetaminofén", "ibuprofeno", "naproxeno", "opioides", "opioide"),
    *("Norco", "Percocet", "Lomotil", "Imodium", "Contrave", "Vivitrol", "Tylenol", "Narcan", "paracetamol"),
)


def combinations(key: str, language: Language) -> list[frozenset[str]]:
    """Every choice among those groups of words that a section's lines ask for."""
    body = FILES[language.value][key]["body"]
    asked = {word for found in re.findall(r"^\[(.*?)\]", body, re.MULTILINE) for word in re.split(r", \+?|\||\+", found)}
    groups = [group if len(group) > 1 else (*group, "") for group in VARIANTS if asked.intersection(group)]
    return [frozenset(words) for words in itertools.product(*groups)]


@cache
def every_section(language: Language) -> dict[str, frozenset[str]]:
    """Every text that each section can have."""
    text = SheetText(language)
    keys = [key for key, row in FILES[language.value].items() if "body" in row and key != "title"]
    found: dict[str, set[str]] = {key: set() for key in keys}
    for key in keys:
        for holds in combinations(key, language):
            section = text.section(key, holds, VALUES)
            found[key].add("\n".join(plain(paragraph.runs) for paragraph in section.paragraphs))
    return {key: frozenset(texts) for key, texts in found.items()}


def sentences(text: str) -> list[str]:
    """The text cut at full stops, question marks and ends of lines; a colon ends a sentence too."""
    cut = re.split(r"(?<=[.:?!])\s+|\n", text.replace(TIE, " ").replace("**", ""))
    return [each.strip() for each in cut if re.search(r"\w", each)]


def file_sentences(language: str) -> list[tuple[str, str]]:
    """Where it stands, and every sentence of a sheet's file, conditions and numbers of steps taken off."""
    found = []
    for key, row in FILES[language].items():
        for name, value in row.items():
            for words in [value] if isinstance(value, str) else []:
                for line in words.splitlines():
                    bare = re.sub(r"^\[[^\]]*\] |^[0-9]+\. ", "", re.sub(r"^\[[^\]]*\] ", "", line))
                    found += [(f"{key}.{name}", sentence) for sentence in sentences(bare)]
    return found
