"""The plan as it is shown."""
