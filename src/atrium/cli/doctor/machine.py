"""The machine: its Python, its disk, its clock, its browser, and the files that are for us alone."""

import os
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from atrium.cli.doctor.finding import Finding, hint, ok, wrong
from atrium.cli.furnishing import KEYS_FILE
from atrium.kit import clock
from atrium.settings import Settings

OLDEST_PYTHON = (3, 11)
LEAST_FREE_BYTES = 1_000_000_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANYBODY_ELSE = 0o077
PACKAGE = Path(__file__).parents[2]


def look(settings: Settings) -> list[Finding]:
    """Everything of the machine."""
    return [_python(), _folder(settings.data_dir), _disk(settings.data_dir), _clock(), _browser(), *_keys(settings)]


def _python() -> Finding:
    version = ".".join(str(number) for number in sys.version_info[:3])
    if sys.version_info[:2] < OLDEST_PYTHON:
        return wrong("python", f"Python {version} is too old.", "Install Python 3.11 or newer, then run `make setup`.")
    return ok("python", f"Python {version}")


def _folder(folder: Path) -> Finding:
    place = _nearest(folder)
    if not place.is_dir():
        return wrong("data folder", f"{place} is not a folder.", "Choose another one with ATRIUM_DATA_DIR.")
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as fault:
        remedy = "Give the folder to the user that runs Atrium, or choose another one with ATRIUM_DATA_DIR."
        return wrong("data folder", f"{place} cannot be written: {fault.strerror}.", remedy)
    return ok("data folder", str(folder) if folder.exists() else f"{folder} will be made in {place}")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_nearest(folder)).free
    found = f"{free / 1e9:.1f} GB are free for {folder}"
    if free < LEAST_FREE_BYTES:
        return wrong("disk", found, "Free at least 1 GB, or choose another disk with ATRIUM_DATA_DIR.")
    return ok("disk", found)


def _clock() -> Finding:
    now = clock.now()
    installed = datetime.fromtimestamp(PACKAGE.stat().st_mtime, UTC)
    if now < installed - timedelta(days=1):
        found = f"The clock says {now:%Y-%m-%d %H:%M} UTC, before this program was installed."
        return wrong("clock", found, "Set the clock; ids and events carry its time.")
    return ok("clock", f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        return hint("browser", "No Chromium: browser tests are skipped.", "sudo apt-get install chromium")
    return ok("browser", found)


def _keys(settings: Settings) -> list[Finding]:
    path = settings.data_dir / KEYS_FILE
    try:
        state = path.stat()
    except OSError:
        return []
    if state.st_uid != os.getuid():
        remedy = f"sudo chown {os.getuid()} {path}"
        return [wrong("keys", f"{path} belongs to user {state.st_uid}, not to you.", remedy)]
    if state.st_mode & ANYBODY_ELSE:
        return [wrong("keys", f"{path} can be read by others on this machine.", f"chmod 600 {path}")]
    return [ok("keys", f"{path} is for you alone")]


def _nearest(folder: Path) -> Path:
    """The folder, or the closest one above it that exists."""
    return next(place for place in (folder, *folder.parents) if place.exists())
