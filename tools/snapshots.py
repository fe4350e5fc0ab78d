"""Writes the snapshots of faces and of the OpenAPI document, as `make snapshots` does; look at what changed."""

import sys

from tests.house import doors, faces
from tests.house.tree import ROOT


def main() -> None:
    """Both, where the tests look for them."""
    for path, text in ((faces.SNAPSHOT, faces.snapshot(ROOT)), (doors.SNAPSHOT, doors.document())):
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {text.count(chr(10))} lines\n")


if __name__ == "__main__":
    main()
