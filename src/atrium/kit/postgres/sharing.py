"""How several processes share one cluster."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from atrium.kit.postgres.address import Address, find
from atrium.kit.postgres.cluster import NO_SETTINGS, Cluster
from atrium.kit.postgres.errors import ClusterError

_OWNER_SECONDS = 60.0
_POLL_SECONDS = 0.05


@contextmanager
def find_or_start(
    folder: Path, *, durable: bool = True, settings: Mapping[str, str] = NO_SETTINGS
) -> Generator[Address]:
    """Give the address of the cluster that runs in `folder`, or start one and stop it afterwards.

    A starting owner is waited for; ClusterError when it does not answer within 60 s.
    """
    cluster = Cluster(folder, durable=durable, settings=settings)
    try:
        yield _address_of(cluster)
    finally:
        cluster.stop()


def _address_of(cluster: Cluster) -> Address:
    deadline = time.monotonic() + _OWNER_SECONDS
    while time.monotonic() < deadline:
        # The lock is asked first: a server whose owner is gone answers too, but not for long.
        address = cluster.start_unless_owned() or find(cluster.folder)
        if address is not None:
            return address
        time.sleep(_POLL_SECONDS)
    message = f"The database in {cluster.folder} has an owner but does not answer: stop it and start again."
    raise ClusterError(message)
