"""What the pharmacy owns and knows: materials, instruments, policies; each row with its source."""
