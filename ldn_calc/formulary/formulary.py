"""The formulary: every shipped row as text, and the same rows as values.

The rows' text, with the hashes of all shipped lists and sentences, is what the proof is handed and what the result's SHA-256 is
taken of; planning and papers use the values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, Final

from ldn_calc.formulary.records import (
    SHELL_MATERIALS,
    USUAL_SHELLS,
    BeyondUseRule,
    Cylinder,
    Filler,
    Ingredient,
    Recipe,
    Shell,
    ShellMaterial,
    Substance,
    Syringe,
    SyringeTolerance,
    Vehicle,
    is_shell_size,
)
from ldn_calc.formulary.shipped_files import digests
from ldn_calc.quantities.text import read_mass, read_share, read_strength, read_volume
from ldn_calc.quantities.values import Mass, Share, Strength, Volume
from ldn_calc.resources import read_toml

__all__ = ["Formulary", "fingerprint_of", "shipped_formulary"]

_TABLES: Final = ("substances", "vehicles", "fillers", "shells", "instruments", "beyond_use", "policies")

_MOST_DISPLACED: Final = "1 mL"
"""What a gram of a powder takes up in a liquid where its row does not say: hardly any takes up more."""

_WATER_MOLAR_MASS: Final = Fraction("18.015")
"""g/mol, from H 1.008 and O 15.999."""


class Formulary:
    """All rows, by table and name.

    >>> shipped_formulary().syringes[1].name
    '3 mL oral syringe'
    """

    def __init__(self, rows: Mapping[str, Mapping[str, Any]], text: str | None = None) -> None:
        """All rows by table and name; `text` where they were kept as text, with the lists and sentences of that day."""
        self.rows = rows
        self._kept = text

    @cached_property
    def text(self) -> str:
        """The rows as canonical JSON: sorted keys, no spaces; with the SHA-256 of every shipped row, list and sentence."""
        rows = {**self.rows, "files": digests()}
        return self._kept or json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def fingerprint(self) -> str:
        """`sha256:` and the digest of the rows' UTF-8 text."""
        return fingerprint_of(self.text)

    @property
    def is_of_this_release(self) -> bool:
        """Whether the lists and sentences that its text names are those of this program."""
        return self._kept is None or json.loads(self._kept)["files"] == digests()

    def read_all(self) -> None:
        """Read every row once, so that one that cannot be read is found here and not by a paper.

        Raises:
            KeyError, ValueError, TypeError: a row lacks a key, or says something that cannot be read.
        """
        for name, of_class in vars(Formulary).items():
            if isinstance(of_class, cached_property):
                getattr(self, name)
        for vehicle in self.vehicles.values():
            self.beyond_use_rule(vehicle.beyond_use)
            self.storage_words(vehicle.storage, "es")

    @property
    def number(self) -> str:
        """The fingerprint's first eight digits, as records print it: letters and digits as they come, 91e8926d among them."""
        return self.fingerprint.removeprefix("sha256:")[:8]

    def _in_stock(self, kind: str) -> list[tuple[str, Mapping[str, Any]]]:
        """Instruments of one kind that the pharmacy has: every row that does not say otherwise."""
        return [
            (name, row)
            for name, row in self.rows["instruments"].items()
            if row["kind"] == kind and row.get("in_stock", True) is True
        ]

    def _policy(self, table: str, key: str) -> Any:
        """One policy as its row writes it; of rows kept with a result of an older program, which do not know it, today's."""
        rows = self.rows["policies"]
        if self._kept is not None and key not in rows.get(table, {}):
            rows = shipped_formulary().rows["policies"]
        return rows[table][key]

    def policy_text(self, table: str, key: str) -> str:
        """One policy as its row writes it: a name, or an amount with its unit."""
        return str(self._policy(table, key))

    def policy_count(self, table: str, key: str) -> int:
        """One policy that is a whole number."""
        return int(self._policy(table, key))

    def policy_mass(self, table: str, key: str) -> Mass:
        """One policy that is a mass."""
        return read_mass(self.policy_text(table, key))

    def policy_volume(self, table: str, key: str) -> Volume:
        """One policy that is a volume."""
        return read_volume(self.policy_text(table, key))

    def policy_strength(self, table: str, key: str) -> Strength:
        """One policy that is a strength."""
        return read_strength(self.policy_text(table, key))

    def policy_share(self, table: str, key: str) -> Share:
        """One policy that is a percentage."""
        return read_share(self.policy_text(table, key))

    @cached_property
    def syringe_tolerance(self) -> SyringeTolerance:
        """How far an oral syringe's graduation may be off."""
        table = "syringe_tolerance"
        return SyringeTolerance(
            self.policy_volume(table, "large_from"),
            self.policy_share(table, "below_half_of_capacity"),
            self.policy_share(table, "below_half_of_draw"),
            self.policy_share(table, "below_half_of_draw_large"),
            self.policy_share(table, "from_half_of_draw"),
            self.policy_share(table, "from_half_of_draw_large"),
        )

    @cached_property
    def cylinders(self) -> tuple[Cylinder, ...]:
        """Smallest first."""
        found = [
            Cylinder(name, read_volume(row["capacity"]), read_volume(row["step"]), read_volume(row["smallest"]))
            for name, row in self._in_stock("cylinder")
        ]
        return tuple(sorted(found, key=lambda cylinder: cylinder.capacity))

    @cached_property
    def syringes(self) -> tuple[Syringe, ...]:
        """Smallest first."""
        found = [
            Syringe(
                name,
                read_volume(row["capacity"]),
                read_volume(row["step"]),
                read_volume(row["numbered"]),
                _millimetres(row["scale_length"]),
                "scale_length" in row.get("own_keys", ()),
            )
            for name, row in self._in_stock("syringe")
        ]
        return tuple(sorted(found, key=lambda syringe: syringe.capacity))

    @cached_property
    def shells(self) -> Mapping[str, Shell]:
        """By size."""
        return {
            size: Shell(
                size,
                read_volume(row["volume"]),
                read_mass(row["empty"]),
                _millimetres(row["length"]),
                _millimetres(row["width"]),
            )
            for size, row in self.rows["shells"].items()
            if is_shell_size(size)
        }

    @property
    def shell_materials(self) -> tuple[str, ...]:
        """What shells may be asked for by: `gelatin`, `hpmc`; none of them in rows kept with an older result."""
        return tuple(name for name in SHELL_MATERIALS if name in self.rows["shells"])

    def shell_material(self, asked: str | None) -> ShellMaterial:
        """What the shells are made of that a request asks for; None asks for none.

        The usual shells are taken where they are of the material asked for, because a pharmacy may have said what else its own
        hold; a row of that material answers otherwise.
        """
        usual = self.rows["shells"][USUAL_SHELLS]
        if asked is None:
            return ShellMaterial(USUAL_SHELLS, tuple(usual["default"]), usual["description"], None, is_weighed=True)
        row = self.rows["shells"][asked]
        named = {each.casefold() for each in usual["default"]}
        if not all(each.casefold() in named for each in row["default"]):
            return ShellMaterial(
                asked, tuple(row["default"]), row["description"], row.get("label_contains"), is_weighed=bool(row["empty_weights"])
            )
        return ShellMaterial(
            USUAL_SHELLS, tuple(usual["default"]), usual["description"], row.get("label_contains"), is_weighed=True
        )

    @cached_property
    def vehicles(self) -> Mapping[str, Vehicle]:
        """By key."""
        return {
            key: Vehicle(
                key,
                row["name"],
                row["title"],
                tuple(row["components"]),
                row["formula"],
                row["version"],
                row["beyond_use"],
                row["storage"],
                dict(row["studied_days"]),
                row.get("label_contains"),
                _recipe(row["made"]) if "made" in row else None,
            )
            for key, row in self.rows["vehicles"].items()
        }

    @cached_property
    def fillers(self) -> Mapping[str, Filler]:
        """By name."""
        return {
            name: Filler(
                name,
                tuple(row["components"]),
                {size: read_mass(fill) for size, fill in {**row["fills"], **row.get("measured", {})}.items()},
                row.get("label_contains"),
                frozenset(row.get("measured", {})),
                row.get("concern"),
            )
            for name, row in self.rows["fillers"].items()
        }

    def charted(self, filler: str, size: str) -> Mass | None:
        """What a filler's chart says fills a shell of one size, whatever was measured; None where it does not say."""
        fill = self.rows["fillers"][filler]["fills"].get(size)
        return None if fill is None else read_mass(fill)

    @cached_property
    def powders(self) -> Mapping[str, Substance]:
        """Naltrexone powders, by the name that a request gives them."""
        return {
            key: Substance(
                key,
                row["name"],
                row["form"],
                read_share(row["assumed_water"]),
                read_share(row["assumed_solvents"]),
                _share_or_none(row, "least_water"),
                _share_or_none(row, "most_water"),
                read_share(row["least_as_is"]),
                read_share(row["most_as_is"]),
                Share.percent(_number(row["hydrochloride_share"]) * 100),
                read_share(row["least_fraction"]),
                read_share(row["most_fraction"]),
                read_share(row["most_solvents"]),
            )
            for key, row in self.rows["substances"].items()
            if row["kind"] == "powder"
        }

    @cached_property
    def assay_limits(self) -> tuple[Share, Share]:
        """Least and most assay on an anhydrous, solvent-free or dried basis."""
        row = self.rows["substances"]["assay"]
        return read_share(row["least"]), read_share(row["most"])

    @cached_property
    def base_share(self) -> Share:
        """Base in hydrochloride by mass: 341.407 / 377.865."""
        base, hydrochloride = self.base_molar_masses
        return Share(_number(base) / _number(hydrochloride))

    @property
    def base_molar_masses(self) -> tuple[str, str]:
        """Of base and of hydrochloride in g/mol, as their row writes them: a line of working shows them so."""
        row = self.rows["substances"]["naltrexone hydrochloride anhydrous"]
        return row["base_molar_mass"], row["hydrochloride_molar_mass"]

    @cached_property
    def molar_masses(self) -> Mapping[str, Fraction]:
        """In g/mol: `base`, `hydrochloride` and `dihydrate`, which holds two of water more."""
        row = self.rows["substances"]["naltrexone hydrochloride dihydrate"]
        hydrochloride = _number(row["hydrochloride_molar_mass"])
        return {
            "base": _number(row["base_molar_mass"]),
            "hydrochloride": hydrochloride,
            "dihydrate": hydrochloride + 2 * _WATER_MOLAR_MASS,
        }

    @property
    def tablet(self) -> Mapping[str, Any]:
        """The row of commercial tablets."""
        found: Mapping[str, Any] = self.rows["substances"]["naltrexone hydrochloride tablet"]
        return found

    @cached_property
    def balance(self) -> tuple[Mass, Mass]:
        """Readability and minimum of the default balance."""
        row = self.rows["instruments"]["balance"]
        return read_mass(row["readability"]), read_mass(row["minimum"])

    @cached_property
    def balance_capacity(self) -> Mass | None:
        """The most that the default balance takes; None where its row does not say."""
        row = self.rows["instruments"]["balance"]
        return read_mass(row["capacity"]) if "capacity" in row else None

    @cached_property
    def concentrations(self) -> tuple[Strength, ...]:
        """Strengths to choose from where none is asked for, in the order they are tried."""
        return tuple(read_strength(text) for text in self.rows["policies"]["defaults"]["concentrations"])

    @cached_property
    def capsule_strengths(self) -> tuple[Mass, ...]:
        """Strengths of capsules that are usual here: first where others take as few capsules."""
        return tuple(read_mass(text) for text in self._policy("defaults", "capsule_strengths"))

    @cached_property
    def bottle_sizes(self) -> tuple[Volume, ...]:
        """What bottles hold that people know."""
        return tuple(read_volume(text) for text in self._policy("liquid", "bottle_sizes"))

    @cached_property
    def small_need(self) -> Volume | None:
        """A need under which the least overfill is smaller; None in rows kept by an older program, which know no such rule."""
        text = self.rows["policies"]["defaults"].get("overfill_small_below")
        return None if text is None else read_volume(text)

    def beyond_use_rule(self, kind: str) -> BeyondUseRule:
        """The default limit of one kind of preparation."""
        row = self.rows["beyond_use"][kind]
        return BeyondUseRule(kind, row["days"], row["storage"], row["words"], row["source"])

    def storage_words(self, storage: str, language: str) -> str:
        """Where to keep it, in words: `in the refrigerator (36 to 46 °F)`."""
        words: str = self.rows["beyond_use"]["storages"][storage][language]
        return words


def fingerprint_of(text: str) -> str:
    """`sha256:` and the digest of a formulary's UTF-8 text."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def shipped_formulary() -> Formulary:
    """The rows that come with the program."""
    return Formulary({table: read_toml(f"data/{table}.toml") for table in _TABLES})


def _recipe(row: Mapping[str, Any]) -> Recipe:
    ingredients = (
        Ingredient(
            each["name"],
            each.get("component", each["name"]),
            read_volume(each["amount"]) if each["amount"].endswith("mL") else read_mass(each["amount"]),
            each.get("mix", ""),
            read_volume(each.get("displaces", _MOST_DISPLACED)),
        )
        for each in row["ingredients"]
    )
    return Recipe(row["diluent"], tuple(ingredients), row["source"])


def _number(text: str) -> Fraction:
    return Fraction(text)


def _millimetres(text: str) -> float:
    return float(text.removesuffix(" mm"))


def _share_or_none(row: Mapping[str, Any], key: str) -> Share | None:
    return read_share(row[key]) if key in row else None
