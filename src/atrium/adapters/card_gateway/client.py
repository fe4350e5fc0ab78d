"""The client of the card gateway: every answer a value, each intent under one idempotency key."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote
from uuid import UUID

import aiohttp
from pydantic import BaseModel, ValidationError
from yarl import URL

from atrium.adapters.card_gateway import form_link
from atrium.contexts.payments import Authorised, Declined, Done, NotSeen, Refused, Unknown

CONNECT_TIMEOUT_SECONDS = 2.0
TOTAL_TIMEOUT_SECONDS = 10.0
# Only these are the gateway's word that nothing moved. A rejected key (401), a reused idempotency key (422)
# or a full queue (429) say nothing about an earlier try with the same id, which may have moved money.
FINAL_REFUSALS = {400, 402, 409}
NOT_FOUND = "payment_not_found"


class _PaymentAnswer(BaseModel):
    id: str
    status: Literal["authorised", "declined"]
    decline_code: str | None
    amount_minor: int
    currency: str


class _OperationAnswer(BaseModel):
    id: str
    amount_minor: int


class _ErrorAnswer(BaseModel):
    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    content: bytes

    @property
    def succeeded(self) -> bool:
        return 200 <= self.status < 300

    def error(self) -> _ErrorAnswer:
        """What the gateway said is wrong; `http_<status>` where it did not speak its own language."""
        try:
            return _ErrorAnswer.model_validate_json(self.content)
        except ValidationError:
            return _ErrorAnswer(code=f"http_{self.status}")

    def refusal(self) -> _ErrorAnswer | Unknown:
        """A final no, or the admission that we do not know."""
        error = self.error()
        spoken = error.code != f"http_{self.status}"
        if spoken and (self.status in FINAL_REFUSALS or (self.status == 404 and error.code == NOT_FOUND)):
            return error
        return Unknown(error.code)


class CardGateway:
    """Implements `atrium.contexts.payments.ports.Gateway` over HTTP; retries nothing by itself."""

    def __init__(self, *, session: aiohttp.ClientSession, url: str, key: str) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._key = key

    def card_form(self, *, reference: UUID, amount_minor: int, currency: str, return_to: str) -> str:
        asked = form_link.Asked(
            reference=str(reference), amount_minor=amount_minor, currency=currency, return_to=return_to
        )
        return f"{self._url}{form_link.PATH}?{form_link.write_query(asked, key=self._key)}"

    async def authorise(
        self, *, reference: UUID, amount_minor: int, currency: str, token: str
    ) -> Authorised | Declined | Unknown:
        body: dict[str, str | int] = {
            "reference": str(reference),
            "amount_minor": amount_minor,
            "currency": currency,
            "token": token,
        }
        reply = await self._post("/payments", key=_authorise_key(reference), body=body)
        if isinstance(reply, Unknown):
            return reply
        if reply.succeeded:
            return _read_payment(reply)
        refusal = reply.refusal()
        return refusal if isinstance(refusal, Unknown) else Declined(refusal.code, refusal.message)

    async def capture(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        return await self._operate("capture", operation, gateway_id, {"amount_minor": amount_minor})

    async def void(self, *, operation: UUID, gateway_id: str) -> Done | Refused | Unknown:
        return await self._operate("void", operation, gateway_id, {})

    async def refund(self, *, operation: UUID, gateway_id: str, amount_minor: int) -> Done | Refused | Unknown:
        return await self._operate("refund", operation, gateway_id, {"amount_minor": amount_minor})

    async def find(self, *, reference: UUID) -> Authorised | Declined | NotSeen | Unknown:
        reply = await self._send("GET", f"/payments?idempotency_key={_authorise_key(reference)}")
        if isinstance(reply, Unknown):
            return reply
        if reply.succeeded:
            return _read_payment(reply)
        error = reply.error()
        return NotSeen() if reply.status == 404 and error.code == NOT_FOUND else Unknown(error.code)

    async def _operate(
        self, verb: str, operation: UUID, gateway_id: str, body: dict[str, str | int]
    ) -> Done | Refused | Unknown:
        path = f"/payments/{quote(gateway_id, safe='')}/{verb}s"
        reply = await self._post(path, key=f"{verb}-{operation}", body=body)
        if isinstance(reply, Unknown):
            return reply
        if reply.succeeded:
            return _read_operation(reply)
        refusal = reply.refusal()
        return refusal if isinstance(refusal, Unknown) else Refused(refusal.code, refusal.message)

    async def _post(self, path: str, *, key: str, body: dict[str, str | int]) -> _Reply | Unknown:
        return await self._send("POST", path, headers={"Idempotency-Key": key}, body=body)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        headers: dict[str, str] | None = None,
        body: dict[str, str | int] | None = None,
    ) -> _Reply | Unknown:
        url = URL(self._url + path, encoded=True)
        try:
            # A redirect would carry the request, and perhaps the key, to somewhere else.
            async with self._session.request(
                method, url, headers=headers, json=body, allow_redirects=False
            ) as response:
                return _Reply(response.status, await response.read())
        except TimeoutError:
            return Unknown("timeout")
        except aiohttp.ClientError:
            return Unknown("connection_failed")


def _authorise_key(reference: UUID) -> str:
    return f"authorise-{reference}"


def _read_payment(reply: _Reply) -> Authorised | Declined | Unknown:
    try:
        payment = _PaymentAnswer.model_validate_json(reply.content)
    except ValidationError:
        return Unknown("unreadable_answer")
    if payment.status == "declined":
        return Declined(payment.decline_code or "declined")
    return Authorised(payment.id, payment.amount_minor, payment.currency)


def _read_operation(reply: _Reply) -> Done | Unknown:
    try:
        done = _OperationAnswer.model_validate_json(reply.content)
    except ValidationError:
        return Unknown("unreadable_answer")
    return Done(done.id, done.amount_minor)


@asynccontextmanager
async def connect(
    *,
    url: str,
    key: str,
    connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS,
    total_timeout_seconds: float = TOTAL_TIMEOUT_SECONDS,
) -> AsyncGenerator[CardGateway]:
    """A gateway client with one session, open as long as the block."""
    timeout = aiohttp.ClientTimeout(total=total_timeout_seconds, connect=connect_timeout_seconds)
    headers = {"Authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession(timeout=timeout, headers=headers) as session:
        yield CardGateway(session=session, url=url, key=key)
