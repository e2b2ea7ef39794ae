"""The independent double check: a plan's printed steps walked again, from three texts and nothing else."""
