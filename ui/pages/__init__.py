"""One file a page of the workstation."""
