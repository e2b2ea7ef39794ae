"""Bench calculators: planning's own functions, each with the working a pharmacist would write."""
