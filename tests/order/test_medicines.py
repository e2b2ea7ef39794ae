from datetime import timedelta
from pathlib import Path
from time import perf_counter

import pytest
from gathered import each_of
from order_support import TODAY, codes, document, findings, read

from ldn_calc.finding_text import finding_sentence
from ldn_calc.findings import Severity
from ldn_calc.names.medicine_list import listed_in, listed_medicines, listed_names, near_opioid, read_entry
from ldn_calc.names.medicine_rows import harmless_medicines
from ldn_calc.names.words import plain_words
from ldn_calc.order.medicines import check_medicines
from ldn_calc.resources import read_toml

OPIOIDS = [name for row in listed_medicines() if row.is_opioid for name in (*row.names, *row.brands)]


@pytest.mark.parametrize("said", ["{}", "{} 50mg twice a day", "generic ({})", "aspirin/{}"])
def test_every_listed_opioid_taken_now_is_a_stop(said):
    for name in OPIOIDS:
        for written in (name, name.upper(), name.casefold()):
            assert any(match.row.is_opioid for match in listed_in(said.format(written))), written
    assert codes(screening__medicines=[said.format(name) for name in OPIOIDS[:90]]).count("opioid-in-medicines") >= 90


@pytest.mark.parametrize(
    ("said", "ingredient"),
    [
        ("Percocet 5/325", "oxycodone"),
        ("tramadol50mg", "tramadol"),
        ("TRAMADOL", "tramadol"),
        ("acetaminophen-codeine #3", "codeine"),
        ("Paracetamol con codeína", "codeine"),
        ("paracetamol con codeina", "codeine"),
        ("oxy-codone", "oxycodone"),
        ("MSContin", "morphine"),
        ("petidina", "meperidine"),
        ("7OH gummies", "mitragynine"),
        ("kratom tea", "mitragynine"),
        ("Lomotil", "diphenoxylate"),
        ("folcodina jarabe", "pholcodine"),
        ("Tiánaa", "tianeptine"),
    ],
)
def test_brands_spanish_names_and_combinations_are_found(said, ingredient):
    assert ingredient in [match.row.ingredient for match in listed_in(said)]
    assert "opioid-in-medicines" in codes(screening__medicines=[said])


def test_every_listed_medicine_in_one_text_is_found():
    found = findings(screening__medicines=["tramadol with loperamide and levothyroxine"])
    assert [each.code for each in found] == ["opioid-in-medicines", "medicine-hold", "medicine-info"]


def test_a_name_counts_as_a_whole_word_only():
    assert listed_in("opiophobia") == []
    assert listed_in("hyoscyamine with atropine") == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("tramadal", "tramadol"),
        ("tarmadol", "tramadol"),
        ("tramdol", "tramadol"),
        ("tramaadol", "tramadol"),
        ("trammadal", "tramadol"),
        ("codine syrup", "codeine"),
        ("methodone", "methadone"),
        ("hydrocodne", "hydrocodone"),
        ("phentanyl patch", "fentanyl"),
        ("norko", "Norco"),
        ("metadóna", None),
    ],
)
def test_a_word_one_letter_off_an_opioid_is_asked_about(said, name):
    near = near_opioid(said)
    assert (near.name if near else None) == name
    if name:
        assert codes(screening__medicines=[said]) == ["medicine-near-miss"]


def one_letter_off(name):
    half = len(name) // 2
    yield name[:half] + name[half + 1 :]
    yield name[:half] + "q" + name[half:]
    yield name[:half] + "q" + name[half + 1 :]


def test_every_listed_opioid_of_one_word_is_asked_about_one_letter_off():
    for name in sorted({name for name in OPIOIDS if name.isalpha() and len(name) > 3}):
        for said in one_letter_off(name):
            assert asks(read_entry(f"{said} 50 mg")), said
            assert listed_in(said) or near_opioid(f"{said} 50 mg") is not None, said


def test_two_letters_count_from_six_letters_on_and_from_seven_beside_a_known_medicine():
    assert near_opioid("codiine").name == "codeine"
    assert near_opioid("vikodan").name == "Vicodin"
    assert near_opioid("lisinopril nurcco") is None
    assert near_opioid("lisinopril vikodan").name == "Vicodin"
    assert near_opioid("lisinopril, vikodan").name == "Vicodin"
    assert near_opioid("lisinopril tapentadil").name == "tapentadol"


def entries(name):
    """Entries of a file beside this one: `|` between them, lines that begin with `# ` left out."""
    lines = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    return [entry.strip() for line in lines if not line.startswith("# ") for entry in line.split("|") if entry.strip()]


def alarms(said):
    """Codes of the findings that keep a plan with this medicine from being ready."""
    return [found.code for found in findings(screening__medicines=[said]) if found.severity is not Severity.NOTE]


def asks(entry):
    """Whether an entry keeps a plan from being ready."""
    held = [match for match in entry.matches if match.row.action in {"BLOCK", "HOLD"}]
    return bool(held or entry.doubtful or entry.near or entry.is_unknown)


@each_of("said", entries("opioid_sayings.txt"))
def test_no_way_to_write_an_opioid_is_ready(said):
    assert alarms(said)


@each_of("said", entries("most_dispensed.txt"))
def test_the_most_dispensed_medicines_raise_no_alarm(said):
    for written in (
        said,
        said.replace("; ", "/"),
        f"{said.replace('; ', '-').lower()} 10 mg tab",
        f"{said} 1 tab al día con comida",
    ):
        assert alarms(written) == []


def distorted(name):
    yield f"{name}HCl"
    yield f"{name}ER"
    yield f"{name}50mg"
    yield ".".join(name)
    yield name.replace("o", "0")
    yield name.replace("l", "1").replace("i", "1")
    yield name[:3] + name[4:]
    yield name[:2] + name[3] + name[2] + name[4:]
    yield f"{name[:3]}q{name[4:]}"
    yield f"acetaminophen/{name}"
    if name[:5] not in {"Ultra", "ultra", "Dolac", "Short", "metop"}:
        yield name[:5]


def test_no_slip_of_the_pen_makes_a_listed_opioid_pass():
    for name in sorted({name for name in OPIOIDS if name.isalpha() and len(name) > 4}):
        for said in distorted(name):
            assert asks(read_entry(said)), said


@pytest.mark.parametrize(
    "said",
    [
        "1 tab per day",
        "con comida",
        "1 al día",
        "take 2 capsules by mouth at bedtime",
        "cod liver oil",
        "aceite de hígado de bacalao",
        "1 cápsula cada 8 horas con comida",
        "2 puffs q4h prn",
        "Tylenol 3 times a day",
        "Tylenol 2 tabs every 6 hours",
        "acetaminophen 500 mg, 2 tabs for pain",
        "lidocaine patch",
        "insulin pump",
        "cough drops",
        "Robitussin DM",
        "jarabe de ambroxol para la tos",
        "metformin AC",
        "calcium",
        "folate",
        "T3 (liothyronine)",
        "tacrolimus ointment",
        "Lantus SoloStar pen at bedtime",
        "Basaglar KwikPen per sliding scale",
        "olmesartan medoxomil",
        "prazosin 2 mg for nightmares",
        "methotrexate on Fridays",
        "vitamina B12 inyectable",
        "azithromycin Monday Wednesday Friday",
        "T4 (levothyroxine)",
        "T4/T3 compounded",
    ],
)
def test_words_of_directions_and_forms_never_ask(said):
    assert alarms(said) == []


@pytest.mark.parametrize("said", ["none", "NKDA", "n/a", "no medicines", "ninguna", "no toma nada", "nil", "denies", "-"])
def test_an_entry_that_says_none_is_no_entry(said):
    assert codes(screening__medicines=[said]) == []


@pytest.mark.parametrize("said", ["unknown", "see list", "?", "5", "no sabe", "my medicines", "white pill", "for pain"])
def test_an_entry_that_leaves_it_open_is_not_none(said):
    assert alarms(said)


PRESCRIPTIONS = [
    [[entry.strip() for entry in side.split("|")] for side in line.rsplit(" # ", 1)]
    for line in (Path(__file__).parent / "ordinary_prescriptions.txt").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


def screened(medicines, allergies):
    """What is asked of an ordinary prescription: its medicines and its allergies."""
    return {"screening__medicines": medicines, "screening__allergies": allergies}


def test_at_most_one_ordinary_prescription_in_four_is_held():
    held = [
        medicines
        for medicines, allergies in PRESCRIPTIONS
        if any(found.severity is not Severity.NOTE for found in findings(**screened(medicines, allergies)))
    ]
    assert len(PRESCRIPTIONS) >= 100
    assert len(held) <= len(PRESCRIPTIONS) / 4


def test_ordinary_entries_are_known():
    said = [medicine for medicines, _ in PRESCRIPTIONS for medicine in medicines]
    unknown = [medicine for medicine in said if read_entry(medicine).is_unknown]
    assert len(said) >= 500
    assert len(said) / len(PRESCRIPTIONS) > 4
    assert len(unknown) <= len(said) * 0.02


def test_thirty_medicines_are_screened_in_no_time_and_a_thousand_never_hang():
    request = read(document(screening__medicines=[medicine for medicines, _ in PRESCRIPTIONS for medicine in medicines][:30]))
    check_medicines(request)
    started = perf_counter()
    for _ in range(10):
        check_medicines(request)
    assert (perf_counter() - started) / 10 < 0.005
    started = perf_counter()
    for number in range(1000):
        read_entry(f"blorfex{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}ol {number} mg, " * 3)
    assert perf_counter() - started < 20


def test_every_row_of_every_list_has_a_source():
    for row in (*listed_medicines(), *harmless_medicines()):
        assert len(row.source) >= 4, row.ingredient
        assert row.names
    for name, row in read_toml("data/opioid_patterns.toml").items():
        assert len(row["source"]) >= 10, name
    assert not [row.ingredient for row in harmless_medicines() if not row.is_harmless]


def test_the_lists_do_not_contradict_one_another():
    meant = {"".join(plain_words(name)) for row in listed_medicines() for name in (*row.names, *row.brands, *row.sayings)}
    harmless = {"".join(plain_words(name)) for row in harmless_medicines() for name in (*row.names, *row.brands)}
    opioids = {"".join(plain_words(name)) for row in listed_medicines() if row.is_opioid for name in row.names if len(name) >= 7}
    assert not meant & harmless
    for name in harmless:
        assert not [text for text in opioids if text in name] or name.startswith("apomor"), name


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("not taking tramadol", "Your entry names tramadol. Is it taken now?"),
        ("no longer takes tramadol", "Your entry names tramadol. Is it taken now?"),
        ("denies Percocet", "Your entry names Percocet (oxycodone). Is it taken now?"),
        ("allergic to codeine", "Your entry names codeine. Is it taken now?"),
        ("codeine allergy", "Your entry names codeine. Is it taken now?"),
        ("never took morphine", "Your entry names morphine. Is it taken now?"),
        ("hydrocodone - stopped", "Your entry names hydrocodone. Is it taken now?"),
        ("tramadol", "Tramadol is an opioid and is taken now."),
        ("Tylenol no. 3", "Tylenol no. 3 (codeine) is an opioid and is taken now."),
    ],
)
def test_a_negation_keeps_its_stop_and_asks(said, shown):
    [found] = findings(screening__medicines=[said])
    assert (found.code, found.severity) == ("opioid-in-medicines", Severity.STOP)
    assert finding_sentence(found.code, found.facts, "en")[0] == shown


@pytest.mark.parametrize("said", ["no toma tramadol", "ya no toma tramadol", "alérgico a tramadol", "niega tramadol"])
def test_a_negation_asks_in_spanish_too(said):
    [found] = findings(screening__medicines=[said])
    assert finding_sentence(found.code, found.facts, "es")[0] == "Su anotación nombra tramadol. ¿Se toma ahora?"


@pytest.mark.parametrize(
    ("said", "name", "what"),
    [
        ("Vivatrol", "Vivitrol", "naltrexone"),
        ("loperimide", "loperamide", "hold"),
        ("imodiem", "Imodium", "hold"),
        ("demoral", "Demerol", "opioid"),
        ("kratam", "kratom", "opioid-like"),
        ("codei", "codeine", "opioid"),
        ("acetaminophen codiene", "codeine", "opioid"),
    ],
)
def test_near_misses_say_what_is_meant(said, name, what):
    near = near_opioid(said)
    assert (near.name, near.what) == (name, what)
    [found] = findings(screening__medicines=[said])
    for language in ("en", "es"):
        assert name in finding_sentence(found.code, found.facts, language)[0]


def test_what_may_be_an_opioid_waits_as_one_once_it_is_stopped():
    for days, due in ((13, ["opioid-interval-too-short"]), (14, [])):
        stopped = (TODAY - timedelta(days)).isoformat()
        assert codes(screening__medicines=[{"name": "pain pump", "stopped_on": stopped}]) == due
    assert codes(screening__medicines=["pain pump"]) == ["medicine-may-be-opioid"]


@pytest.mark.parametrize("name", ["none", "n/a", "-", "lisinopril", "blorfex", "estradiol patch", "loperamide"])
def test_a_kind_of_opioid_is_heard_whatever_name_stands_beside_it(name):
    def due(**entry):
        found = findings(screening__medicines=[{"name": name, **entry}])
        return {each.severity for each in found} & {Severity.STOP, Severity.REVIEW}

    yesterday = (TODAY - timedelta(1)).isoformat()
    assert Severity.STOP in due(kind="methadone", stopped_on=yesterday)
    assert Severity.STOP in due(kind="short-acting", removed_on=yesterday)
    assert due(kind="short-acting") == {Severity.REVIEW}


@pytest.mark.parametrize("name", ["none", "n/a", "ninguna"])
def test_what_is_called_none_and_was_stopped_is_not_none(name):
    yesterday = (TODAY - timedelta(1)).isoformat()
    assert "opioid-interval-too-short" in codes(screening__medicines=[{"name": name, "stopped_on": yesterday}])


@pytest.mark.parametrize("said", ["mycophenolate", "tacrolimus", "ciclosporina", "sirolimus", "everolimus", "belatacept"])
def test_medicines_of_transplants_ask_whether_there_is_one(said):
    [found] = findings(screening__medicines=[said])
    assert "if it protects a transplant" in finding_sentence(found.code, found.facts, "en")[0]
    assert "si protege un trasplante" in finding_sentence(found.code, found.facts, "es")[0]


@pytest.mark.parametrize("said", ["naloxone nasal spray", "Narcan", "loperamide", "naltrexone", "dextromethorphan"])
def test_a_listed_medicine_that_is_no_opioid_is_never_a_near_miss(said):
    assert not {"medicine-near-miss", "opioid-in-medicines"} & set(codes(screening__medicines=[said]))


@pytest.mark.parametrize(
    ("medicine", "days_that_clear"),
    [
        ("methadone", 14),
        ("metadona", 14),
        ("Suboxone", 14),
        ("tramadol", 14),
        ("Sublocade", 366),
        ("Brixadi weekly", 56),
        ("buprenorphine monthly shot", 366),
    ],
)
def test_the_kind_of_a_stopped_opioid_follows_from_its_name(medicine, days_that_clear):
    def on(days):
        return [{"name": medicine, "stopped_on": (TODAY - timedelta(days)).isoformat()}]

    assert codes(screening__medicines=on(days_that_clear)) == []
    assert codes(screening__medicines=on(days_that_clear - 1)) != []


def test_a_stop_date_still_to_come_counts_as_taken_now():
    assert codes(screening__medicines=[{"name": "tramadol", "stopped_on": "2026-11-23"}]) == ["opioid-in-medicines"]


@pytest.mark.parametrize(
    ("said", "fill", "severity"),
    [
        ("naltrexone", 1, Severity.REVIEW),
        ("naltrexone", 2, Severity.NOTE),
        ("LDN 4.5 mg at bedtime", 2, Severity.NOTE),
        ("naltrexona 3 mg cápsulas", 2, Severity.NOTE),
        ("low dose naltrexone (1 mg/mL)", 2, Severity.NOTE),
        ("Vivitrol", 2, Severity.REVIEW),
        ("naltrexone (ReVia)", 2, Severity.REVIEW),
        ("naltrexone 50 mg", 2, Severity.REVIEW),
        ("naltrexone injection", 2, Severity.REVIEW),
        ("bupropion/naltrexone", 2, Severity.REVIEW),
    ],
)
def test_naltrexone_already_taken_is_a_review_but_a_note_on_a_refill_of_the_same(said, fill, severity):
    [found] = findings(screening__medicines=[said], fill={"number": fill}, rx__refills=3)
    assert (found.code, found.severity) == ("naltrexone-duplicate", severity)


def test_names_the_lists_do_not_know_are_one_review_that_names_them():
    [found] = findings(screening__medicines=["blorfex 5 mg", "vitamin D", "qwertol", "blorfex 5 mg", "lisinopril, zuntrax"])
    assert (found.code, found.severity, found.field) == ("medicine-not-listed", Severity.REVIEW, "screening.medicines")
    assert found.facts == {"medicines": "blorfex 5 mg, qwertol, lisinopril, zuntrax"}


@pytest.mark.parametrize("known", ["lisinopril", "gabapentin 300 mg", "paracetamol", "vitamina D", "Zoloft"])
@pytest.mark.parametrize("beside", ["blorfexa", "vikodan", "oxycod", "oxymorph", "codeenq", "hydroco"])
def test_a_known_medicine_speaks_for_itself_alone(known, beside):
    for said in (f"{known} {beside}", f"{beside} {known}", f"{known} {beside} daily", f"{known} - {beside}"):
        assert alarms(said), said


def test_the_brand_is_shown_with_what_it_holds():
    [found] = findings(screening__medicines=["Percocet 5/325"])
    assert found.facts["medicine"] == "Percocet 5/325 (oxycodone)"


def test_the_list_holds_what_the_clinical_facts_ask_to_add():
    by_name = {name.casefold(): row.action for row in listed_medicines() for name in (*row.names, *row.brands)}
    assert by_name["pholcodine"] == "BLOCK"
    assert by_name["acamprosate"] == by_name["desiccated thyroid"] == "INFO"
    assert by_name["mysimba"] == by_name["ldn"] == "BLOCK"


def test_names_for_completion_are_each_there_once():
    names = listed_names()
    assert len(names) == len(set(names))
    assert "tramadol" in names
    assert "oxicodona" in names
