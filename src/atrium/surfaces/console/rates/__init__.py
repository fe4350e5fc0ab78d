"""How fast orders come."""
