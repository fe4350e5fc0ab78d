"""Letters and messages for tests: `a_letter(cause="x")`, `a_message(state="failed")`."""

from dataclasses import replace
from typing import Any

from atrium.contexts import messaging
from atrium.kit.ids import new_id
from atrium.kit.money import Money
from tests.builders import NOW

CODE = messaging.SignInCode(retailer="Wrenfield Inc.", code="307418", valid_minutes=10)


def a_refund(number: str = "7K2QF-93QXM") -> messaging.Refunded:
    """Facts of a message about an order."""
    return messaging.Refunded(
        retailer="Wrenfield Inc.",
        shopper="Kim Otieno",
        number=number,
        link="https://shop.example/o/t",
        amount=Money(2598, "USD"),
        to_card=True,
    )


def a_letter(cause: str = "cause", **changes: Any) -> messaging.Letter:
    letter = messaging.Letter(
        cause=cause,
        recipient="kim@example.com",
        locale="en_US",
        facts=a_refund(),
        order_id=new_id(),
        order_number="7K2QF-93QXM",
    )
    return replace(letter, **changes)


def a_message(**changes: Any) -> messaging.Message:
    """A due message on its first try."""
    message = messaging.Message(
        id=new_id(),
        kind="refunded",
        recipient="kim@example.com",
        language="en",
        subject="$25.98 given back: order 7K2QF-93QXM",
        text="Hello Kim Otieno,\n",
        html="<p>Hello Kim Otieno,</p>\n",
        order_id=new_id(),
        order_number="7K2QF-93QXM",
        cause="cause",
        state="due",
        tries=1,
        next_try_at=NOW,
        fault=None,
        created_at=NOW,
        changed_at=NOW,
        sent_at=None,
    )
    return replace(message, **changes)
