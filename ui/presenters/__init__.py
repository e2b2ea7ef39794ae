"""What the pages do: they decide, and talk to the application."""
