"""The event log, looked through backwards."""
