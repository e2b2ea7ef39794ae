from __future__ import annotations

import pytest
from documents_support import base_capsules, liquid_three_phases, long_names, nightly, practice, spanish, twice_daily_liquid

from ldn_calc.documents.sheet.content import sheet_content
from ldn_calc.documents.sheet.wallet_block import wallet_block
from ldn_calc.documents.values.errors import DoesNotFit
from ldn_calc.documents.words.runs import plain


def faces(made) -> list[str]:
    card = sheet_content(made).wallet
    return [plain(runs).replace("\u00a0", " ") for runs in (*card.front, *card.back)]


def test_the_card_names_patient_drug_dose_pharmacy_and_prescriber():
    assert faces(liquid_three_phases()) == [
        "It blocks opioid medicine. Opioids may not work as usual. Ask when I took my last dose.",
        "Ana Núñez born 12 Apr 1979",
        "naltrexone hydrochloride by mouth at bedtime, up to 4.5 mg a day",
        "Pharmacy Dover Compounding Pharmacy 302-555-0142",
        "Prescriber P. Hale, MD 555-0100",
        "Tomo naltrexona. Bloquea los opioides. Pregunte cuándo tomé la última dosis.",
    ]


def test_the_card_stays_english_for_emergency_staff():
    assert faces(spanish(liquid_three_phases())) == faces(liquid_three_phases())
    assert sheet_content(spanish(nightly())).wallet.cut == "Recorte aquí"


def test_two_doses_a_day_are_added_up():
    assert faces(twice_daily_liquid())[2] == "naltrexone hydrochloride by mouth, up to 4.5 mg a day"


def test_prescribed_as_base_the_card_says_base():
    assert "up to 4.5 mg base a day" in faces(base_capsules())[2]


def test_without_a_pharmacy_the_card_says_so():
    assert faces(practice(nightly()))[3] == "Pharmacy not set up"


def test_long_names_still_fit_and_endless_ones_are_refused():
    assert wallet_block(sheet_content(long_names()).wallet).height > 0
    endless = "Anneliese-Marie " * 12
    person = {"name": endless.strip(), "birth_date": "1979-04-12", "language": "en"}
    assert wallet_block(sheet_content(liquid_three_phases(patient=person)).wallet).height > 0
    person = {"name": "A" * 200, "birth_date": "1979-04-12", "language": "en"}
    with pytest.raises(DoesNotFit):
        wallet_block(sheet_content(liquid_three_phases(patient=person)).wallet)
