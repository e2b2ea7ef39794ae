"""The one way in for texts and the one way out for everything saved."""
