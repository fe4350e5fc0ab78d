"""What makes the console live: regions that are redrawn when events touch them, fanned out to all open screens."""

from atrium.surfaces.console.live.drawing import Drawing, Piece
from atrium.surfaces.console.live.pulse import Pulse
from atrium.surfaces.console.live.region import Region
from atrium.surfaces.console.live.screen import Screen

__all__ = ["Drawing", "Piece", "Pulse", "Region", "Screen"]
