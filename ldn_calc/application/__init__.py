"""One file a use case; all that the command line and the window call."""
