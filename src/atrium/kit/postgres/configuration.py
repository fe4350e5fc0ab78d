"""The settings and the access rules of the embedded server."""

from collections.abc import Mapping
from pathlib import Path

from atrium.kit.postgres.binaries import has_lz4
from atrium.kit.postgres.errors import ClusterError

SUPERUSER = "atrium"
DATABASE = "atrium"
DEFAULT_PORT = 5432
_USER_MAP = "atrium"

_BASE = {
    "max_connections": "100",
    "shared_buffers": "256MB",
    "huge_pages": "off",
    "jit": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "password_encryption": "scram-sha-256",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    "logging_collector": "off",
}
# `replica` costs short transactions next to nothing, and with it pg_basebackup copies a shop that is open.
_DURABLE = {"wal_level": "replica", "synchronous_commit": "on"}
_THROW_AWAY = {
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}
_OURS = frozenset({"listen_addresses", "port", "unix_socket_directories", "hba_file", "ident_file", "data_directory"})


def check_wishes(*, tcp_port: int | None, password: str | None, settings: Mapping[str, str]) -> None:
    """Raise ClusterError for a port without a password and for settings that the cluster itself decides."""
    if tcp_port is not None and not 0 < tcp_port < 2**16:
        message = f"{tcp_port} is not a TCP port: choose one from 1 to 65535."
        raise ClusterError(message)
    if tcp_port is not None and not password:
        message = f"TCP port {tcp_port} needs a password: give one, or leave the port out and use the socket."
        raise ClusterError(message)
    if reserved := sorted(_OURS & {name.lower() for name in settings}):
        message = f"The cluster itself decides {', '.join(reserved)}: remove it from the settings."
        raise ClusterError(message)


def server_arguments(
    *,
    data_folder: Path,
    socket_folder: Path,
    tcp_port: int | None,
    durable: bool,
    settings: Mapping[str, str],
) -> list[str]:
    """Return the arguments of `postgres`; given settings win over ours."""
    chosen = {
        **_BASE,
        **(_DURABLE if durable else _THROW_AWAY),
        "wal_compression": "lz4" if has_lz4() else "off",
        "unix_socket_directories": str(socket_folder),
        "listen_addresses": "" if tcp_port is None else "127.0.0.1",
        "port": str(tcp_port or DEFAULT_PORT),
        **settings,
    }
    return ["-D", str(data_folder), *(word for item in chosen.items() for word in ("-c", "=".join(item)))]


def access_rules(*, with_tcp: bool) -> str:
    """Return pg_hba.conf: the socket for the mapped user alone, TCP from this machine with the password."""
    rules = [f"local all all peer map={_USER_MAP}", f"local replication all peer map={_USER_MAP}"]
    if with_tcp:
        rules.append("host all all 127.0.0.1/32 scram-sha-256")
    return "\n".join(rules) + "\n"


def user_map(*, system_user: str) -> str:
    """Return pg_ident.conf: the one system user who may take any role of the database."""
    return f'{_USER_MAP} "{system_user}" all\n'
