"""The counter: which ready order is it, and the code that opens it."""
