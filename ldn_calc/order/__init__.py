"""What was asked for, and whether it may be made."""
