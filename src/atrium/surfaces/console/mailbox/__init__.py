"""What people were told: the messages, one of them, and every template."""
