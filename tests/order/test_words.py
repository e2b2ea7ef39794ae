import pytest

from ldn_calc.names.words import says_none

NONE = """
none|None|NONE.|nil|n/a|N/A|N.A.|NA|no|No.|nothing|NKDA|nkda|N.K.D.A.|NKA|NKDA, NKFA|no known drug allergies|No Known Allergies
none known|no known|no medicines|no meds|No medications|no other medications|none at this time|denies|denies any allergies|pt denies
patient denies any medications|no current medications|not taking anything else|not taking any medications|not on any meds|-|--|—|0
no allergies|no drug allergies|no food or drug allergies|no OTC or supplements|none reported|ninguna|Ninguno|ninguna conocida|nada
no toma nada|No toma medicamentos|no toma ningún medicamento|sin alergias|sin alergias conocidas|no tiene alergias|niega alergias
no refiere|no aplica|ningún medicamento|sin medicación|no alérgico|no alergias a medicamentos|no latex allergy
not allergic to any drugs
"""

SOMETHING = """
unknown|not known|?|no sabe|no sé|desconocido|no opioids|none but tramadol|none except codeine|no tramadol|not taking tramadol
no longer takes tramadol|denies opioids|niega opioides|nothing for pain but oxy|allergies|medicines|known allergies|penicillin
aspirin|no allergies on file|has allergies|see list|see profile|not asked|could not be asked|ask|tbd|pending|not sure
N-acetyl cysteine|niacin|nadolol|Nadia|zinc|no penicillin|sulfa|sin gluten|no lactose|nitroglycerin||  |not none
"""


@pytest.mark.parametrize("said", [each for line in NONE.strip().split("\n") for each in line.split("|")])
def test_an_entry_that_says_nothing_is_none(said):
    assert says_none(said)


@pytest.mark.parametrize("said", [each for line in SOMETHING.strip().split("\n") for each in line.split("|")])
def test_an_entry_that_names_or_leaves_open_anything_is_not_none(said):
    assert not says_none(said)
