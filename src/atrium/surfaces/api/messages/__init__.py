"""What people were told: list, read, and try again what has failed."""

from atrium.surfaces.api.messages.routes import messages

__all__ = ["messages"]
