"""Any item, and where it is."""
