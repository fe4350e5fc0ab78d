"""`atrium bench screens`: how long after it happened a change stands on the screens that watch it."""

from atrium.bench.screens.measuring import STEPS, measure

__all__ = ["STEPS", "measure"]
