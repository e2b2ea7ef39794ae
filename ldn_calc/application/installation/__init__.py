"""This installation: its check, its licences, the example it offers."""
