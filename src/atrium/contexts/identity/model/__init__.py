"""What may be said of actors, staff, shoppers, devices and sessions, and what follows from it. Pure."""
