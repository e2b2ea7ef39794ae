"""The bench calculators, as the command line and the window ask them."""
