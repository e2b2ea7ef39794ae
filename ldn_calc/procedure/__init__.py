"""The step language: the bench program that planning writes and everything else reads."""
