"""The page Calculators."""
