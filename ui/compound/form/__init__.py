"""The prescription's form."""
