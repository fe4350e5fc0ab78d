"""What search engines ask for."""
