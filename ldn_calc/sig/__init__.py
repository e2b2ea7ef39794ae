"""The prescription as it was written, one line in: a table of terms, a grammar, and every word accounted for."""
