"""How any text of a person or of a file is read: every problem named, nothing guessed."""
