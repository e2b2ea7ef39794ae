"""The papers beside the plan."""
