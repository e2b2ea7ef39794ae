"""Other ways to make it."""
