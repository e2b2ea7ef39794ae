"""Compounding worksheet and master formulation record."""
