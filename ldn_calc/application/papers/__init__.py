"""Papers of a proved plan: made, written, printed."""
