"""Papers shown and sent to a printer, for every page."""
