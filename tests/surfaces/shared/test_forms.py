"""Forms into shapes, and what is said where they do not fit."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated
from urllib.parse import urlencode

import pytest
from msgspec import Meta, field
from starlette.requests import Request
from starlette.types import Message

from atrium.kit.refusals import Conflict, Refusal
from atrium.surfaces.shared.bodies import BodyTooLarge, UnstorableText
from atrium.surfaces.shared.forms import MOST_BYTES, Entered, Form, FormInvalid, NotAForm, entered, read_form

Email = Annotated[
    str, Meta(max_length=20, pattern=r"^\S+@\S+$", description="Write an e-mail address.", title="e-mail")
]


class AddressForm(Form):
    email: Email
    lines: list[str] = field(default_factory=list[str])
    units: Annotated[int, Meta(ge=1, le=9)] = 1
    weight: Decimal | None = None
    password: str = ""
    gift: bool = False


Pairs = Sequence[tuple[str, str]]


def a_request(body: bytes, media: str = "application/x-www-form-urlencoded") -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"content-type", media.encode())]
    return Request({"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}, receive)


def a_form(*pairs: tuple[str, str]) -> Request:
    return a_request(urlencode(pairs).encode())


async def faults(*pairs: tuple[str, str]) -> dict[str, str]:
    with pytest.raises(FormInvalid) as refused:
        await read_form(a_form(*pairs), AddressForm)
    return dict(refused.value.faults)


class TestReadForm:
    async def test_reads_text_numbers_lists_and_ticks(self) -> None:
        pairs = [("email", " kim@x.org "), ("lines", "a"), ("lines", "b"), ("units", "3"), ("gift", "1")]
        read = await read_form(a_form(*pairs, ("weight", "1.50"), ("password", " sp ace ")), AddressForm)
        assert read == AddressForm("kim@x.org", ["a", "b"], 3, Decimal("1.50"), " sp ace ", gift=True)

    async def test_takes_an_empty_field_for_an_absent_one_where_it_may_be(self) -> None:
        read = await read_form(a_form(("email", "k@x"), ("units", ""), ("weight", " ")), AddressForm)
        assert (read.units, read.weight) == (1, None)

    @pytest.mark.parametrize(
        ("pairs", "said"),
        [
            ([], {"email": "Fill in: e-mail."}),
            ([("email", "  ")], {"email": "Fill in: e-mail."}),
            ([("email", "kim")], {"email": "Write an e-mail address."}),
            ([("email", "kim@" + "x" * 20)], {"email": "E-mail may have 20 characters at most."}),
            ([("email", "k@x"), ("units", "10")], {"units": "Units may be 9 at most."}),
            ([("email", "k@x"), ("units", "0")], {"units": "Units must be 1 at least."}),
            ([("email", "k@x"), ("units", "two")], {"units": "This is not a valid units."}),
            ([("email", "k@x"), ("price", "1")], {"price": "This field is not known here."}),
            ([("units", "x")], {"email": "Fill in: e-mail.", "units": "This is not a valid units."}),
        ],
    )
    async def test_says_at_each_field_what_is_wrong(self, pairs: Pairs, said: dict[str, str]) -> None:
        assert await faults(*pairs) == said

    @pytest.mark.parametrize(
        ("request_", "refusal"),
        [
            (a_request(b"{}", "application/json"), NotAForm),
            (a_request(b"email=" + b"x" * MOST_BYTES), BodyTooLarge),
            (a_request(b"email=%00"), UnstorableText),
            (a_request(b"email=%ff"), UnstorableText),
            (a_request(b"email=\xff"), UnstorableText),
            (a_request(b"&".join([b"a=1"] * 501)), UnstorableText),
        ],
    )
    async def test_refuses_what_is_no_form_or_too_large(self, request_: Request, refusal: type[Refusal]) -> None:
        with pytest.raises(refusal):
            await read_form(request_, AddressForm)


class TestEntered:
    async def test_keeps_what_was_filled_in_with_its_faults(self) -> None:
        request = a_form(("email", "kim"), ("units", "4"))
        with pytest.raises(FormInvalid) as refused:
            await read_form(request, AddressForm)
        drawn = entered(request, refused.value)
        assert (drawn.value("email"), drawn.value("units", 1), drawn.value("other", "usual")) == ("kim", "4", "usual")
        assert drawn.faults == {"email": "Write an e-mail address."}
        assert (drawn.fault, drawn.status, drawn.is_first) == ("", 422, False)

    async def test_puts_another_refusal_at_its_field_else_above_the_form(self) -> None:
        class Taken(Conflict):
            @property
            def message(self) -> str:
                return "It is taken."

        request = a_form(("email", "k@x"))
        await read_form(request, AddressForm)
        above = entered(request, Taken())
        assert (above.fault, above.remedy, above.faults) == ("It is taken.", Conflict.remedy, {})
        at_field = Taken()
        at_field.field = "email"
        assert entered(request, at_field).faults == {"email": "It is taken."}

    def test_says_when_the_form_is_shown_first(self) -> None:
        assert Entered().is_first
        assert Entered(fields={"gift": ["1"]}).has("gift", 1)
