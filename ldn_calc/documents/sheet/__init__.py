"""Patient instruction sheets."""
