"""Papers of their own: calculation, evidence, ruler page."""
