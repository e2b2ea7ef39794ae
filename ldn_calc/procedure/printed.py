"""The printed plan: what stands in the result's JSON, on the worksheet and before the replay, text for text.

Shapes only: each is an object of `docs/interface.md`, section "Result"; every amount is text
with its unit. Papers and window read these and nothing else, so what is proved is what prints.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

__all__ = [
    "PrintedAlternative",
    "PrintedBeyondUse",
    "PrintedBudget",
    "PrintedCapsules",
    "PrintedContribution",
    "PrintedDose",
    "PrintedDoseSpread",
    "PrintedDraw",
    "PrintedError",
    "PrintedFinding",
    "PrintedInstrument",
    "PrintedMaterial",
    "PrintedPhase",
    "PrintedPlan",
    "PrintedProduct",
    "PrintedProof",
    "PrintedRow",
    "PrintedSettlement",
    "PrintedSource",
    "PrintedSpread",
    "PrintedStep",
    "PrintedSupply",
    "PrintedWorking",
    "Result",
]

PrintedStep = TypedDict(
    "PrintedStep",
    {
        "op": str,
        "material": NotRequired[str],
        "from": NotRequired[str],
        "into": NotRequired[str],
        "vessel": NotRequired[str],
        "product": NotRequired[str],
        "mass": NotRequired[str],
        "volume": NotRequired[str],
        "rinse": NotRequired[str],
        "units": NotRequired[int],
        "capsules": NotRequired[int],
        "size": NotRequired[str],
        "mass_each": NotRequired[str],
        "how": NotRequired[str],
        "instrument": NotRequired[str],
    },
)
"""One bench step; which keys go with which `op` stands in the step language's table."""


class PrintedMaterial(TypedDict):
    """`kind` powder, tablet, filler or vehicle, with the certificate as it was used."""

    kind: str
    substance: NotRequired[str]
    strength: NotRequired[str]
    assay: NotRequired[str]
    assay_basis: NotRequired[str]
    water: NotRequired[str]
    solvents: NotRequired[str]
    lod: NotRequired[str]
    lot: NotRequired[str]
    expires_on: NotRequired[str]
    drug_fraction: NotRequired[str]
    drug_per_unit: NotRequired[str]
    mass_per_unit: NotRequired[str]
    formula: NotRequired[str]


class PrintedInstrument(TypedDict):
    """`kind` balance, cylinder, syringe or shell, with the figures its readings are checked by."""

    kind: str
    readability: NotRequired[str]
    minimum: NotRequired[str]
    capacity: NotRequired[str]
    step: NotRequired[str]
    smallest: NotRequired[str]
    tolerance: NotRequired[str]
    filler_fill: NotRequired[str]
    material: NotRequired[str]


class PrintedProduct(TypedDict):
    """What leaves the bench: `kind` liquid or capsule; `lot` only where there are several, each with its own."""

    kind: Literal["liquid", "capsule"]
    strength: str
    amount: str
    lot: NotRequired[str]


class PrintedDraw(TypedDict):
    """One filling of an oral syringe."""

    volume: str
    instrument: str


PrintedCapsules = TypedDict("PrintedCapsules", {"from": str, "count": int})
"""So many capsules of one product."""

PrintedDose = TypedDict(
    "PrintedDose",
    {
        "phase": int,
        "when": str,
        "prescribed": str,
        "delivered": str,
        "from": NotRequired[str],
        "volume": NotRequired[str],
        "draws": NotRequired[list[PrintedDraw]],
        "capsules": NotRequired[list[PrintedCapsules]],
        "count": int,
        "from_date": str,
        "to_date": str,
        "every": NotRequired[int],
        "weekdays": NotRequired[list[str]],
    },
)
"""A dose of this fill at one time of day in one phase: `from`, `volume`, `draws` for liquids, `capsules` for capsules."""


class PrintedBeyondUse(TypedDict):
    """The last day of use and why; `storage` is the English words of the formulary, `because` the binding limit first.

    `storage_key` names the formulary's row of these words, so that they can be said in another language.
    `hour` stands only where days are counted after the day made.
    """

    date: str
    hour: NotRequired[str]
    days: int
    storage: str
    storage_key: str
    because: list[str]


class PrintedPhase(TypedDict):
    """How many days of a phase this fill covers."""

    phase: int
    days: int
    of: int


class PrintedSupply(TypedDict):
    """Which days this fill covers; `next_*` are None when nothing is left."""

    fill: int
    from_day: int
    days_prescribed: int
    days_covered: int
    next_from_day: int | None
    next_fill_by: str | None
    phases_covered: list[PrintedPhase]


class PrintedPlan(TypedDict):
    """The plan that is proved and printed; materials, instruments and products by name."""

    form: Literal["liquid", "capsule"]
    lot: str
    strength_as: str
    materials: dict[str, PrintedMaterial]
    instruments: dict[str, PrintedInstrument]
    steps: list[PrintedStep]
    products: dict[str, PrintedProduct]
    doses: list[PrintedDose]
    beyond_use: PrintedBeyondUse
    supply: PrintedSupply


class PrintedReplay(TypedDict):
    """One dose as the replay of the steps found it."""

    phase: int
    when: str
    prescribed: str
    replayed: str


class PrintedProof(TypedDict):
    """What the replay found, kept in the result."""

    agrees: bool
    largest_difference: str
    doses: list[PrintedReplay]
    drug_in: str
    drug_in_products: str
    drug_discarded: str


class PrintedSettlement(TypedDict):
    """Who settled a review finding, when and why."""

    reason: str
    by: str
    on: str


class PrintedFinding(TypedDict):
    """A finding with its sentence; `message` in the pharmacy's language, `action` what to do about it."""

    code: str
    severity: str
    field: str
    message: str
    action: str
    facts: dict[str, str]
    source: str
    fingerprint: str
    settled: PrintedSettlement | None


class PrintedWorking(TypedDict):
    """One line of the calculation as a pharmacist would write it; `what` is its short head: Needed, Potency, Weigh."""

    what: str
    line: str


class PrintedSpread(TypedDict):
    """How far something may be off, as percentages of what the printed steps hold: typically, and at worst."""

    standard: str
    worst_case: str


PrintedContribution = TypedDict(
    "PrintedContribution",
    {"from": str, "of": Literal["strength", "dose"], "step": int | None, "standard": str, "worst_case": str},
)
"""What one source of error does alone; `step` is None for a draw and for a capsule's fill."""


class PrintedDoseSpread(PrintedSpread):
    """One dose in the hand."""

    phase: int
    when: str


PrintedSource = TypedDict("PrintedSource", {"from": str, "worst_case": str, "dose": NotRequired[PrintedSpread]})
"""What the drug itself may be off by: tablets, or powder without an assay; `dose` is a dose with that and the bench together."""


class PrintedBudget(TypedDict):
    """The error budget; `strength` and `dose` are the worst over products and doses, contributions largest first.

    `source` stands beside the rest and is counted in only in its own `dose`.
    """

    strength: PrintedSpread
    dose: PrintedSpread
    contributions: list[PrintedContribution]
    doses: list[PrintedDoseSpread]
    source: PrintedSource | None
    notes: list[str]


class PrintedRow(TypedDict):
    """A row of the formulary that made the plan; `own` where it is the pharmacy's own."""

    table: str
    row: str
    source: str
    tag: str
    own: bool


class PrintedError(TypedDict):
    """One thing in the request that cannot be read."""

    path: str
    found: str
    expected: str


class PrintedAlternative(TypedDict):
    """Another way to make it; `changes` are new values by the request's path that plan it, None for a key left out."""

    title: str
    why_not: str
    worst_case: str
    weighings: int
    drug_needed: str
    changes: dict[str, Any]


class Result(TypedDict):
    """The answer to one request. An invalid one has only `schema`, `status`, `errors` and empty `findings`."""

    schema: str
    formulary: NotRequired[str]
    planned_at: NotRequired[str]
    status: Literal["ready", "review", "calculation", "refused", "invalid"]
    errors: NotRequired[list[PrintedError]]
    findings: list[PrintedFinding]
    defaults_used: NotRequired[dict[str, str | int | None]]
    plan: NotRequired[PrintedPlan | None]
    proof: NotRequired[PrintedProof | None]
    working: NotRequired[list[PrintedWorking]]
    rows_used: NotRequired[list[PrintedRow]]
    error_budget: NotRequired[PrintedBudget | None]
    alternatives: NotRequired[list[PrintedAlternative]]
