"""The last line of defence of the simulated gateway: its file."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from atrium.adapters.card_gateway.book import Book, KeptAnswer
from atrium.adapters.card_gateway.rules import Payment

HELD = Payment(id="pay_1", reference="order-1", token="tok_visa", currency="EUR", amount_minor=5000)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = Book(path=tmp_path / "state.db")
    yield opened
    opened.close()


class TestTransaction:
    def test_keeps_neither_payment_nor_answer_when_it_is_cut_short(self, book: Book) -> None:
        answer = KeptAnswer("key", "fingerprint", HELD.id, 201, "{}")
        with suppress(RuntimeError), book.transaction():
            book.save_payment(HELD)
            book.keep_answer(answer)
            raise RuntimeError
        assert book.find_payment(HELD.id) is None
        assert book.find_answer("key") is None
        with book.transaction():
            book.save_payment(HELD)
            book.keep_answer(answer)
        assert (book.find_payment(HELD.id), book.find_answer("key")) == (HELD, answer)


class TestSavePayment:
    @pytest.mark.parametrize(
        "impossible",
        [
            replace(HELD, captured_minor=5001),
            replace(HELD, captured_minor=100, refunded_minor=101),
            replace(HELD, captured_minor=100, voided_minor=5000),
        ],
    )
    def test_refuses_the_impossible_even_when_the_rules_let_it_pass(self, book: Book, impossible: Payment) -> None:
        book.save_payment(HELD)
        with pytest.raises(sqlite3.IntegrityError):
            book.save_payment(impossible)
        assert book.list_payments() == [HELD]
