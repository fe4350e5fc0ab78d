"""The import contracts of pyproject.toml, checked on a tree."""

import os
import subprocess
import sys
from pathlib import Path


def broken_contracts(root: Path) -> str:
    """What `lint-imports` says of broken contracts; nothing when all hold."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--config", str(root / "pyproject.toml")],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return ""
    return done.stdout.partition("Broken contracts")[2] or done.stdout + done.stderr
