"""The page Compound: a prescription, its plan and its papers."""
