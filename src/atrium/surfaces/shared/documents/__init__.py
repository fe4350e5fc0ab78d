"""Paper: the slip that lies in a parcel, and the label on what waits at a counter; typeset off the event loop.

Templates stand beside their facts. What is printed has no prices, and never a handover code: that is the shopper's to
show.
"""

from atrium.surfaces.shared.documents.answers import PDF, packing_slip_of, pickup_label_of
from atrium.surfaces.shared.documents.papers import PackedLine, PackingSlip, PickupLabel, packing_slip, pickup_label

__all__ = [
    "PDF",
    "PackedLine",
    "PackingSlip",
    "PickupLabel",
    "packing_slip",
    "packing_slip_of",
    "pickup_label",
    "pickup_label_of",
]
