"""Container labels."""
