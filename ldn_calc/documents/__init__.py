"""The three papers: what they say, then how it is drawn."""
