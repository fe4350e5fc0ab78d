"""The embedded PostgreSQL: one owner starts it in a folder, others find it there."""

from atrium.kit.postgres.address import Address, find
from atrium.kit.postgres.binaries import bin_folder
from atrium.kit.postgres.cluster import Cluster
from atrium.kit.postgres.condition import Condition, inspect
from atrium.kit.postgres.errors import ClusterError
from atrium.kit.postgres.preparation import require_version
from atrium.kit.postgres.sharing import find_or_start

__all__ = [
    "Address",
    "Cluster",
    "ClusterError",
    "Condition",
    "bin_folder",
    "find",
    "find_or_start",
    "inspect",
    "require_version",
]
