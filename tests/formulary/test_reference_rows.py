"""The formulary's rows: each with its source and tag, figures that fit, and studies that say what they do not license."""

from __future__ import annotations

import re
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest

from ldn_calc.formulary.formulary import Formulary, shipped_formulary
from ldn_calc.formulary.reference import shell_makers, studies
from ldn_calc.quantities.rounding import is_on_step
from ldn_calc.quantities.text import read_mass, read_share, read_volume

ROWS = [
    (table, name)
    for table, rows in shipped_formulary().rows.items()
    for name in rows
    if (table, name) != ("beyond_use", "storages")
]
TAGS = ("VERIFIED", "KNOWLEDGE (", "DERIVED", "policy", "NOT FOUND")
INSTRUMENTS = shipped_formulary().rows["instruments"]


@pytest.mark.parametrize(("table", "name"), ROWS, ids="/".join)
def test_every_row_has_a_source_and_a_tag(table, name):
    row = shipped_formulary().rows[table][name]
    assert row["source"]
    assert any(tag in row["tag"] for tag in TAGS)


def test_only_the_contracts_instruments_are_in_stock():
    stock = {name for name, row in INSTRUMENTS.items() if row.get("in_stock", True)}
    assert {each.name for each in shipped_formulary().syringes} == {f"{size} mL oral syringe" for size in (1, 3, 5, 10)}
    assert stock == {each.name for each in (*shipped_formulary().syringes, *shipped_formulary().cylinders)} | {"balance"}


@pytest.mark.parametrize("name", [name for name, row in INSTRUMENTS.items() if row["kind"] != "balance"])
def test_the_steps_of_an_instrument_divide_what_it_holds(name):
    row = INSTRUMENTS[name]
    step = read_volume(row["step"]).millilitres
    for key in ("capacity", "numbered", "smallest"):
        if key in row:
            assert is_on_step(read_volume(row[key]).millilitres, step)


ASTM_E1272 = {10: "0.20", 25: "0.34", 50: "0.50", 100: "1.00", 250: "2.00", 500: "4.00", 1000: "6.00"}
"""Class B, in mL."""
ISO_4788 = {10: "0.2", 25: "0.5", 50: "1", 100: "1", 250: "2", 500: "5", 1000: "10"}
"""Class B, in mL."""


@pytest.mark.parametrize("size", ASTM_E1272)
def test_a_cylinders_tolerance_is_that_of_its_size_class_and_standard(size):
    found = {
        name.removeprefix(f"{size} mL cylinder"): read_share(row["tolerance"]).fraction * size
        for name, row in INSTRUMENTS.items()
        if row["kind"] == "cylinder" and read_volume(row["capacity"]).millilitres == size
    }
    assert found == {
        "": Fraction(ASTM_E1272[size]),
        ", class A": Fraction(ASTM_E1272[size]) / 2,
        ", ISO 4788 class B": Fraction(ISO_4788[size]),
        ", ISO 4788 class A": Fraction(ISO_4788[size]) / 2,
    }


def test_the_tolerance_that_was_not_read_in_the_standard_says_so():
    assert "KNOWLEDGE" in INSTRUMENTS["1000 mL cylinder"]["tag"]
    assert all("KNOWLEDGE" in row["tag"] for name, row in INSTRUMENTS.items() if "ISO 4788" in name)


def test_no_shipped_syringe_counts_as_measured_and_one_of_the_own_file_does():
    assert not any(syringe.is_measured for syringe in shipped_formulary().syringes)
    assert read_millimetres("1 mL oral syringe") >= 57  # ISO 7886-1
    assert read_millimetres("3 mL oral syringe") == pytest.approx(50.9)


def read_millimetres(name):
    return next(syringe.scale_millimetres for syringe in shipped_formulary().syringes if syringe.name == name)


def test_a_syringe_out_of_stock_is_no_choice_until_it_is_in_stock():
    rows = {table: {name: dict(row) for name, row in named.items()} for table, named in shipped_formulary().rows.items()}
    rows["instruments"]["0.5 mL oral syringe"]["in_stock"] = True
    assert Formulary(rows).syringes[0].name == "0.5 mL oral syringe"


@pytest.mark.parametrize("name", [name for name, row in INSTRUMENTS.items() if row["kind"] == "balance"])
def test_a_balances_minimum_is_not_below_usp_41_or_its_sensitivity(name):
    row = INSTRUMENTS[name]
    error = shipped_formulary().policy_share("defaults", "weighing_error").fraction
    least = read_mass(row["sensitivity"]) if "sensitivity" in row else read_mass(row["readability"]) * Fraction(82, 100)
    assert read_mass(row["minimum"]) >= least / error


@pytest.mark.parametrize("filler", [name for name, row in shipped_formulary().fillers.items() if row.fills])
def test_a_larger_shell_holds_more_of_every_filler(filler):
    fills = shipped_formulary().fillers[filler].fills
    sizes = sorted(shipped_formulary().shells.values(), key=lambda shell: shell.volume)
    weights = [fills[shell.size] for shell in sizes]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)


def test_a_measured_weight_stands_before_the_charts():
    rows = {table: {name: dict(row) for name, row in named.items()} for table, named in shipped_formulary().rows.items()}
    rows["fillers"]["corn starch"]["measured"] = {"3": "201 mg"}
    filler = Formulary(rows).fillers["corn starch"]
    assert filler.fills["3"] == read_mass("201 mg")
    assert filler.fills["2"] == read_mass("285 mg")
    assert filler.measured == {"3"}


@pytest.mark.parametrize("key", shipped_formulary().vehicles)
def test_every_vehicle_says_what_supports_its_date_and_what_does_not(key):
    row = shipped_formulary().rows["vehicles"][key]
    assert "USP <795>" in row["supports"]
    assert row["does_not_license"]
    assert ("preservative" in row) is (row["beyond_use"] == "aqueous-preserved")
    assert row.get("preservative", row["components"][0]) in row["components"]


def test_every_study_says_what_it_licenses_and_what_not():
    assert {"fawcett-1-mg", "syrspend-1-mg", "avicel-capsules"} <= {study.key for study in studies()}
    for study in studies():
        assert study.result
        assert study.licenses
        assert study.does_not_license
        assert study.source
        assert any(tag in study.tag for tag in TAGS)
    by_key = {study.key: study for study in studies()}
    assert "180 days" in by_key["avicel-capsules"].does_not_license
    assert by_key["syrspend-1-mg"].does_not_license.startswith("90 days")


def test_what_a_study_of_a_vehicle_found_is_what_its_row_says():
    for study in studies():
        if study.vehicle in shipped_formulary().vehicles and study.strength == "1 mg/mL":
            assert dict(shipped_formulary().vehicles[study.vehicle].studied_days) == dict(study.days)


def test_the_shells_that_planning_uses_are_torpacs_row_by_row():
    torpac = {each.size: each for each in shell_makers() if each.maker == "Torpac"}
    for size, shell in shipped_formulary().shells.items():
        assert (torpac[size].volume, torpac[size].empty) == (shell.volume, shell.empty)


def test_sizes_whose_sources_differ_say_so():
    volumes = {}
    for each in shell_makers():
        volumes.setdefault(each.size, {}).setdefault(each.volume, []).append(each)
    for size, by_volume in volumes.items():
        if len([volume for volume in by_volume if volume is not None]) > 1:
            assert all(each.differs for volume, found in by_volume.items() if volume for each in found), size


def test_sizes_5_and_0e_are_data_and_never_planned():
    assert {"5", "0E"} <= {each.size for each in shell_makers()}
    assert not {"5", "0E"} & set(shipped_formulary().shells)


def test_cellulose_shells_are_weak_evidence_and_say_to_tare():
    cellulose = [each for each in shell_makers() if each.material == "hypromellose"]
    assert cellulose
    for each in cellulose:
        assert "Tare 10 to 20 shells" in each.advice
        assert "KNOWLEDGE (low)" in each.tag


SHIPPED = sorted(path for path in Path(str(files("resources"))).rglob("*") if path.suffix in {".toml", ".csv", ".json"})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_nothing_that_is_shipped_cites_a_document_that_is_not(path):
    """An inspector follows a source to a journal, a standard or a page; a file of this project's makers is none of them."""
    cited = re.findall(r"[\w/.-]+\.md\b", path.read_text("utf-8"))
    assert [each for each in cited if each != "doc/paper_size.md"] == []  # a page of dymon, a public program
