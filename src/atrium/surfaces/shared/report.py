"""What became of each row of a bulk write."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrium.kit.refusals import Refusal


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was refused; `field` is inside the row."""

    code: str
    message: str
    field: str | None
    remedy: str


@dataclass(frozen=True, slots=True)
class RowReport:
    """One row, by its place in the request, from 0; `problem` is null when it was saved."""

    row: int
    id: str
    problem: RowProblem | None


@dataclass(frozen=True, slots=True)
class Report:
    """How many rows were saved and refused, and what became of each."""

    saved: int
    refused: int
    rows: list[RowReport]


def report(ids: Sequence[str], answers: Sequence[str | Refusal]) -> Report:
    """The report of a bulk write, whose answers stand in the order of its rows."""
    rows = [
        RowReport(row, id_, row_problem(answer) if isinstance(answer, Refusal) else None)
        for row, (id_, answer) in enumerate(zip(ids, answers, strict=True))
    ]
    refused = sum(row.problem is not None for row in rows)
    return Report(len(rows) - refused, refused, rows)


def row_problem(refusal: Refusal) -> RowProblem:
    """Why a row was refused."""
    return RowProblem(refusal.code, refusal.message, refusal.field, refusal.remedy)
