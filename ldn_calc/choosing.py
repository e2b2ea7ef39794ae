"""Alternatives: the other ways a prescription could be made at this bench, ranked by plain rules kept in one place."""
