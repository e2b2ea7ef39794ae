"""The ldn-calc command; a file a command."""
