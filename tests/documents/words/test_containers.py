"""A batch in several containers: every one has a whole set of labels that says which it is and what is in all of them."""

from dataclasses import replace
from datetime import date

import pytest
from documents_support import capsules_twice_daily, nightly, spanish, two_strengths

from ldn_calc.documents.label.content import label_contents
from ldn_calc.documents.label.render import label_pages
from ldn_calc.documents.record.components import WorksheetComponents
from ldn_calc.documents.values.choices import PaperChoices
from ldn_calc.documents.words.runs import plain


def split(made, count):
    preparation = replace(made.request.preparation, containers=count)
    return replace(made, request=replace(made.request, preparation=preparation))


def words(page):
    return " ".join(plain(line.runs) for line in page.lines).replace("\u00a0", " ")


def test_each_bottle_has_the_whole_set_and_its_number():
    whole = len(label_pages(nightly()))
    pages = label_pages(split(nightly(), 3))
    assert len(pages) == 3 * whole
    for bottle in (1, 2, 3):
        for label in range(1, whole + 1):
            page = words(pages[(bottle - 1) * whole + label - 1])
            assert f"Bottle {bottle} of 3, label {label} of {whole}" in page
            assert "Ruth Okafor" in page


def test_the_quantity_says_the_whole_and_the_split():
    assert "Oral liquid, 145 mL in 2 bottles." in " ".join(map(words, label_pages(split(nightly(), 2))))
    assert "90 capsules in 2 bottles, white" in " ".join(map(words, label_pages(split(capsules_twice_daily(), 2))))


def test_spanish_bottles_are_counted_in_spanish():
    text = " ".join(map(words, label_pages(split(spanish(nightly()), 2))))
    assert "Frasco 2 de 2, etiqueta 1 de 2" in text
    assert "145 mL en 2 frascos" in text


def test_one_container_is_not_counted():
    text = " ".join(map(words, label_pages(nightly())))
    assert "Bottle" not in text
    assert "bottles" not in text


def test_each_bottle_says_when_its_turn_comes():
    english, spanish_ = label_contents(split(nightly(), 3)), label_contents(split(spanish(nightly()), 2))
    assert [plain(content.lead[0]) for content in english] == [
        "One bottle at a time. Start with bottle 1.",
        "One bottle at a time. Start this one when bottle 1 is empty.",
        "One bottle at a time. Start this one when bottle 2 is empty.",
    ]
    assert plain(spanish_[1].lead[0]) == "Un frasco a la vez. Empiece este cuando termine el frasco 1."
    for page in label_pages(split(nightly(), 3))[::2]:
        assert words(page).index("One bottle at a time.") < words(page).index("4.5 mL (4.5 mg)")


def test_the_first_day_is_the_first_bottles_alone():
    """Who begins the second bottle when the first is empty does not begin it on the first day too."""
    made = split(nightly(), 2)
    later = replace(made.request, rx=replace(made.request.rx, first_dose_on=date(2026, 11, 28)))
    first, second = label_contents(replace(made, request=later))
    assert any("28" in plain(each) for each in first.lead)
    assert len(second.lead) == len(first.lead) - 1
    assert not any("28" in plain(each) for each in second.lead)


def test_each_strength_is_split_on_its_own():
    contents = label_contents(split(two_strengths(), 2))
    assert [(content.drug[0].split(" ")[2], content.bottle) for content in contents] == [
        ("3\u00a0mg", "Bottle 1 of 2"),
        ("3\u00a0mg", "Bottle 2 of 2"),
        ("0.5\u00a0mg", "Bottle 1 of 2"),
        ("0.5\u00a0mg", "Bottle 2 of 2"),
    ]


@pytest.mark.parametrize("stock", ["roll-3x2", "dymo-30256", "zebra-4x6", "brother-dk-11202"])
def test_the_bottle_stands_on_every_label_of_every_stock(stock):
    made = replace(split(nightly(), 2), choices=PaperChoices(stock=stock))
    pages = label_pages(made)
    half = len(pages) // 2
    assert all("Bottle 1 of 2" in words(page) for page in pages[:half])
    assert all("Bottle 2 of 2" in words(page) for page in pages[half:])


def test_the_worksheet_counts_the_containers():
    def container(made):
        rows = WorksheetComponents(made).materials()
        return next(plain(row[1].runs) for row in rows if "bottle" in plain(row[0].runs) or "vial" in plain(row[0].runs))

    assert container(nightly()) == "1"
    assert container(split(nightly(), 3)) == "3"
    assert container(split(two_strengths(), 2)) == "2"
