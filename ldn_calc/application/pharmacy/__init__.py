"""What this pharmacy is and owns: settings, printers, own rows."""
