"""Where a running cluster answers, and how others learn it."""

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from urllib.parse import quote

from psycopg import pq

from atrium.kit.postgres.configuration import DATABASE, SUPERUSER
from atrium.kit.postgres.errors import ClusterError
from atrium.kit.postgres.postmaster import is_postmaster_of, read_pid_file

ADDRESS_FILE = "address.json"


@dataclass(frozen=True, slots=True)
class Address:
    """A running cluster: its private socket, its port, its server process and its programs."""

    socket_folder: Path
    port: int
    pid: int
    bin_folder: Path
    data_folder: Path
    listens_on_tcp: bool = False

    def url(self, database: str = DATABASE) -> str:
        """Return the connection URL over the private socket, for psycopg and for psql alike."""
        host = quote(str(self.socket_folder), safe="")
        return f"postgresql://{SUPERUSER}@/{quote(database, safe='')}?host={host}&port={self.port}"

    def tcp_url(self, *, password: str, database: str = DATABASE) -> str:
        """Return the connection URL over TCP; ClusterError when the cluster listens on its socket alone."""
        if not self.listens_on_tcp:
            message = f"The cluster in {self.data_folder.parent} has no TCP port: start it with `tcp_port`."
            raise ClusterError(message)
        secret = quote(password, safe="")
        return f"postgresql://{SUPERUSER}:{secret}@127.0.0.1:{self.port}/{quote(database, safe='')}"

    def answers(self) -> bool:
        """Tell whether this very server is alive and takes connections."""
        pid_file = read_pid_file(self.data_folder)
        if pid_file is None or pid_file.pid != self.pid or not is_postmaster_of(self.pid, self.data_folder):
            return False
        # A ping also counts a server that is full, which a connection would not.
        return pq.PGconn.ping(f"{self.url('postgres')}&connect_timeout=5".encode()) == pq.Ping.OK


def find(folder: Path) -> Address | None:
    """Return the address of the cluster that runs in `folder` after checking that it answers, else None."""
    address = _read(folder.resolve() / ADDRESS_FILE)
    return address if address is not None and address.answers() else None


def publish(address: Address, folder: Path) -> None:
    """Write the address for others to find; only the owner's user may read it."""
    content = {
        "socket_folder": str(address.socket_folder),
        "port": address.port,
        "pid": address.pid,
        "bin_folder": str(address.bin_folder),
        "data_folder": str(address.data_folder),
        "listens_on_tcp": address.listens_on_tcp,
    }
    replace_file(folder / ADDRESS_FILE, json.dumps(content, indent=2) + "\n")


def replace_file(path: Path, text: str) -> Path:
    """Write a file that readers see either old or new, never half; mode 600, links are not followed."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return path


def _read(path: Path) -> Address | None:
    try:
        content = cast("dict[str, str | int]", json.loads(path.read_text(encoding="utf-8")))
        return Address(
            socket_folder=Path(str(content["socket_folder"])),
            port=int(content["port"]),
            pid=int(content["pid"]),
            bin_folder=Path(str(content["bin_folder"])),
            data_folder=Path(str(content["data_folder"])),
            listens_on_tcp=bool(content["listens_on_tcp"]),
        )
    except PermissionError:
        message = f"{path} may not be read: run as the user that started the cluster."
        raise ClusterError(message) from None
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        # An address that is missing or spoilt is no address; the next owner writes a new one.
        return None
