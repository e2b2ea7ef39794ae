"""Exact amounts: one type a dimension, one reader, one writer, one unit registry."""
