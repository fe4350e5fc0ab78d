"""The outside world, one room per system; each implements a port of a context."""
