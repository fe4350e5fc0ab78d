"""What a server needs before it is published: its database, and its password."""

import psycopg
from psycopg import sql

from atrium.kit.postgres.address import Address
from atrium.kit.postgres.binaries import MAJOR_VERSION
from atrium.kit.postgres.configuration import DATABASE, SUPERUSER
from atrium.kit.postgres.errors import ClusterError

FIND_DATABASE = "SELECT 1 FROM pg_catalog.pg_database WHERE datname = %(name)s"
CREATE_DATABASE = "CREATE DATABASE {name}"
SET_PASSWORD = "ALTER ROLE {role} PASSWORD {password}"  # noqa: S105 - a statement, not a secret


def prepare_database(address: Address, *, password: str | None) -> None:
    """Create the database where it is missing and set the password where one is given."""
    try:
        with psycopg.connect(address.url("postgres"), autocommit=True) as connection:
            if connection.execute(FIND_DATABASE, {"name": DATABASE}).fetchone() is None:
                connection.execute(sql.SQL(CREATE_DATABASE).format(name=sql.Identifier(DATABASE)))
            if password is not None:
                verifier = _verifier(connection, password)
                statement = sql.SQL(SET_PASSWORD).format(role=sql.Identifier(SUPERUSER), password=verifier)
                connection.execute(statement)
    except psycopg.Error as error:
        message = f"The database in {address.data_folder.parent} started, but cannot be prepared: {error}"
        raise ClusterError(message) from error


def _verifier(connection: psycopg.Connection[tuple[object, ...]], password: str) -> sql.Literal:
    # Hashed on this side, so that a password never stands in the server's log.
    hashed = connection.pgconn.encrypt_password(password.encode(), SUPERUSER.encode(), b"scram-sha-256")
    return sql.Literal(hashed.decode())


def require_version(connection_info: str, *, minimum: int = MAJOR_VERSION) -> None:
    """Raise ClusterError when the server cannot be reached or is older than `minimum` (a major version)."""
    try:
        with psycopg.connect(connection_info) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as error:
        message = f"The database server does not answer: check ATRIUM_DATABASE_URL. {error}"
        raise ClusterError(message) from error
    if version < minimum:
        message = (
            f"The database server is PostgreSQL {version}, Atrium needs {minimum} or newer: upgrade it, "
            "or leave ATRIUM_DATABASE_URL unset to use the embedded one."
        )
        raise ClusterError(message)
