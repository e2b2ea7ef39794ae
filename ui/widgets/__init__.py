"""Controls and drawings used by the pages."""
