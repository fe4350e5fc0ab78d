"""Monthly partitions, made ahead of need and dropped by each table's policy."""

from atrium.kit.db import Tx

KEEP = "SELECT kit.keep_partitions()"


async def keep_partitions(tx: Tx) -> int:
    """Makes the partitions of the coming months and drops those past retention; answers how many changed."""
    return await tx.value(KEEP)
