"""Table models; rows in, nothing out."""
