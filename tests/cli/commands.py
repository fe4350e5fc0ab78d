"""The command line as an operator types it: a program of its own, with an environment of its own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

ATRIUM = Path(sys.executable).with_name("atrium")


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended, and what it said."""

    status: int
    output: str
    complaint: str

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.output)


def atrium(*words: str, environment: Mapping[str, str]) -> Said:
    """Runs `atrium` with these words; only these ATRIUM_ variables are set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ATRIUM_")}
    done = subprocess.run(
        [str(ATRIUM), *words],
        env={**clean, "COLUMNS": "160", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)
