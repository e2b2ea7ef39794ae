"""What medicines and components are called, and how people write it."""
