"""People of the staff, as the console shows them."""
