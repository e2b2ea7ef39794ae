from datetime import timedelta

import pytest
from order_support import TODAY, codes, findings

from ldn_calc.findings import Severity
from ldn_calc.order.medicine_list import listed_in, listed_medicines, listed_names, near_opioid

OPIOIDS = [name for row in listed_medicines() if row.is_opioid for name in (*row.names, *row.brands)]


@pytest.mark.parametrize("name", OPIOIDS)
@pytest.mark.parametrize("said", ["{}", "{} 50mg twice a day", "generic ({})", "aspirin/{}"])
def test_every_listed_opioid_taken_now_is_a_stop(name, said):
    for written in (name, name.upper(), name.casefold()):
        assert "opioid-in-medicines" in codes(screening__medicines=[said.format(written)])


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
        ("hydrocodon", "hydrocodone"),
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


@pytest.mark.parametrize("name", sorted({name for name in OPIOIDS if name.isalpha()}))
def test_every_listed_opioid_of_one_word_is_asked_about_one_letter_off(name):
    for said in one_letter_off(name):
        assert listed_in(said) or near_opioid(f"{said} 50 mg") is not None


def test_names_under_eight_letters_are_near_by_one_letter_only():
    assert near_opioid("codiine") is not None
    assert near_opioid("codiinne") is None


COMMON = """
atorvastatin metformin lisinopril amlodipine metoprolol albuterol omeprazole losartan gabapentin hydrochlorothiazide
sertraline simvastatin montelukast escitalopram acetaminophen bupropion furosemide pantoprazole trazodone fluticasone
tamsulosin fluoxetine carvedilol duloxetine meloxicam clopidogrel prednisone citalopram aspirin loratadine cyclobenzaprine
ibuprofen naproxen celecoxib warfarin venlafaxine quetiapine aripiprazole risperidone lamotrigine topiramate lithium
buspirone hydroxyzine propranolol clonidine diltiazem famotidine ondansetron promethazine hyoscyamine oxybutynin finasteride
progesterone glipizide semaglutide melatonin magnesium zinc turmeric amoxicillin doxycycline fluconazole hydroxychloroquine
sulfasalazine budesonide hydrocortisone methylprednisolone baclofen tizanidine methocarbamol pregabalin amitriptyline
nortriptyline mirtazapine methylphenidate modafinil memantine ropinirole sumatriptan colchicine allopurinol ketorolac
Toradol metamizol paracetamol metformina omeprazol prednisona heparin lidocaine ketamine caffeine Motrin Ultra
"""


@pytest.mark.parametrize("said", COMMON.split())
def test_common_medicines_raise_no_alarm(said):
    assert near_opioid(said) is None
    assert codes(screening__medicines=[said]) == ["medicine-not-listed"]


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


def test_names_the_list_does_not_know_are_one_note():
    [found] = findings(screening__medicines=["vitamin D", "magnesium", "vitamin D"])
    assert (found.code, found.severity) == ("medicine-not-listed", Severity.NOTE)
    assert found.facts == {"medicines": "vitamin D, magnesium"}


def test_the_brand_is_shown_with_what_it_holds():
    [found] = findings(screening__medicines=["Percocet 5/325"])
    assert found.facts["medicine"] == "Percocet 5/325 (oxycodone)"


def test_the_list_holds_what_the_clinical_facts_ask_to_add():
    by_name = {name.casefold(): row.action for row in listed_medicines() for name in (*row.names, *row.brands)}
    assert by_name["pholcodine"] == "BLOCK"
    assert by_name["acamprosate"] == by_name["desiccated thyroid"] == by_name["zolpidem"] == "INFO"
    assert by_name["mysimba"] == by_name["ldn"] == "BLOCK"


def test_names_for_completion_are_each_there_once():
    names = listed_names()
    assert len(names) == len(set(names))
    assert "tramadol" in names
    assert "oxicodona" in names
