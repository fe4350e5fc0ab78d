"""What the house stands on; no word of retail is spoken here."""
