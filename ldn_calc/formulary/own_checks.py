"""What the rows of the pharmacy's own file must be to one another: figures that fit, names that tell materials apart.

Each row was read before; these checks look at it as merged with the shipped rows, and at the tables as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, Final

from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import USUAL_SHELLS, is_shell_size
from ldn_calc.names.components import component_rows, is_preservative
from ldn_calc.names.medicine_list import names_drug_or_opioid
from ldn_calc.quantities.rounding import is_on_step, significant, up_to_step
from ldn_calc.quantities.text import read_mass, read_share, read_strength, read_volume, write
from ldn_calc.quantities.values import Mass, Volume
from ldn_calc.reading.fields import did_you_mean
from ldn_calc.reading.json_text import JsonObject
from ldn_calc.reading.objects import ObjectReader, Problems

__all__ = ["check_merged"]

_Row = Mapping[str, Any]
_Rows = Mapping[str, Mapping[str, _Row]]
_LEAST_PACKED: Final = 100
_MOST_PACKED: Final = 2000
"""Powders pack between 0.1 and 2 g/mL (100 to 2000 mg/mL): the chart's fillers between 0.43 and 0.98."""
_LEAST_SHELL, _MOST_SHELL = Volume.of(0), Volume.of(2)
_HEAVIEST_SHELL: Final = Mass.of(400)
_FINEST: Final = {"syringe": 100, "cylinder": 250}
"""Marks on the whole scale at most: 1 mL syringes have 100, cylinders of 250 mL at most one a millilitre."""
_MOST_TIMES_SMALLEST: Final = 10
_LEAST_TOLERANCE: Final = Fraction(2, 1000)
_LEAST_BORE, _MOST_BORE = Fraction(3), Fraction(40)
_QUARTER_PI: Final = Fraction(785, 1000)
_LEAST_READINGS: Final = 1000
_MOST_TAKEN_UP: Final = 99
"""Millilitres of 100 that the ingredients of a vehicle may take up before it is made up."""
_LEAST_REPEATABILITY: Final = 82
"""USP <41>: a minimum is at least 2 x 0.41 readings divided by the error, here in hundredths of a reading."""


def check_merged(rows: _Rows, own: Iterable[tuple[str, str]], problems: Problems) -> None:
    """Note what does not fit in the own rows (table and name), and in the tables they are in."""
    checked = set(own)
    tables = {table for table, _ in checked}
    if "policies" in tables:
        checked.add(("instruments", "balance"))
    for table, name in sorted(checked):
        _Checked(table, name, rows, problems).check()
    if "instruments" in tables:
        _check_stock(rows["instruments"], problems)
    if tables & {"policies", "fillers", "shells"}:
        _check_default_fill(rows, problems)


class _Checked:
    """One own row as merged; notes problems under its path."""

    def __init__(self, table: str, name: str, rows: _Rows, problems: Problems) -> None:
        self.table, self.name, self.rows, self.problems = table, name, rows, problems
        self.row = rows[table][name]
        self.path = _path(table, name)

    def check(self) -> None:
        checks: Mapping[str, Callable[[], None]] = {
            "fillers": self._filler,
            "instruments": self._instrument,
            "vehicles": self._vehicle,
            "policies": self._defaults,
            "shells": self._shell,
        }
        checks[self.table]()

    def _add(self, key: str, expected: str) -> None:
        found = self.row.get(key, "nothing")
        self.problems.add(f"{self.path}.{key}", found, expected)

    def _filler(self) -> None:
        self._no_drug()
        self._keeps_what_is_shipped()
        for key in ("fills", "measured"):
            for size, fill in self.row.get(key, {}).items():
                volume = read_volume(self.rows["shells"][size]["volume"])
                packed = read_mass(fill).milligrams / volume.millilitres
                if not _LEAST_PACKED <= packed <= _MOST_PACKED:
                    expected = f"a net weight that a shell of {write(volume)} can hold: 0.1 to 2 g for each mL"
                    self.problems.add(f'{self.path}.{key}["{size}"]', fill, expected)

    def _vehicle(self) -> None:
        self._no_drug()
        self._keeps_what_is_shipped()
        row = self.row
        if row["beyond_use"] == "aqueous-preserved" and row.get("preservative") not in row["components"]:
            self._add("preservative", "the preservative, one of the components; without one it is aqueous-unpreserved, 14 days")
        elif row["beyond_use"] == "aqueous-preserved" and not is_preservative(row["preservative"]):
            listed = ", ".join(name for name, component in component_rows().items() if component.is_preservative)
            self._add(
                "preservative", f"a preservative that is listed, one of {listed}; without one it is aqueous-unpreserved, 14 days"
            )
        if row["beyond_use"] == "aqueous-unpreserved" and row["storage"] != "refrigerator":
            self._add("storage", "refrigerator: USP <795> gives a liquid without preservative no days elsewhere")
        if "made" in row:
            self._made(row["made"])

    def _made(self, made: _Row) -> None:
        """The ingredients are the vehicle's components, each once, and what they take up leaves room for a rinse."""
        if any(error.path.startswith(f"{self.path}.made") for error in self.problems.errors):
            return  # what cannot be read fits nothing
        ingredients, diluent = made["ingredients"], made["diluent"]
        path = f"{self.path}.made.ingredients"
        names = [each["name"] for each in ingredients if each["name"] != diluent]
        if len(set(names)) < len(names):
            self.problems.add(path, ", ".join(names), "each ingredient once: only the diluent may be added in parts")
        if not names:
            self.problems.add(path, diluent, "something beside the diluent")
        found = {diluent, *(each.get("component", each["name"]) for each in ingredients)}
        if found != set(self.row["components"]):
            due = ", ".join(self.row["components"])
            expected = f"the vehicle's components, {due}; component names one that is called otherwise"
            self.problems.add(path, ", ".join(sorted(found)), expected)
        if any(_volume_of(each) is None for each in ingredients if each["name"] == diluent):
            self.problems.add(path, diluent, "a volume of the diluent, which is measured")
        taken = sum((_takes_up(each) for each in ingredients), Fraction(0))
        if taken >= _MOST_TAKEN_UP:
            taken_up = write(Volume(significant(taken, 3)))
            expected = "less than 99 mL with what a gram of each powder takes up (1 mL where displaces does not say), for the rinse"
            self.problems.add(path, f"{taken_up} of 100 mL", expected)

    def _keeps_what_is_shipped(self) -> None:
        """An own row may add to what a shipped material holds, and to what its label says; it takes nothing away."""
        shipped = shipped_formulary().rows[self.table].get(self.name, {})
        named = {each.casefold() for each in self.row["components"]}
        missing = [each for each in shipped.get("components", ()) if each.casefold() not in named]
        if missing:
            self._add("components", f"also {', '.join(missing)}: an own row may add components, not take any away; use a new name")
        said = shipped.get("label_contains")
        if said is not None and said.casefold() not in str(self.row.get("label_contains", "")).casefold():
            self._add("label_contains", f"a text that still names {said}, which the label warns of")

    def _no_drug(self) -> None:
        """A name or a component that is the drug would hide it from the proof's sums."""
        drugs = {row["name"] for row in self.rows["substances"].values() if "name" in row}
        for word in (self.name, str(self.row.get("name", "")), *self.row["components"]):
            if word in drugs or names_drug_or_opioid(word):
                self.problems.add(
                    self.path, word, "a row without naltrexone, by any name, and without opioids: the drug is weighed by itself"
                )

    def _instrument(self) -> None:
        if self.row["kind"] == "balance":
            self._balance()
            return
        capacity, step = read_volume(self.row["capacity"]), read_volume(self.row["step"])
        if not _whole(capacity, step):
            self._add("step", f"a step that divides the capacity of {write(capacity)}")
        finest = capacity / Fraction(_FINEST[self.row["kind"]])
        if step < finest:
            self._add("step", f"at least {write(finest)}: nobody reads finer marks on what holds {write(capacity)}")
        if self.row["kind"] == "cylinder":
            smallest = read_volume(self.row["smallest"])
            if read_share(self.row["tolerance"]).fraction < _LEAST_TOLERANCE:
                self._add("tolerance", "at least 0.2 % of its capacity: class A cylinders are specified at 0.3 to 1 %")
            if smallest * _MOST_TIMES_SMALLEST < capacity:
                due = write(capacity / Fraction(_MOST_TIMES_SMALLEST))
                self._add("smallest", f"at least {due}: below a tenth of its capacity a cylinder is not read")
            if not _whole(smallest, step) or smallest > capacity:
                self._add("smallest", f"a whole number of steps of {write(step)}, at most {write(capacity)}")
            self._named(f"{write(capacity)} cylinder", "its class")
        else:
            numbered = read_volume(self.row["numbered"])
            self._scale(capacity)
            if not _whole(numbered, step) or not _whole(capacity, numbered):
                self._add("numbered", f"a whole number of steps of {write(step)} that divides {write(capacity)}")
            self._named(f"{write(capacity)} oral syringe", "the brand or its marks")

    def _scale(self, capacity: Volume) -> None:
        """The length of the scale gives the bore; no oral syringe is as thin as a needle or as wide as a jar."""
        length = Fraction(str(self.row["scale_length"]).removesuffix(" mm"))
        area = capacity.millilitres * 1000 / length
        if not _LEAST_BORE**2 * _QUARTER_PI <= area <= _MOST_BORE**2 * _QUARTER_PI:
            self._add("scale_length", f"the length from 0 to {write(capacity)}, measured on the syringe: its bore is 3 to 40 mm")

    def _named(self, due: str, more: str) -> None:
        """Instruments are named by what they hold, so that a step's words cannot name another one."""
        if self.name != due and not self.name.startswith(f"{due}, "):
            self.problems.add(self.path, self.name, f'the name "{due}", or "{due}, " and {more}')

    def _balance(self) -> None:
        readability, minimum = read_mass(self.row["readability"]), read_mass(self.row["minimum"])
        if not is_on_step(minimum.milligrams, readability.milligrams):
            self._add("minimum", f"a whole number of readings of {write(readability)}")
        if "capacity" in self.row and read_mass(self.row["capacity"]) < readability * _LEAST_READINGS:
            self._add("capacity", f"the most it takes, at least {_LEAST_READINGS} of its readings")
        error = read_share(self.rows["policies"]["defaults"]["weighing_error"])
        if "sensitivity" in self.row:
            least, why = max(read_mass(self.row["sensitivity"]), readability / 2) / error.fraction, "its sensitivity"
        else:
            least, why = readability * _LEAST_REPEATABILITY / 100 / error.fraction, "USP <41>, 2 x 0.41 of a reading,"
        if minimum < least:
            shown = Mass(up_to_step(least.milligrams, readability.milligrams))
            self._add("minimum", f"at least {write(shown)}: {why} at a weighing error of {write(error)}")

    def _defaults(self) -> None:
        for key, table in (("vehicle", "vehicles"), ("filler", "fillers")):
            if self.row[key] not in self.rows[table]:
                known = tuple(self.rows[table])
                self._add(key, f"one of {', '.join(known)}{did_you_mean(self.row[key], known)}")
        most = read_strength(self.rows["policies"]["liquid"]["most_dissolved"])
        if any(read_strength(each) > most for each in self.row["concentrations"]):
            self._add("concentrations", f"strengths of at most {write(most)}, which surely dissolve")

    def _shell(self) -> None:
        if not is_shell_size(self.name):
            self._keeps_the_material()
            return
        if not _LEAST_SHELL < read_volume(self.row["volume"]) <= _MOST_SHELL:
            self._add("volume", "at most 2 mL: the largest capsule taken by mouth holds 1.37 mL")
        if read_mass(self.row["empty"]) > _HEAVIEST_SHELL:
            self._add("empty", "at most 400 mg: the largest shell weighs 163 mg")

    def _keeps_the_material(self) -> None:
        """Shells asked for by their material hold it, whatever else an own row says; the usual ones may be of another."""
        due = () if self.name == USUAL_SHELLS else shipped_formulary().rows[self.table][self.name]["default"]
        named = {each.casefold() for each in self.row["default"]}
        if missing := [each for each in due if each.casefold() not in named]:
            self._add("default", f"also {', '.join(missing)}: {self.name} shells hold it; other shells are the row components")


def _check_stock(instruments: Mapping[str, _Row], problems: Problems) -> None:
    """At least one cylinder and one syringe, and no two of one size: papers name a syringe by its size alone, a plan a cylinder."""
    reasons = {"cylinder": "a plan must know which class is read", "syringe": "a patient must never hold one with other marks"}
    for kind, reason in reasons.items():
        stock = [name for name, row in instruments.items() if row["kind"] == kind and row.get("in_stock", True)]
        if not stock:
            problems.add("instruments", f"no {kind} in stock", f"at least one {kind} with in_stock = true")
        sizes: dict[str, list[str]] = {}
        for name in stock:
            sizes.setdefault(write(read_volume(instruments[name]["capacity"])), []).append(name)
        for size, names in sizes.items():
            if len(names) > 1:
                expected = f"one {size} {kind} in stock: {reason}; set in_stock = false for the rest"
                problems.add("instruments", " and ".join(names), expected)


def _check_default_fill(rows: _Rows, problems: Problems) -> None:
    """The default filler must say what fills the default size."""
    defaults = rows["policies"]["defaults"]
    filler = rows["fillers"].get(defaults["filler"])
    if filler is not None and defaults["capsule_size"] not in {**filler["fills"], **filler.get("measured", {})}:
        expected = f"the weight that fills a size {defaults['capsule_size']} capsule, the default size"
        problems.add(f"{_path('fillers', defaults['filler'])}.measured", "nothing", expected)


def _volume_of(ingredient: _Row) -> Volume | None:
    return read_volume(ingredient["amount"]) if ingredient["amount"].endswith("mL") else None


def _takes_up(ingredient: _Row) -> Fraction:
    """Of 100 mL, in millilitres."""
    if (volume := _volume_of(ingredient)) is not None:
        return volume.millilitres
    return read_mass(ingredient["amount"]).milligrams / 1000 * read_volume(ingredient.get("displaces", "1 mL")).millilitres


def _path(table: str, name: str) -> str:
    return ObjectReader(Problems(), table, JsonObject([])).at(name)


def _whole(amount: Volume, step: Volume) -> bool:
    return is_on_step(amount.millilitres, step.millilitres)
