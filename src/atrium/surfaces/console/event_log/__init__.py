"""The event stream, as its last entries."""
