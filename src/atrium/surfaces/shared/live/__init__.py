"""What makes pages live: regions that are redrawn when events touch them, fanned out to all open screens."""

from atrium.surfaces.shared.live.drawing import Drawing, Piece
from atrium.surfaces.shared.live.pulse import Pulse
from atrium.surfaces.shared.live.region import Canvas, Region
from atrium.surfaces.shared.live.screen import Screen
from atrium.surfaces.shared.live.stream import STREAM, live_stream
from atrium.surfaces.shared.live.tail import Tail

__all__ = ["STREAM", "Canvas", "Drawing", "Piece", "Pulse", "Region", "Screen", "Tail", "live_stream"]
