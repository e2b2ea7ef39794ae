"""From a finished PDF to dots."""
