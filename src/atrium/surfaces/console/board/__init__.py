"""Orders by state, moving."""
