"""A secret that a folder keeps: made once, whole, and for its owner's eyes only."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from atrium.kit.ids import new_secret


def kept_secret(path: Path) -> str:
    """The secret in that file, made when there is none; processes that start at once all get the same."""
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secret.")
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(new_secret())
            stream.flush()
            os.fsync(stream.fileno())
        # A link is made only where nothing is yet, so the first one stays.
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink()
    return path.read_text(encoding="ascii")
