"""The pharmacy's rules that change a result, with the values that this result used; its own rows."""

from __future__ import annotations

from typing import Any, Final

from ldn_calc.documents.values.dispensing import Dispensing
from ldn_calc.documents.words.runs import Runs, marked, tied
from ldn_calc.formulary.formulary import shipped_formulary
from ldn_calc.formulary.records import DayCount
from ldn_calc.order.prescription import Form
from ldn_calc.procedure.plan import BalanceInstrument, LiquidDose, Plan
from ldn_calc.quantities.text import write
from ldn_calc.quantities.values import Volume
from ldn_calc.resources import read_toml

__all__ = ["own_row", "policy_lines"]

_OVERFILL: Final = ("overfill_share", "overfill_least", "overfill_a_draw")
_EXTRAS: Final = ("overage", "least_extra_capsules")


def policy_lines(dispensing: Dispensing, plan: Plan) -> list[Runs]:
    """One line of the rules used; another where rows are the pharmacy's own."""
    words = read_toml("text/worksheet.toml")["policies"]
    said = [
        *_weighing(dispensing, plan, words),
        _counting(dispensing, words),
        *_extras(dispensing, plan, words),
        _go_on(dispensing, words),
    ]
    lines = [marked(words["line"], policies="; ".join(said))]
    own = [row for row in dispensing.result.get("rows_used", []) if row["own"]]
    if own:
        rows = "; ".join(words["own_row"].format(table=row["table"].replace("_", " "), row=row["row"]) for row in own)
        lines.append(marked(words["own_rows"], rows=rows))
    return lines


def own_row(dispensing: Dispensing, table: str, row: str) -> bool:
    """Whether a row that made this plan is the pharmacy's own."""
    return any(each["own"] and (each["table"], each["row"]) == (table, row) for each in dispensing.result.get("rows_used", []))


def _said(dispensing: Dispensing, words: dict[str, Any], text: str, *keys: str, entered: bool, rule: str = "") -> str:
    """A rule with where it comes from: entered for this preparation, the pharmacy's own, or as shipped.

    It is the pharmacy's own where the value of one of its `keys` is not the shipped one.
    """
    if entered:
        return f"{text} ({words['entered']})"
    now, shipped = dispensing.formulary, shipped_formulary()
    own = any(now.policy_text("defaults", key) != shipped.policy_text("defaults", key) for key in keys)
    notes = ", ".join(each for each in (rule, words["own_policy"] if own else "") if each)
    return f"{text} ({notes})" if notes else text


def _weighing(dispensing: Dispensing, plan: Plan, words: dict[str, Any]) -> list[str]:
    balances = [each for each in plan.instruments.values() if isinstance(each, BalanceInstrument)]
    entered = dispensing.request.preparation.weighing_error
    error = write(entered) if entered is not None else dispensing.formulary.policy_text("defaults", "weighing_error")
    found = [words["weighing_error"].format(error=tied(error), minimum=tied(write(each.minimum))) for each in balances]
    return [_said(dispensing, words, each, "weighing_error", entered=entered is not None) for each in found]


def _counting(dispensing: Dispensing, words: dict[str, Any]) -> str:
    entered = dispensing.request.preparation.beyond_use_counting
    counting = DayCount(entered or dispensing.formulary.policy_text("defaults", "beyond_use_counting"))
    text = words["day_one" if counting is DayCount.DAY_ONE else "days_after"]
    return _said(dispensing, words, text, "beyond_use_counting", entered=entered is not None)


def _extras(dispensing: Dispensing, plan: Plan, words: dict[str, Any]) -> list[str]:
    preparation, used = dispensing.request.preparation, dispensing.result.get("defaults_used", {})

    def policy(key: str) -> str:
        return tied(dispensing.formulary.policy_text("defaults", key))

    if plan.form is Form.LIQUID:
        if preparation.overfill is not None:
            text = words["overfill"].format(overfill=tied(write(preparation.overfill)))
            return [_said(dispensing, words, text, entered=True)]
        taken = [(dose.taken, dose.count) for dose in plan.doses]
        need = sum((each.volume * count for each, count in taken if isinstance(each, LiquidDose)), Volume.of(0))
        small = dispensing.formulary.small_need
        is_small = small is not None and need < small
        facts = {"share": policy("overfill_share"), "draw": policy("overfill_a_draw"), "below": policy("overfill_small_below")}
        facts["least"] = policy("overfill_small_least" if is_small else "overfill_least")
        rule = words["overfill_small_rule" if is_small else "overfill_rule"].format(**facts)
        text = words["overfill"].format(overfill=tied(str(used.get("preparation.overfill", ""))))
        return [_said(dispensing, words, text.rstrip(), *_OVERFILL, entered=False, rule=rule)]
    if preparation.extra_capsules is not None:
        return [_said(dispensing, words, words["extra_capsules"].format(count=preparation.extra_capsules), entered=True)]
    if preparation.overage is not None:
        return [_said(dispensing, words, words["overage"].format(overage=tied(write(preparation.overage))), entered=True)]
    rule = words["overage_least"].format(least=policy("least_extra_capsules"))
    return [_said(dispensing, words, words["overage"].format(overage=policy("overage")), *_EXTRAS, entered=False, rule=rule)]


def _go_on(dispensing: Dispensing, words: dict[str, Any]) -> str:
    keys = {"amount": "amount_tolerance", "least": "go_on_least", "most": "go_on_most"}
    found = {name: tied(dispensing.formulary.policy_text("as_made", key)) for name, key in keys.items()}
    return str(words["go_on"].format(**found))
