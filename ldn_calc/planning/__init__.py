"""From a prescription forward to bench steps, by formula."""
