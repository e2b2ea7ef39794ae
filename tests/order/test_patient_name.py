"""Both names of a patient: in Latin letters, which every paper has, and in its own."""

import pytest
from order_support import changed, errors, read


def names(**patient):
    found = read(changed({f"rx.patient.{key}": value for key, value in patient.items()})).rx.patient
    return found.name, found.name_own_script


@pytest.mark.parametrize(
    ("written", "name", "own"),
    [
        ("Mei-Ling Zhou (周美玲)", "Mei-Ling Zhou", "周美玲"),
        ("周美玲（Mei-Ling Zhou）", "Mei-Ling Zhou", "周美玲"),
        ("周美玲 (Mei-Ling Zhou)", "Mei-Ling Zhou", "周美玲"),
        ("Natalia Kuznetsova Наталия Кузнецова", "Natalia Kuznetsova", "Наталия Кузнецова"),
        ("Miriam Levi / מרים לוי", "Miriam Levi", "מרים לוי"),
        ("Ana Núñez (mother: Ruth)", "Ana Núñez (mother: Ruth)", None),
        ("Anna (Annie) Petrova (Анна Петрова)", "Anna (Annie) Petrova", "Анна Петрова"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh", None),
        ("Kaʻiulani O’Brien-Łoś", "Kaʻiulani O’Brien-Łoś", None),
        ("周美玲", None, "the name in Latin letters, which staff here can read"),
        ("Наталия Кузнецова", None, "the name in Latin letters, which staff here can read"),
        ("Аnna Иванова", None, "each word in letters of one script"),
    ],
)
def test_a_name_in_two_scripts_is_parted_and_one_without_latin_letters_asks_for_them(written, name, own):
    """The last holds a Cyrillic А that looks Latin."""
    if name is not None:
        assert names(name=written) == (name, own)
        return
    said = errors(changed({"rx.patient.name": written}))
    assert list(said) == ["rx.patient.name"]
    assert said["rx.patient.name"].startswith(own)


def test_the_name_in_its_own_letters_may_have_a_field_of_its_own():
    assert names(name="Mei-Ling Zhou", name_own_script="周美玲") == ("Mei-Ling Zhou", "周美玲")
    assert names(name="Yuri Satō", name_own_script="佐藤\u3000ゆり") == ("Yuri Satō", "佐藤 ゆり")
    for patient in ({"name": "Mei-Ling Zhou (周美玲)", "name_own_script": "周美玲"}, {"name_own_script": "Zhou 周美玲"}):
        said = errors(changed({f"rx.patient.{key}": value for key, value in patient.items()}))
        assert list(said) == ["rx.patient.name_own_script"]
