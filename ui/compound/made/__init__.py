"""What was really weighed and measured."""
