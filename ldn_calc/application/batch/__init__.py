"""Many prescriptions at once, each label once."""
