"""Every SQL statement of the house, prepared by PostgreSQL itself, which also says what it reads and writes."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import Connection, sql

from tests.house.tree import Module, modules

STATEMENT = re.compile(r"\s*(--[^\n]*\n\s*)*(SELECT|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|WITH|VALUES|TABLE)\s")
CLAUSE = re.compile(r"\b(FROM|INTO|SET|VALUES)\b")
COMMAND = re.compile(
    r"\s*(SET (LOCAL|SESSION)|SHOW|BEGIN|COMMIT|ROLLBACK|LOCK TABLE|TRUNCATE|LISTEN|NOTIFY|COPY|VACUUM|ANALYZE"
    r"|CREATE (TABLE|SCHEMA|VIEW|DATABASE|FUNCTION|INDEX|UNIQUE INDEX|EXTENSION)|ALTER (TABLE|ROLE|DATABASE|SCHEMA)"
    r"|DROP (TABLE|SCHEMA|VIEW|DATABASE|FUNCTION|INDEX))\b"
)
PARAMETER = re.compile(r"%\((\w+)\)s")
CONSTANT = re.compile(r"_?[A-Z][A-Z0-9_]*")
ELSEWHERE = (("adapters", "card_gateway"), ("bench",))
"""Rooms with a database of their own: a simulated gateway's SQLite, and what is measured beside the house."""
COMMANDED_BY = (("kit",), ("cli",))
"""Rooms that may send commands that are not prepared, such as BEGIN or SET."""

TYPES = "SELECT parameter_types::text[] FROM pg_catalog.pg_prepared_statements WHERE name = 'checked'"
TOUCHED = """
    SELECT DISTINCT space.nspname, thing.name, thing.kind
      FROM pg_catalog.pg_depend AS needs
      JOIN (SELECT 'pg_catalog.pg_class'::regclass AS book, oid, relnamespace, relname AS name, relkind::text AS kind
              FROM pg_catalog.pg_class
            UNION ALL
            SELECT 'pg_catalog.pg_proc'::regclass, oid, pronamespace, proname, 'function' FROM pg_catalog.pg_proc
           ) AS thing ON thing.book = needs.refclassid AND thing.oid = needs.refobjid
      JOIN pg_catalog.pg_namespace AS space ON space.oid = thing.relnamespace
     WHERE needs.objid = 'pg_temp.checked'::regproc
"""


@dataclass(frozen=True, slots=True)
class Statement:
    """A constant that holds SQL, and the rooms of its module."""

    module: Module
    name: str
    text: str

    def __str__(self) -> str:
        return f"{self.module.path}: {self.name}"

    @property
    def numbered(self) -> str:
        """The statement with PostgreSQL's own parameters."""
        names = list(dict.fromkeys(PARAMETER.findall(self.text)))
        return PARAMETER.sub(lambda found: f"${names.index(found[1]) + 1}", self.text).replace("%%", "%")


@dataclass(frozen=True, slots=True)
class Touched:
    """A relation or function that a statement names; `kind` as in pg_class (`r`, `v`, `p`), or `function`."""

    schema: str
    name: str
    kind: str


def statements(root: Path) -> list[Statement]:
    """Every constant of the house that is prepared."""
    found = [Statement(module, name, text) for module in _housed(root) for name, text in _constants(module).items()]
    return [one for one in found if STATEMENT.match(one.text)]


def stray_sql(root: Path) -> list[str]:
    """SQL that is not an UPPER_CASE constant, or that a room sends which has none to send."""
    faults: list[str] = []
    for module in _housed(root):
        named = set(_constants(module).values())
        faults += [
            f"{module.path}:{loose.line}: SQL outside an UPPER_CASE constant"
            for loose in _loose(module.syntax)
            if STATEMENT.match(loose.text) and loose.text not in named and CLAUSE.search(loose.text)
        ]
        if not _within(module, COMMANDED_BY):
            faults += [
                f"{module.path}: {name} is a command; only the kit and the command line send those"
                for name, text in _constants(module).items()
                if COMMAND.match(text)
            ]
    return faults


def unsound_statements(root: Path, url: str) -> list[str]:
    """Statements that PostgreSQL does not take, or that touch what their room must not touch."""
    faults: list[str] = []
    with psycopg.connect(url, autocommit=True) as connection:
        # With nothing to search, only names with their schema are found.
        connection.execute("SELECT pg_catalog.set_config('search_path', '', false)")
        for statement in statements(root):
            try:
                touched = _touched(connection, statement)
            except psycopg.Error as fault:
                faults.append(f"{statement}: {str(fault).splitlines()[0]}")
            else:
                faults += [f"{statement} {why}" for why in _trespasses(statement.module.rooms, touched)]
    return faults


def _touched(connection: Connection, statement: Statement) -> list[Touched]:
    """What a statement names: a function with it as its body depends on just that."""
    connection.execute(b"PREPARE checked AS " + statement.numbered.encode())
    try:
        row = connection.execute(TYPES).fetchone()
    finally:
        connection.execute("DEALLOCATE checked")
    types = sql.SQL(", ").join(sql.SQL(name) for name in (row[0] if row else ()))
    with connection.transaction(force_rollback=True):
        head = sql.SQL("CREATE FUNCTION pg_temp.checked({}) RETURNS void BEGIN ATOMIC ").format(types)
        connection.execute(head.as_bytes() + statement.numbered.encode() + b"; END")
        return [Touched(*found) for found in connection.execute(TOUCHED)]


def _trespasses(rooms: Sequence[str], touched: Sequence[Touched]) -> Iterator[str]:
    for one in touched:
        if one.schema in ("pg_catalog", "pg_temp") or one.schema.startswith("pg_temp_"):
            continue
        thing = f"{one.schema}.{one.name}"
        match rooms:
            case ("contexts", context, *_):
                if one.schema != context:
                    yield f"touches {thing}, which is not its own"
            case ("kit", *_):
                if one.schema not in ("kit", "public"):
                    yield f"touches {thing}, which is not the kit's"
            case ("readmodels", *_):
                if one.kind != "v":
                    yield f"touches {thing}, which is not a view"
            case _:
                yield f"touches {thing}, and SQL lives in contexts, readmodels and the kit"


def _housed(root: Path) -> list[Module]:
    return [module for module in modules(root, ["src"]) if not _within(module, ELSEWHERE)]


def _within(module: Module, rooms: Sequence[tuple[str, ...]]) -> bool:
    return any(module.rooms[: len(room)] == room for room in rooms)


def _constants(module: Module) -> dict[str, str]:
    """Text constants at the module's top, those put together of others included."""
    known: dict[str, str] = {}
    for node in module.syntax.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if CONSTANT.fullmatch(name):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if CONSTANT.fullmatch(name):
                pass
            case _:
                continue
        text = _text(value, known)
        if text is not None:
            known[name] = text
    return known


def _text(value: ast.expr, known: Mapping[str, str]) -> str | None:
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return known.get(name)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([left, right], known)
        case ast.JoinedStr(values=values):
            return _joined(values, known)
        case ast.FormattedValue(value=inner):
            return _text(inner, known)
        case _:
            return None


def _joined(parts: Sequence[ast.expr], known: Mapping[str, str]) -> str | None:
    texts = [_text(part, known) for part in parts]
    return None if None in texts else "".join(text for text in texts if text is not None)


@dataclass(frozen=True, slots=True)
class _Loose:
    """Text in the code, and where it stands."""

    line: int
    text: str


def _loose(syntax: ast.Module) -> list[_Loose]:
    """Every text in the code, docstrings left out."""
    docs: set[int] = set()
    found: list[_Loose] = []
    for node in ast.walk(syntax):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                docs |= {id(one.value) for one in node.body[:1] if isinstance(one, ast.Expr)}
            case ast.Constant(value=str(text)) if id(node) not in docs:
                found.append(_Loose(node.lineno, text))
            case _:
                pass
    return found
