"""Checks on the drug's lot: what its certificate says, whether that fits the powder, and whether it is still good.

USP: assay 98.0 to 102.0 % on the anhydrous, solvent-free basis; the limits that tell anhydrous powder from dihydrate are
rows of the formulary.
"""

from __future__ import annotations

from typing import Final

from ldn_calc.findings import Finding, Severity
from ldn_calc.formulary.formulary import Formulary
from ldn_calc.formulary.records import Substance
from ldn_calc.order.prescription import AssayBasis, PowderSource, Request
from ldn_calc.quantities.text import write, write_beside
from ldn_calc.quantities.values import Share

__all__ = [
    "check_assay",
    "check_certificate_complete",
    "check_certificate_fits",
    "check_lot",
    "check_solvents",
    "check_water_not_applied",
]

_DIGITS: Final = 6
_NEEDED: Final = {
    AssayBasis.AS_IS: (),
    AssayBasis.ANHYDROUS: ("water",),
    AssayBasis.ANHYDROUS_SOLVENT_FREE: ("water", "solvents"),
    AssayBasis.DRIED: ("lod",),
}
_IN_WORDS: Final = {"assay_basis": "assay basis", "lod": "loss on drying"}


def check_lot(request: Request) -> list[Finding]:
    """A source, its lot or its expiry not entered; a lot past its date."""
    source = request.preparation.source
    if source is None:
        return [Finding("source-not-given", Severity.REVIEW, "preparation.source")]
    findings = []
    if source.lot is None:
        findings.append(Finding("source-not-given", Severity.REVIEW, "preparation.source.lot"))
    elif source.expires_on is None:
        facts = {"lot": source.lot}
        findings.append(Finding("lot-expiry-not-given", Severity.REVIEW, "preparation.source.expires_on", facts))
    if source.expires_on and source.expires_on < request.compounded_on:
        facts = {"expires_on": source.expires_on.isoformat(), "compounded_on": request.compounded_on.isoformat()}
        findings.append(Finding("lot-expired", Severity.STOP, "preparation.source.expires_on", facts))
    return findings


def check_certificate_complete(request: Request, formulary: Formulary) -> list[Finding]:
    """Figures of the certificate that its basis needs and that were not entered, with what is taken instead."""
    source = request.preparation.source
    if not isinstance(source, PowderSource):
        return []
    powder = formulary.powders[source.substance]
    instead = {
        "assay": f"assay {write(Share.percent(100))}",
        "assay_basis": "assay basis anhydrous",
        "water": f"water {write(powder.assumed_water)}",
        "solvents": f"solvents {write(powder.assumed_solvents)}",
        "lod": f"loss on drying {write(powder.assumed_water)}",
    }
    needed = ("assay", "assay_basis", *_NEEDED[source.assay_basis or AssayBasis.ANHYDROUS])
    missing = [figure for figure in needed if getattr(source, figure) is None]
    if not missing:
        return []
    facts = {
        "missing": ", ".join(_IN_WORDS.get(figure, figure) for figure in missing),
        "taken": ", ".join(instead[figure] for figure in missing),
    }
    return [Finding("certificate-incomplete", Severity.REVIEW, f"preparation.source.{missing[0]}", facts)]


def check_certificate_fits(request: Request, formulary: Formulary) -> list[Finding]:
    """Water, loss on drying or an as-is assay that belong to the other form of the powder; one finding at most."""
    source = request.preparation.source
    if not isinstance(source, PowderSource):
        return []
    powder = formulary.powders[source.substance]
    for figure, share in (("water", source.water), ("lod", source.lod)):
        too_wet = share is not None and powder.most_water is not None and share > powder.most_water
        too_dry = share is not None and powder.least_water is not None and share < powder.least_water
        if share is not None and (too_wet or too_dry):
            return [_does_not_fit(figure, share, powder)]
    if source.assay is not None and source.assay_basis is AssayBasis.AS_IS:
        too_low = powder.form == "anhydrous" and source.assay < powder.least_as_is
        too_high = powder.form == "dihydrate" and source.assay > powder.most_as_is
        if too_low or too_high:
            return [_does_not_fit("assay", source.assay, powder)]
    return []


def check_assay(request: Request, formulary: Formulary) -> list[Finding]:
    """An assay outside 98 to 102 % of the dry substance; an as-is assay is divided by what is not water first."""
    source = request.preparation.source
    if not isinstance(source, PowderSource) or source.assay is None:
        return []
    dry = source.assay
    if source.assay_basis is AssayBasis.AS_IS:
        powder = formulary.powders[source.substance]
        dry = Share(dry.fraction / (source.water.rest if source.water is not None else powder.hydrochloride_share.fraction))
    least, most = formulary.assay_limits
    if least <= dry <= most:
        return []
    said = write_beside(dry, least if dry < least else most, _DIGITS)
    facts = {"assay": write(source.assay), "dry": said, "least": write(least), "most": write(most)}
    return [Finding("assay-out-of-range", Severity.STOP, "preparation.source.assay", facts)]


def check_solvents(request: Request, formulary: Formulary) -> list[Finding]:
    """More left of solvents than such a powder holds: parts per million entered as percent."""
    source = request.preparation.source
    if not isinstance(source, PowderSource) or source.solvents is None:
        return []
    most = formulary.powders[source.substance].most_solvents
    if source.solvents <= most:
        return []
    return [
        Finding(
            "solvents-high",
            Severity.REVIEW,
            "preparation.source.solvents",
            {"solvents": write(source.solvents), "most": write(most)},
        )
    ]


def check_water_not_applied(request: Request) -> list[Finding]:
    """Water entered beside an as-is assay, which has it inside already."""
    source = request.preparation.source
    if not isinstance(source, PowderSource) or source.assay_basis is not AssayBasis.AS_IS or source.water is None:
        return []
    return [Finding("water-not-applied", Severity.NOTE, "preparation.source.water", {"water": write(source.water)})]


def _does_not_fit(figure: str, share: Share, powder: Substance) -> Finding:
    facts = {
        "figure": "loss on drying" if figure == "lod" else figure,
        "value": write(share),
        "form": powder.form,
        "other": "dihydrate" if powder.form == "anhydrous" else "anhydrous",
    }
    return Finding("certificate-does-not-fit", Severity.REVIEW, f"preparation.source.{figure}", facts)
