"""A web process without the guard: whatever is asked for is promised. Only for the control of the race.

`python tests/properties/unguarded_house.py FD`, as the web process of a running house.
"""

from collections.abc import Mapping, Sequence

from atrium import app
from atrium.contexts import inventory
from atrium.contexts.inventory import Key, Level, Plan, Promise


def promise_everything(levels: Mapping[Key, Level], promises: Sequence[Promise]) -> Plan:
    """Says yes to everybody."""
    del levels
    return Plan([None for _ in promises], {})


if __name__ == "__main__":
    inventory.plan_promises = promise_everything
    app.main()
