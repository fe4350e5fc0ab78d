"""The simulated gateway's memory: one SQLite file that survives the process being killed at any moment."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from atrium.adapters.card_gateway.rules import Payment

CREATE_TABLES = """
CREATE TABLE IF NOT EXISTS payments (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reference TEXT NOT NULL,
    token TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    decline_code TEXT,
    captured_minor INTEGER NOT NULL CHECK (captured_minor BETWEEN 0 AND amount_minor),
    refunded_minor INTEGER NOT NULL CHECK (refunded_minor BETWEEN 0 AND captured_minor),
    voided_minor INTEGER NOT NULL CHECK (voided_minor = 0 OR captured_minor = 0)
);
CREATE TABLE IF NOT EXISTS answers (
    idempotency_key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    payment_id TEXT NOT NULL REFERENCES payments (id),
    status INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS stumbles (cause TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS notices (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    due_at REAL NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS issued (
    token TEXT PRIMARY KEY,
    behaves_as TEXT NOT NULL,
    reference TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_minor INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS notices_due ON notices (due_at);
"""
PAYMENT_COLUMNS = """id, reference, token, currency, amount_minor, decline_code,
    captured_minor, refunded_minor, voided_minor"""
FIND_PAYMENT = f"SELECT {PAYMENT_COLUMNS} FROM payments WHERE id = :id"
LIST_PAYMENTS = f"SELECT {PAYMENT_COLUMNS} FROM payments ORDER BY number"
SAVE_PAYMENT = f"""
INSERT INTO payments ({PAYMENT_COLUMNS})
VALUES (:id, :reference, :token, :currency, :amount_minor, :decline_code,
    :captured_minor, :refunded_minor, :voided_minor)
ON CONFLICT (id) DO UPDATE SET captured_minor = excluded.captured_minor,
    refunded_minor = excluded.refunded_minor, voided_minor = excluded.voided_minor
"""
FIND_ANSWER = """
SELECT idempotency_key, fingerprint, payment_id, status, body FROM answers WHERE idempotency_key = :key
"""
KEEP_ANSWER = """
INSERT INTO answers (idempotency_key, fingerprint, payment_id, status, body)
VALUES (:idempotency_key, :fingerprint, :payment_id, :status, :body)
"""
ISSUE = """
INSERT INTO issued (token, behaves_as, reference, currency, amount_minor)
VALUES (:token, :behaves_as, :reference, :currency, :amount_minor)
"""
FIND_ISSUED = "SELECT token, behaves_as, reference, currency, amount_minor FROM issued WHERE token = :token"
STUMBLE = "INSERT INTO stumbles (cause) VALUES (:cause) ON CONFLICT DO NOTHING"
ADD_NOTICE = "INSERT INTO notices (id, body, due_at) VALUES (:id, :body, :due_at)"
NEXT_NOTICE = "SELECT number, id, body, due_at, attempts FROM notices ORDER BY due_at, number LIMIT 1"
DROP_NOTICE = "DELETE FROM notices WHERE number = :number"
POSTPONE_NOTICE = "UPDATE notices SET attempts = attempts + 1, due_at = :due_at WHERE number = :number"


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What was once answered under an idempotency key; the body is JSON."""

    idempotency_key: str
    fingerprint: str
    payment_id: str
    status: int
    body: str


@dataclass(frozen=True, slots=True)
class Issued:
    """A token that the card form gave out: good for one payment of just this, and all that is kept of the card."""

    token: str
    behaves_as: str
    reference: str
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One delivery that is owed, `due_at` in seconds since 1970; a doubled notice is two with one id."""

    number: int
    id: str
    body: str
    due_at: float
    attempts: int


class Book:
    """Payments, answers and owed notices; used from one thread."""

    def __init__(self, *, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=5)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL would lose the last answers with the power; an acknowledged capture must outlive it.
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA foreign_keys = ON")
        self._connection.executescript(CREATE_TABLES)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Generator[None]:
        """All or nothing, and alone: a second process on the same file waits."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def find_payment(self, payment_id: str) -> Payment | None:
        row = self._one(FIND_PAYMENT, id=payment_id)
        return None if row is None else Payment(**row)

    def list_payments(self) -> list[Payment]:
        return [Payment(**dict(row)) for row in self._connection.execute(LIST_PAYMENTS)]

    def save_payment(self, payment: Payment) -> None:
        self._connection.execute(SAVE_PAYMENT, asdict(payment))

    def find_answer(self, key: str) -> KeptAnswer | None:
        row = self._one(FIND_ANSWER, key=key)
        return None if row is None else KeptAnswer(**row)

    def keep_answer(self, answer: KeptAnswer) -> None:
        self._connection.execute(KEEP_ANSWER, asdict(answer))

    def issue(self, issued: Issued) -> None:
        self._connection.execute(ISSUE, asdict(issued))

    def find_issued(self, token: str) -> Issued | None:
        row = self._one(FIND_ISSUED, token=token)
        return None if row is None else Issued(**row)

    def stumbles(self, cause: str) -> bool:
        """Whether this cause trips for the first time; from then on it does not."""
        return self._connection.execute(STUMBLE, {"cause": cause}).rowcount == 1

    def add_notice(self, *, notice_id: str, body: str, due_at: float) -> None:
        self._connection.execute(ADD_NOTICE, {"id": notice_id, "body": body, "due_at": due_at})

    def next_notice(self) -> Notice | None:
        row = self._one(NEXT_NOTICE)
        return None if row is None else Notice(**row)

    def drop_notice(self, number: int) -> None:
        self._connection.execute(DROP_NOTICE, {"number": number})

    def postpone_notice(self, number: int, *, due_at: float) -> None:
        self._connection.execute(POSTPONE_NOTICE, {"number": number, "due_at": due_at})

    def _one(self, statement: str, **values: str) -> dict[str, Any] | None:
        row = self._connection.execute(statement, values).fetchone()
        return None if row is None else dict(row)
