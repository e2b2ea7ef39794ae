"""Reading grades of short texts: Flesch-Kincaid for English, INFLESZ for Spanish (formulas: clinical facts, section 6)."""

from __future__ import annotations

import re

import pyphen

_HYPHENATORS = {"en": pyphen.Pyphen(lang="en_US", left=1, right=1), "es": pyphen.Pyphen(lang="es", left=1, right=1)}
_VOWELS = re.compile(r"[aeiouyáéíóúü]+", re.IGNORECASE)
_STRONG = re.compile(r"[aeoáéíóú](?=[aeoáéíóú])", re.IGNORECASE)


def counts(text: str, language: str) -> tuple[int, int, int]:
    """Sentences, words and syllables; a colon ends a sentence, a number or an abbreviation is one syllable."""
    sentences = [part for part in re.split(r"[.:!?](?:\s|$)|\n", text) if re.search(r"\w", part)]
    words = re.findall(r"[^\W_]+(?:[-'’.][^\W_]+)*", text)
    return len(sentences), len(words), sum(_syllables(word, language) for word in words)


def flesch_kincaid_grade(text: str) -> float:
    """School years of an American reader."""
    sentences, words, syllables = counts(text, "en")
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def inflesz(text: str) -> float:
    """0 to 100; 65 and more is quite easy, 55 normal."""
    sentences, words, syllables = counts(text, "es")
    return 206.835 - 62.3 * syllables / words - words / sentences


def _syllables(word: str, language: str) -> int:
    if any(letter.isdigit() for letter in word) or (word.isupper() and len(word) > 1):
        return 1
    if language == "es":
        return max(1, len(_VOWELS.findall(word)) + len(_STRONG.findall(word)))
    return max(1, len(_HYPHENATORS[language].positions(word.lower())) + 1)
