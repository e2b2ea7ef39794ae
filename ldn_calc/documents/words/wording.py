"""The one place where dates, amounts, names and times of day become words, in the patient's language.

Label, sheet, worksheet and screen take theirs from here, so they cannot differ. ISMP style: a numeral and its unit with a
no-break space, "per" instead of a stroke, no trailing zero, one date form, the drug's name in full and in English.

>>> Wording(Language.ENGLISH).dates("2026-11-22", "2026-12-05").replace(TIE, " ")
'22 Nov to 5 Dec'
>>> Wording(Language.SPANISH).amount("1 mg/mL").replace(TIE, " ")
'1 mg por mL'
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ldn_calc.documents.values.errors import MissingWords, PaperError
from ldn_calc.documents.words.runs import TIE, Runs, marked, tie, tied
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.names.components import entered_excipients, rows_of
from ldn_calc.order.prescription import Form, Language, Request, StrengthAs, TabletSource
from ldn_calc.procedure.plan import (
    CapsuleProduct,
    FillerMaterial,
    LiquidProduct,
    Plan,
    Product,
    ShellInstrument,
    Supply,
    TabletMaterial,
    VehicleMaterial,
)
from ldn_calc.quantities.shown import shown
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Mass, Strength, Volume
from ldn_calc.resources import read_toml

__all__ = ["Wording", "appearance_of", "day_of", "settles", "shells_asked"]


def day_of(day: date | str) -> date:
    """A date, also from its ISO text."""
    return day if isinstance(day, date) else date.fromisoformat(day)


class Wording:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._rows: dict[str, Any] = read_toml("text/wording.toml")[language.value]

    def pattern(self, table: str, key: str) -> str:
        """A sentence pattern of `resources/text/wording.toml` as it stands there."""
        found: str = self._rows[table][key]
        return found

    def text(self, table: str, key: str, **values: str) -> str:
        """A sentence with its values, without marks of bold."""
        return tie(self.pattern(table, key).replace("**", "").format(**values))

    def runs(self, table: str, key: str, **values: str) -> Runs:
        """A sentence with its values, as runs of bold and regular."""
        return marked(tie(self.pattern(table, key)), **values)

    def day(self, day: date | str) -> str:
        """`22 Nov 2026`, tied."""
        return f"{self.day_and_month(day)}{TIE}{day_of(day).year}"

    def day_and_month(self, day: date | str) -> str:
        """`22 Nov`, tied."""
        found = day_of(day)
        return f"{found.day}{TIE}{self.month(found)}"

    def month(self, day: date | str) -> str:
        """`Nov`."""
        months: list[str] = self._rows["months"]
        return months[day_of(day).month - 1]

    def dates(self, first: date | str, last: date | str) -> str:
        """`6 to 19 Dec`, `22 Nov to 5 Dec`, or `26 Dec` where both are one day; tied."""
        begin, end = day_of(first), day_of(last)
        if begin == end:
            return self.day_and_month(begin)
        if (begin.year, begin.month) == (end.year, end.month):
            pattern: str = self._rows["range_in_month"]
            return tied(pattern.format(first_day=begin.day, last_day=end.day, month=self.month(end)))
        pattern = self._rows["range"]
        return tied(pattern.format(first=self.day_and_month(begin), last=self.day_and_month(end)))

    def dates_in_sentence(self, first: date | str, last: date | str) -> str:
        """The same inside a sentence: `22 Nov to 5 Dec`; in Spanish `del 22 nov al 5 dic`, `el 26 dic`; tied."""
        if day_of(first) == day_of(last):
            return self.day_in_sentence(self.day_and_month(first))
        return tied(str(self._rows["range_in_sentence"]).format(dates=self.dates(first, last)))

    def day_in_sentence(self, printed: str) -> str:
        """A printed day inside a sentence: `26 Dec`; in Spanish `el 26 dic`; tied."""
        return tied(str(self._rows["day_in_sentence"]).format(date=printed))

    def amount(self, printed: str) -> str:
        """A printed quantity in words: `1 mg/mL` is `1 mg per mL`, `90 capsules` is counted in the language; tied."""
        number, _, unit = printed.partition(" ")
        number = number if unit in {"mg", "mcg"} else shown(number)
        if unit in {"capsules", "tablets", "days"}:
            return self.count(int(number.replace(",", "")), unit.removesuffix("s"))
        per: str = self._rows["per"]
        return tied(f"{number} {unit.replace('/', f' {per} ')}")

    def quantity(self, amount: Mass | Volume | Strength) -> str:
        """An amount in words: `4.5 mL`, `1 mg per mL`; tied."""
        return self.amount(write(amount))

    def product_amount(self, product: Product) -> str:
        """How much of a product there is: `145 mL`, `1 capsule`, `90 capsules`; tied."""
        match product:
            case LiquidProduct():
                return self.quantity(product.amount)
            case CapsuleProduct():
                return self.count(product.amount, "capsule")

    def strength(self, product: Product, strength_as: StrengthAs) -> str:
        """A product's strength, `1 mg per mL` or `1.5 mg`; prescribed as base, the mass that is meant: `1 mg`; tied."""
        if strength_as is StrengthAs.BASE and isinstance(product, LiquidProduct):
            return self.quantity(_in_one_millilitre(product.strength))
        return self.quantity(product.strength)

    def count(self, number: int, unit: str) -> str:
        """`1 capsule`, `2 capsules`; `unit` is `capsule`, `tablet` or `day`; tied."""
        return f"{number:,}{TIE}{self._rows['units'][unit if number == 1 else unit + 's']}"

    def weekday(self, number: int) -> str:
        """`Monday` for 0; in Spanish `lunes`."""
        names: list[str] = self._rows["rhythm"]["weekdays"]
        return names[number]

    def when(self, time_of_day: str) -> str:
        """`at bedtime`."""
        return tied(self.pattern("when", time_of_day))

    def both(self, items: list[str]) -> str:
        """`1.5 mL`, or `0.5 mL and 1 mL`, or `1, 2 and 3`."""
        if len(items) < 2:
            return "".join(items)
        conjunction: str = self._rows["and"]
        return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"

    def drug_lines(self, product: Product, strength_as: StrengthAs) -> tuple[str, ...]:
        """Drug, strength and form as they stand in bold on every paper, a line each.

        Prescribed as base, the strength is a mass of base: the name alone would make it read as hydrochloride, so a second
        line says what it is equal to.
        """
        form = "liquid" if isinstance(product, LiquidProduct) else "capsule"
        strength = self.strength(product, strength_as)
        if strength_as is not StrengthAs.BASE:
            return (self.text("drug", form, strength=strength),)
        return self.text("drug", f"{form}_as_base"), self.text("drug", f"{form}_as_base_2", mass=strength)

    def dose_mass(self, mass: Mass, strength_as: StrengthAs) -> str:
        """A dose's mass: `4.5 mg`, or `4.5 mg base` where prescribed as base; tied."""
        key = "mass_as_base" if strength_as is StrengthAs.BASE else "mass"
        return tied(self.text("dose", key, mass=self.quantity(mass)))

    def form_words(self, plan: Plan) -> str:
        """`Oral liquid`, `Oral suspension` (from tablets) or `Capsules`."""
        if plan.form is Form.CAPSULE:
            return self.pattern("form", "capsule")
        return self.pattern("form", "suspension" if settles(plan) else "solution")

    def storage(self, key: str, formulary: Formulary) -> str:
        """Where to keep it: `in the refrigerator (36 to 46 °F)`.

        Raises:
            PaperError: the formulary has no storage of that key, or no words for it in the language; none of another are said.
        """
        row: Mapping[str, str] = formulary.rows["beyond_use"]["storages"].get(key, {})
        if not (words := row.get(self.language.value)):
            raise PaperError(f'the formulary has no words in the language "{self.language.value}" for the storage "{key}"')
        return tie(words)

    def contained(self, plan: Plan, request: Request, formulary: Formulary) -> list[str]:
        """What the label must name as contained, in words of the language: lactose, sodium benzoate, hypromellose.

        Raises:
            MissingWords: a row of the pharmacy's own says it in English alone, and the paper is in another language.
        """
        found: list[str] = []
        for name, material in plan.materials.items():
            match material:
                case VehicleMaterial(formula):
                    found += self._named(formulary, "vehicles", formula)
                case FillerMaterial():
                    found += self._named(formulary, "fillers", name)
                case TabletMaterial():
                    words: dict[str, str] = self._rows["contains"]
                    found += [words[each] for each in _tablet_contains(request, formulary)]
        if (asked := shells_asked(plan)) is not None:
            found += self._named(formulary, "shells", asked)
        return list(dict.fromkeys(found))

    def _named(self, formulary: Formulary, table: str, name: str) -> list[str]:
        said = formulary.rows[table][name].get("label_contains")
        return [self._of_row(formulary, table, name, "label_contains", self._rows["contains"])] if said else []

    def _of_row(self, formulary: Formulary, table: str, name: str, key: str, words: Mapping[str, str]) -> str:
        """A row's own words in the language of the paper: those of the text file, else the row's; never another language's."""
        row: Mapping[str, str] = formulary.rows[table][name]
        said = row[key]
        if said in words:
            return words[said]
        if self.language is Language.ENGLISH:
            return said
        translated = f"{key}_{self.language.value}"
        if translated not in row:
            raise MissingWords(f'{table}."{name}"', said, translated)
        return row[translated]

    def capsule_look(self, plan: Plan, formulary: Formulary) -> str:
        """What a capsule looks like: `white`, `clear vegetable`.

        Raises:
            MissingWords: a row of the pharmacy's own says it in English alone, and the paper is in another language.
        """
        row = formulary.shell_material(shells_asked(plan)).row
        return self._of_row(formulary, "shells", row, "description", self._rows["descriptions"])

    def capsules_are(self, plan: Plan, formulary: Formulary) -> str:
        """The same as a sentence ends with it: "Your capsules are `clear vegetable capsules`"."""
        said = formulary.shell_material(shells_asked(plan)).description
        words: dict[str, str] = self._rows["described"]
        return words[said] if said in words else self.capsule_look(plan, formulary)

    def supply(self, supply: Supply) -> str:
        """The part-fill line, or nothing where this fill is the whole regimen."""
        first = supply.from_day
        last = first + supply.days_covered - 1
        days = {"first": str(first), "last": str(last), "all": str(supply.days_prescribed)}
        one = "_one" if first == last else ""
        if supply.next_from_day is not None and supply.next_fill_by is not None:
            date = self.day(supply.next_fill_by)
            return self.text("supply", f"part{one}", **days, next=str(supply.next_from_day), date=date)
        if first > supply.days_prescribed:
            return self.text("supply", f"continued{one}", **days)
        return self.text("supply", f"last_part{one}", **days) if first > 1 else ""

    def refills(self, request: Request) -> str:
        """`Refills: 2`; on later fills it says that this is the prescription's number, not what is left."""
        key = "refills" if request.fill.number == 1 else "refills_prescribed"
        return self.text("supply", key, count=str(request.rx.refills))


def shells_asked(plan: Plan) -> str | None:
    """What the shells of a plan are made of where that was asked for: `gelatin`, `hpmc`."""
    return next((each.material for each in plan.instruments.values() if isinstance(each, ShellInstrument)), None)


def settles(plan: Plan) -> bool:
    """Whether a liquid holds crushed tablets, which settle: it must be shaken."""
    return plan.form is Form.LIQUID and any(isinstance(material, TabletMaterial) for material in plan.materials.values())


def appearance_of(plan: Plan, formulary: Formulary) -> str | None:
    """What a finished solution looks like by its vehicle's row; None where it is clear and without color, or a suspension."""
    if settles(plan):
        return None
    rows = [formulary.rows["vehicles"][each.formula] for each in plan.materials.values() if isinstance(each, VehicleMaterial)]
    return next((row["appearance"] for row in rows if "appearance" in row), None)


def _in_one_millilitre(strength: Strength) -> Mass:
    return strength * Volume.of(1)


def _tablet_contains(request: Request, formulary: Formulary) -> list[str]:
    named: list[str] = list(formulary.tablet["contains"])
    source = request.preparation.source
    entered = entered_excipients(source.excipients) if isinstance(source, TabletSource) else None
    if entered is None:
        return named
    holds = {row.name for excipient in entered for row in rows_of(excipient)}
    return [name for name in named if name in holds]
