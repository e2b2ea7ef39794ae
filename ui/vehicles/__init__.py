"""The page Vehicles."""
