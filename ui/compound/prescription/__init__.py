"""The prescription that is open: its document, lists, problems and sentences; nothing drawn."""
