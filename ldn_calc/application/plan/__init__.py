"""From a request to a proved plan, and what is decided about it."""
