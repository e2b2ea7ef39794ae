"""Kinds of mistakes in words that a patient acts on: one term a thing, numbers of one and many, weekdays beside months, pairs."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from documents_support import (
    capsule_titration,
    capsules,
    every_dispensing,
    liquid,
    nightly,
    spanish,
    tablets,
    two_strengths,
    weekly_steps,
    with_plan,
)
from patient_words_support import DRUGS, FILES, SPANISH_DRUGS, every_section, file_sentences
from sheet_support import flat

from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.words.directions import marks_beside, syringes_needed
from ldn_calc.documents.words.runs import TIE, plain
from ldn_calc.documents.words.sheet_text import SheetText
from ldn_calc.documents.words.wording import Wording
from ldn_calc.order.prescription import Form, Language
from ldn_calc.quantities.dates import day_text
from ldn_calc.quantities.text import write
from ldn_calc.resources import read_toml

FIRST = date(2026, 11, 22)
TWO_YEARS = [FIRST + timedelta(number) for number in range(731)]
PATIENT_TEXTS = {
    language: [
        *file_sentences(language),
        *(("conditions", row[f"line_{language}"]) for row in read_toml("data/conditions.toml").values()),
    ]
    for language in ("en", "es")
}


@cache
def everything(name: str, language: Language) -> str:
    """Every word of a sheet but its names, in the order in which it is read."""
    content = sheet_content(replace(every_dispensing()[name], language=language))
    words = [plain(content.title.detail), content.calendar.heading, content.calendar.mark, plain(content.calendar.same)]
    words += [plain(runs) for runs in (content.box.first, *content.box.points, *content.calendar.end.words, content.take.caption)]
    for row in content.take.rows:
        words += [plain(row.dates), plain(row.short_dates), row.amount, row.holds, row.when, *row.notes]
    for week in content.calendar.weeks:
        for day in week:
            words += [
                day.weekday,
                day.date,
                *(line for dose in day.doses for line in (dose.when, dose.number, dose.unit, *dose.lines)),
            ]
    for section in content.sections:
        words += [section.heading, *(plain(paragraph.runs) for paragraph in section.paragraphs)]
    return flat("\n".join(words))


ALL = [(name, language) for name in every_dispensing() for language in Language]


# -- Dates -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_no_word_is_a_weekday_and_a_month_and_no_two_months_are_alike(language):
    wording, text = Wording(language), SheetText(language)
    months = {wording.month(day) for day in TWO_YEARS}
    for use in ("row", "column", "long"):
        weekdays = {text.weekday(number, use) for number in range(7)}
        assert len(weekdays) == 7
        assert not {word.lower() for word in weekdays} & {word.lower() for word in months}
    assert len(months) == 12
    if language is Language.SPANISH:
        for one in months:
            for other in months - {one}:
                alike = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
                assert not alike or {one, other} == {"junio", "julio"}  # in full, where they are told apart


def test_the_months_are_those_of_the_calendar():
    english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    in_spanish = ["ene", "feb", "marzo", "abr", "mayo", "junio", "julio", "ago", "sept", "oct", "nov", "dic"]
    for month, (one, other) in enumerate(zip(english, in_spanish, strict=True), 1):
        day = date(2027, month, 9)
        assert Wording(Language.ENGLISH).day(day).replace(TIE, " ") == f"9 {one} 2027" == day_text(day)
        assert Wording(Language.SPANISH).day(day).replace(TIE, " ") == f"9 {other} 2027" == day_text(day, "es")
    weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
    assert [SheetText(Language.SPANISH).weekday(number, "long") for number in range(7)] == weekdays


@pytest.mark.parametrize("days", [1, 7, 30, 41])
def test_every_day_of_two_years_is_written_so_that_it_cannot_be_another(days):
    wording = Wording(Language.SPANISH)
    for first in TWO_YEARS:
        last = first + timedelta(days - 1)
        for words in (wording.day(first), wording.dates(first, last), wording.dates_in_sentence(first, last)):
            assert not re.search(r"\b(mar|jun|jul|may|sep)\b", words), words
            assert " " not in words
        said = wording.dates_in_sentence(first, last).replace(TIE, " ")
        assert re.fullmatch(r"el \d+ \w+" if days == 1 else r"del \d+( \w+)? al \d+ \w+", said), said
        assert not re.search(r"\d( \w+)? a \d", said)


@pytest.mark.parametrize("first_dose", ["2027-03-02", "2027-06-27", "2027-12-25", "2028-02-28"])
def test_a_spanish_sheet_has_no_short_weekday_beside_a_date(first_dose):
    made = spanish(liquid([(14, [("1.5 mg", "bedtime")]), (14, [("3 mg", "bedtime")])], 28, first_dose_on=first_dose))
    content = sheet_content(made)
    begins = date.fromisoformat(first_dose)
    weekday = SheetText(Language.SPANISH).weekday(begins.weekday(), "long")
    assert plain(content.take.rows[0].dates).replace(TIE, " ").startswith(f"{weekday} {begins.day} ")
    said = " ".join(plain(row.dates) for row in content.take.rows) + content.calendar.heading
    said += " ".join(plain(runs) for runs in content.calendar.end.words)
    assert not re.search(r"\b(lun|mar|mié|jue|vie|sáb|dom|jun|jul)\b", said)
    assert re.search(r" del \d+", content.calendar.heading.replace(TIE, " "))


# -- One and many ------------------------------------------------------------------------------------------------------

ONE = re.compile(
    r"\b1\s(?:days|capsules|tablets|bottles|refills|fills|días|cápsulas|tabletas|frascos|resurtidos|llenados|dosis juntas)\b"
    r"|últimos 1\b|last 1\b|\b(?:days|días) (\d+) (?:to|a) \1\b"
    r"|\b(?:[2-9]|\d\d+)\s(?:day|capsule|tablet|bottle|día|cápsula|tableta|frasco)\b(?!-)"
)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("covered", [1, 2, 7])
@pytest.mark.parametrize("part", ["whole", "first", "last", "after"])
def test_one_day_is_written_as_one_day(covered, part, language):
    made = replace(liquid([(40, [("1.5 mg", "bedtime")])], covered), language=language)
    prescribed = covered if part == "whole" else 40
    begins = {"whole": 1, "first": 1, "last": 40 - covered + 1, "after": 41}[part]
    following = (covered + 1, date(2026, 12, 1)) if part == "first" else (None, None)
    supply = replace(
        made.plan.supply,
        days_prescribed=prescribed,
        from_day=begins,
        next_from_day=following[0],
        next_fill_by=following[1],
    )
    made = with_plan(made, supply=supply)
    said = Wording(language).supply(supply) + " ".join(plain(runs) for runs in sheet_content(made).calendar.end.words)
    assert not ONE.search(said.replace(TIE, " ")), said
    if covered < 7:
        assert any(now in said for now in ("Call us now", "Llámenos ahora"))


@pytest.mark.parametrize("language", Language)
def test_a_count_of_one_is_singular_in_every_unit(language):
    for unit in ("capsule", "tablet", "day"):
        for count in (1, 2, 30):
            assert not ONE.search(Wording(language).count(count, unit).replace(TIE, " "))


@pytest.mark.parametrize(("name", "language"), ALL)
def test_no_sheet_writes_one_of_many_or_many_of_one(name, language):
    assert not ONE.search(everything(name, language))


# -- Terms -------------------------------------------------------------------------------------------------------------

NEVER = {
    "en": r"\bLDN\b|\bpain drugs?\b|\bhandles?\b|\b(?:small|large|medium)(?:est|er)? syringe|\bfridge\b",
    "es": r"\bLDN\b|\b[Oo]nce\b|\bsever[oa]s?\b|\bintoxicación\b|\bdoctor(?:a|es)?\b|\bdrogas?\b|\bactualmente\b|\beventualmente\b"
    r"|\bremover\b|\bnarcóticos?\b|\bopiáceos?\b|\bcalmantes?\b|\bbotellas?\b|\bmangos?\b|\bnevera\b|\bmarca\b|\bal[eé]rgic[oa]s?\b"
    r"|\bjeringas? (?:pequeñ|grand|median)\w*|\btomas?\b(?= (?:diaria|del? día))|\bheladera\b|\bconsejos?\b(?! médico)",
}
ALONE = {
    "es": r"(?<!en la )(?<!de la )\bmañana\b|\bla tarde\b|(?<!al )\bacostarse\b|\b(?:deje|deja|dejar|dejarl[ao]|dejó)\b(?! de )",
}
DOCTOR = {
    "Call your doctor for medical advice about side effects.",
    "Tell every doctor, dentist, and nurse that you take naltrexone.",
}
"""The FDA's own sentence, and everybody who treats the patient."""
LONG = {
    "en": {"If your body is used to opioids, this medicine can make you very sick within minutes or hours."},
    "es": set(),
}
"""Longer than the rest, because it must say both times in one breath."""


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_thing_has_one_word(language):
    for place, sentence in PATIENT_TEXTS[language]:
        if place == "title.body":
            continue  # where LDN is explained
        assert not re.search(NEVER[language], sentence), (place, sentence)
        if language in ALONE:
            assert not re.search(ALONE[language], sentence), (place, sentence)
        if language == "en" and "doctor" in sentence.lower() and place != "conditions":
            assert sentence in DOCTOR


@pytest.mark.parametrize(("name", "language"), ALL)
def test_ldn_stands_once_on_a_sheet_where_it_is_explained(name, language):
    said = everything(name, language)
    assert said.count("LDN") == 1
    assert re.search(r"low dose naltrexone, LDN\)|naltrexona en dosis bajas, LDN por sus siglas en inglés\)", said)


@pytest.mark.parametrize(("language", "most"), [("en", 15), ("es", 18)])
def test_a_sentence_is_short(language, most):
    long = set()
    for place, sentence in file_sentences(language):
        words = re.findall(r"[^\W_]+(?:[-'’.][^\W_]+)*", sentence)
        if place.split(".")[0] not in {"wallet", "caption"} and len(words) > most:
            long.add(sentence)
    assert long == LONG[language]


INFINITIVE = re.compile(r"^(?:No )?[A-ZÁÉÍÓÚ][a-záéíóúñ]+(?:ar|er|ir)(?:l[aeo]s?)?\b(?! (?:más|de))")


def test_no_spanish_sentence_for_the_patient_opens_with_an_infinitive_or_says_tu():
    wording = [
        value for table in read_toml("text/wording.toml")["es"].values() if isinstance(table, dict) for value in table.values()
    ]
    sentences = [*file_sentences("es"), *(("wording", value.replace("**", "")) for value in wording if isinstance(value, str))]
    for place, sentence in sentences:
        if not place.endswith(".heading"):
            assert not INFINITIVE.search(sentence), (place, sentence)
        assert not re.search(r"\b(?:tú|tus?|ti|contigo|puedes|debes|tienes|quieres|estás)\b", sentence), (place, sentence)


def test_no_spanish_word_gives_the_reader_a_gender():
    for place, sentence in PATIENT_TEXTS["es"]:
        assert not re.search(
            r"\b(?:alérgic[oa]|cansad[oa]|enferm[oa](?! )|enfermarl[oa]|l[oa] dej[ae]|segur[oa] de que)\b", sentence
        ), place


def test_spanish_marks_that_open_are_closed():
    for place, sentence in PATIENT_TEXTS["es"]:
        assert sentence.count("¿") == sentence.count("?"), (place, sentence)
        assert sentence.count("¡") == sentence.count("!"), (place, sentence)


# -- Pairs -------------------------------------------------------------------------------------------------------------

MORE_IN_SPANISH = {"988": {"988": 1, "2": 1}}
"""988 asks in Spanish for a key to press, and for a word by text."""
STATEMENTS = r"No (?:sabemos|hay|reemplaza|está|revisó|vio|hallamos)"


def lines_of(key):
    return zip(*(FILES[language][key]["body"].splitlines() for language in ("en", "es")), strict=True)


def counted(pattern, text):
    found = re.findall(pattern, text)
    return {each: found.count(each) for each in set(found)}


@pytest.mark.parametrize("key", [key for key, row in FILES["en"].items() if "body" in row])
def test_both_languages_say_the_same_numbers_and_forbid_as_much(key):
    for english, in_spanish in lines_of(key):
        numbers = [counted(r"\d+(?:[.-]\d+)*", re.sub(r"^\[.*?\] ", "", text)) for text in (english, in_spanish)]
        for number, more in MORE_IN_SPANISH.get(key, {}).items():
            numbers[0][number] = numbers[0].get(number, 0) + more
        words = {"two": "dos", "an hour or two": "una o dos horas"}
        assert numbers[0] == numbers[1], (english, in_spanish)
        assert all((one in english) == (other in in_spanish) for one, other in words.items() if key == "missed")
        forbids = [
            len(re.findall(r"(?:^|[.:*\]] )\**(?:Do not|Never)\b", english)),
            len(re.findall(rf"(?:^|[.:*\]] )\**(?!{STATEMENTS})(?:No|Nunca)\b", in_spanish)),
        ]
        assert forbids[0] == forbids[1], (english, in_spanish)


@pytest.mark.parametrize("key", [key for key, row in FILES["en"].items() if "body" in row])
def test_both_languages_name_the_same_medicines(key):
    same = dict(zip(DRUGS, SPANISH_DRUGS[: len(DRUGS)], strict=True))
    for english, in_spanish in lines_of(key):
        for drug, name in same.items():
            if drug not in {"naltrexone", "opioid", "opioids"}:  # where English says it, this and them
                assert (drug.lower() in english.lower()) == (name.lower() in in_spanish.lower()), (drug, english, in_spanish)


# -- What could kill ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", Language)
def test_numbers_to_call_are_the_right_ones(language):
    texts = {key: "\n".join(found) for key, found in every_section(language).items()}
    everything_said = "\n".join(texts.values())
    assert set(re.findall(r"1-\d{3}-[\w]{3}-?\d{4}|1-800-\w+-\w+", everything_said)) == {
        "1-800-222-1222",
        "1-800-FDA-1088",
        "1-800-332-1088",
    }
    assert "1-800-222-1222" in texts["toomuch"]
    assert "911" in texts["toomuch"]
    assert {"1-800-FDA-1088", "1-800-332-1088"} <= set(re.findall(r"1-800-[\w-]+", texts["side"]))
    assert "988" in texts["988"]
    assert "911" in texts["988"]
    assert FILES[language.value]["911"]["heading"] == {"en": "Call 911 if", "es": "Llame al 911 si"}[language.value]
    assert set(re.findall(r"\b9\d\d\b", everything_said)) == {"911", "988"}


INTERVALS = {
    "en": {
        "box": [
            "your last opioid must be at least 10 days before your first dose",
            "methadone, buprenorphine, or a long-acting opioid",
            "at least 14 days",
        ],
        "dont": ["took one in the last 10 days", "methadone, buprenorphine, or a long-acting opioid", "in the last 14 days"],
        "both": ["a weekly or monthly shot of buprenorphine, or an implant", "ask us"],
    },
    "es": {
        "box": [
            "entre su último opioide y la primera dosis deben pasar al menos 10 días",
            "metadona, buprenorfina o un opioide de acción larga",
            "al menos 14 días",
        ],
        "dont": ["en los últimos 10 días", "metadona, buprenorfina o un opioide de acción larga", "en los últimos 14 días"],
        "both": ["una inyección semanal o mensual de buprenorfina, o de un implante", "pregúntenos"],
    },
}


@pytest.mark.parametrize("language", Language)
def test_box_and_reasons_not_to_take_it_name_the_same_opioids_with_the_same_days(language):
    for key in ("box", "dont"):
        longest = max(every_section(language)[key], key=len).lower().replace(TIE, " ")
        for words in (*INTERVALS[language.value][key], *INTERVALS[language.value]["both"]):
            assert words in longest, words
        assert re.findall(r"(\d+) (?:days|días)", longest) == ["10", "14"]


@pytest.mark.parametrize("language", Language)
def test_overdose_allows_no_opioid_and_promises_nothing(language):
    for text in every_section(language)["overdose"]:
        assert re.search({"en": r"Never take more of an opioid", "es": r"Nunca tome más opioide"}[language.value], text)
        assert not re.search(r"large amounts|muchos|más efecto|hit you", text)


@pytest.mark.parametrize("language", Language)
def test_the_syringes_steps_come_in_an_order_that_can_be_followed(language):
    cap, tip, bubbles, line = {
        "en": ("Take off the cap", "Put the tip into the hole", "air bubbles", "push the plunger slowly to the"),
        "es": ("Quite la tapa", "Meta la punta", "burbujas", "empuje el émbolo despacio hasta la"),
    }[language.value]
    for text in every_section(language)["syringe"]:
        assert text.index(cap) < text.index(tip) < text.index(bubbles)
        if line in text:
            assert text.index(bubbles) < text.index(line)


LIQUIDS = {name: made for name, made in every_dispensing().items() if made.plan.form is Form.LIQUID} | {
    "full": liquid([(28, [("3 mg", "bedtime")])], 28),
    "two full": liquid([(28, [("3 mg", "bedtime")])], 28, strength="0.5 mg/mL", amount="170 mL"),
    "weekly steps again": weekly_steps(),
    "shaken": tablets(),
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", LIQUIDS)
def test_the_syringes_steps_fit_the_doses(name, language):
    made = replace(LIQUIDS[name], language=language)
    section = next(section for section in sheet_content(made).sections if section.key == "syringe")
    steps = {paragraph.mark: plain(paragraph.runs).replace(TIE, " ") for paragraph in section.paragraphs if paragraph.mark}
    assert list(steps) == [f"{number}." for number in range(1, len(steps) + 1)]
    said = " ".join(steps.values())
    doses = [dose.draws for dose in made.plan.doses]
    syringes = syringes_needed(made.plan)
    full = [draw.volume == syringes[draw.instrument].capacity for draws in doses for draw in draws]
    marks = {
        "en": ("second line", "your dose", "past the line", "last line", "hake"),
        "es": ("segunda línea", "su dosis", "más allá", "última línea", "gite"),
    }
    second, your_dose, past, last, shake = (words in said for words in marks[language.value])
    assert second == any(len(draws) == 2 for draws in doses)
    assert past == (not all(full))
    assert last == any(full)
    if all(len(draws) == 2 for draws in doses):
        assert not your_dose
    assert shake == (name in {"tablets", "shaken"})
    draws = {draw.volume for each in doses for draw in each}
    if len(draws) == 1 and not any(marks_beside(draw, syringes[draw.instrument]) for each in doses for draw in each):
        assert write(draws.pop()) in steps["4."]


def test_times_of_day_are_said_the_same_everywhere_and_never_alone():
    words, text = read_toml("text/finding_words.toml")["words"], SheetText(Language.SPANISH)
    for when in ("morning", "evening", "bedtime"):
        said = Wording(Language.SPANISH).when(when).replace(TIE, " ")
        assert said == words[when]["es"] == text.text("calendar", when)
        assert said.startswith(("en la ", "al "))
        assert Wording(Language.ENGLISH).when(when).replace(TIE, " ") == words[when]["en"]


def test_no_amount_is_promised_of_a_bottle_that_is_not_made_yet():
    for language in ("en", "es"):
        for key, words in FILES[language]["end"].items():
            assert not re.search(r"\bm[gL]\b", words), key


@pytest.mark.parametrize(
    "made", [two_strengths(), capsule_titration(), capsules([(7, [("4.5 mg", "bedtime")])], {"4.5 mg": {"4.5 mg": 1}})]
)
def test_capsules_have_their_mg_on_every_day(made):
    for week in sheet_content(made).calendar.weeks:
        for day in week:
            assert all(re.fullmatch(r"=\s[\d.]+\smg", dose.mass) for dose in day.doses)


@pytest.mark.parametrize("language", Language)
def test_numbers_to_call_stay_with_the_word_before_them(language):
    for texts in every_section(language).values():
        for text in texts:
            assert not re.search(r"\bal (?:911|988|1-800)", text)
            assert not re.search(r"1 in 10 people|1 de cada 10 personas", text)
    steps = next(
        section for section in sheet_content(replace(weekly_steps(), language=language)).sections if section.key == "syringe"
    )
    assert not any(re.search(r"\b(?:pages?|páginas?) \d", plain(paragraph.runs)) for paragraph in steps.paragraphs)


def test_a_sheet_is_kept_cold_without_being_frozen():
    for made, words in ((nightly(), "Do not freeze it."), (spanish(nightly()), "No lo congele.")):
        assert words in plain(sheet_content(made).panels[0].words[0])
    assert "freeze" not in plain(sheet_content(capsule_titration()).panels[0].words[0])
