"""Draws: on a mark, or at a midpoint that a finding names."""

from __future__ import annotations

from proof.cases import codes, hand_made, prove

LIQUID = hand_made("contract-liquid-titration")


def at_midpoint(volume="1.55 mL", named="1.55 mL", code="dose-between-marks"):
    """The liquid plan with a first dose of so much, and a review that names a volume."""
    request, result = LIQUID.copy()
    dose = volume.replace("mL", "mg")
    request["rx"]["regimen"][0]["take"][0]["dose"] = dose
    first = result["plan"]["doses"][0]
    first.update(prescribed=dose, volume=volume, draws=[{"volume": volume, "instrument": "3 mL oral syringe"}])
    finding = {"code": code, "severity": "review", "field": "preparation.concentration", "facts": {"volume": named}}
    result["findings"].append(finding)
    result["status"] = "review"
    return codes(prove(request, result))


def test_a_midpoint_that_a_finding_names_may_be_drawn():
    assert at_midpoint() == {"delivered-differs"}


def test_a_midpoint_that_no_finding_names_is_refused():
    assert "draw-off-mark" in at_midpoint(code="dose-volume-small")
    assert "draw-off-mark" in at_midpoint(named="1.45 mL")
    assert "draw-off-mark" in at_midpoint(named="11.55 mL")


def test_a_quarter_between_two_marks_is_refused_whatever_names_it():
    assert "draw-off-mark" in at_midpoint("1.525 mL", "1.525 mL")
