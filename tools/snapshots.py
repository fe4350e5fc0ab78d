"""Writes the snapshots of faces, OpenAPI document and authorisation matrix (`make snapshots`); look at what changed."""

import sys

from tests.house import authorisation, doors, faces
from tests.house.tree import ROOT


def main() -> None:
    """All, where the tests look for them."""
    made = (
        (faces.SNAPSHOT, faces.snapshot(ROOT)),
        (doors.SNAPSHOT, doors.document()),
        (authorisation.SNAPSHOT, authorisation.snapshot()),
    )
    for path, text in made:
        path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}: {text.count(chr(10))} lines\n")


if __name__ == "__main__":
    main()
