"""The gateway's card form: a browser brings a card there, and a token for one payment back."""

import sqlite3
from collections.abc import AsyncGenerator, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import aiohttp
import pytest

from atrium.adapters import card_gateway
from atrium.adapters.card_gateway import cards, form_link
from atrium.adapters.card_gateway.cards import Typed
from atrium.contexts import payments
from tests.adapters.fake_gateway import FakeGateway
from tests.adapters.simulated_gateway import SimulatedGateway

RETURN = "http://127.0.0.1:8480/checkout/paid?order=7"
VISA = {"number": "4242 4242 4242 4242", "expiry": "12/39", "cvc": "123"}
TODAY = date(2026, 11, 25)


@dataclass(frozen=True, slots=True)
class Page:
    """What a browser got: a status, where it is sent on to, and the text."""

    status: int
    goes_to: str
    text: str
    policy: str

    @property
    def words(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.goes_to).query)

    @property
    def token(self) -> str:
        return self.words["token"][0]


@dataclass(slots=True)
class Browser:
    """Opens addresses and posts forms, and follows nothing."""

    session: aiohttp.ClientSession

    async def get(self, url: str) -> Page:
        async with self.session.get(url, allow_redirects=False) as response:
            return await self._page(response)

    async def post(self, url: str, form: dict[str, str]) -> Page:
        async with self.session.post(url, data=form, allow_redirects=False) as response:
            return await self._page(response)

    async def _page(self, response: aiohttp.ClientResponse) -> Page:
        headers = response.headers
        text = await response.text()
        return Page(response.status, headers.get("Location", ""), text, headers.get("Content-Security-Policy", ""))


@pytest.fixture(scope="module")
def state_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gateway") / "state.db"


@pytest.fixture(scope="module")
def running(state_file: Path) -> Iterator[SimulatedGateway]:
    with SimulatedGateway(state_file=state_file) as simulated:
        yield simulated


@pytest.fixture
async def gateway(running: SimulatedGateway) -> AsyncGenerator[payments.Gateway]:
    async with card_gateway.connect(url=running.url, key=card_gateway.SANDBOX_KEY) as client:
        yield client


@pytest.fixture
async def browser() -> AsyncGenerator[Browser]:
    async with aiohttp.ClientSession() as session:
        yield Browser(session)


def form_of(gateway: payments.Gateway, reference: UUID | None = None, amount_minor: int = 6248) -> str:
    address = gateway.card_form(
        reference=reference or uuid4(), amount_minor=amount_minor, currency="USD", return_to=RETURN
    )
    assert address is not None
    return address


async def authorise(
    gateway: payments.Gateway, reference: UUID, token: str, amount_minor: int = 6248
) -> payments.Authorised | payments.Declined | payments.Unknown:
    return await gateway.authorise(reference=reference, amount_minor=amount_minor, currency="USD", token=token)


class TestTheForm:
    async def test_shows_what_is_to_be_paid_and_to_whom(self, gateway: payments.Gateway, browser: Browser) -> None:
        page = await browser.get(form_of(gateway))
        assert page.status == 200
        assert "<h1>$62.48</h1>" in page.text
        assert "To 127.0.0.1:8480" in page.text
        assert "<script" not in page.text
        assert page.policy == (
            "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:8480; base-uri 'none';"
            " frame-ancestors 'none'"
        )

    async def test_documents_every_card_to_try(self, gateway: payments.Gateway, browser: Browser) -> None:
        page = await browser.get(form_of(gateway))
        assert [card.number for card in cards.SAMPLE_CARDS if card.grouped not in page.text] == []

    async def test_sends_the_browser_back_with_a_token(self, gateway: payments.Gateway, browser: Browser) -> None:
        page = await browser.post(form_of(gateway), VISA)
        assert page.status == 303
        assert page.goes_to.startswith(f"{RETURN}&token=tok_form_")
        assert page.words["order"] == ["7"]

    async def test_offers_to_go_back_without_paying(self, gateway: payments.Gateway, browser: Browser) -> None:
        page = await browser.get(form_of(gateway))
        assert 'href="http://127.0.0.1:8480/checkout/paid?order=7&amp;cancelled=1"' in page.text

    async def test_takes_a_sample_card_by_one_press(self, gateway: payments.Gateway, browser: Browser) -> None:
        reference = uuid4()
        page = await browser.post(form_of(gateway, reference), {"sample": "4000000000009995"})
        assert await authorise(gateway, reference, page.token) == payments.Declined(
            "insufficient_funds", "The card was declined."
        )

    async def test_says_what_cannot_be_a_card_and_keeps_what_was_typed(
        self, gateway: payments.Gateway, browser: Browser
    ) -> None:
        page = await browser.post(form_of(gateway), {"number": "4242 4242 4242 4241", "expiry": "13/29", "cvc": ""})
        assert page.status == 422
        assert page.goes_to == ""
        for words in ("look for a digit that is wrong", "Month and year, as 08/29", "on the back of the card"):
            assert words in page.text
        assert 'value="4242 4242 4242 4241"' in page.text

    async def test_writes_what_was_typed_as_text(self, gateway: payments.Gateway, browser: Browser) -> None:
        page = await browser.post(form_of(gateway), {**VISA, "number": '"><script>alert(1)</script>'})
        assert "<script" not in page.text


class TestTheAddress:
    @pytest.mark.parametrize(
        ("was", "becomes"),
        [
            ("amount_minor=6248", "amount_minor=1"),
            ("currency=USD", "currency=JPY"),
            ("127.0.0.1%3A8480", "evil.example"),
            ("reference=", "reference=0"),
            ("signature=", "signature=0"),
        ],
    )
    async def test_opens_nothing_when_somebody_changed_it(
        self, gateway: payments.Gateway, browser: Browser, was: str, becomes: str
    ) -> None:
        changed = form_of(gateway).replace(was, becomes)
        assert changed != form_of(gateway)
        for page in (await browser.get(changed), await browser.post(changed, VISA)):
            assert (page.status, page.goes_to) == (400, "")
            assert "Nothing was paid" in page.text

    def test_is_read_only_with_the_key_that_made_it(self) -> None:
        asked = form_link.Asked(reference="r", amount_minor=5, currency="USD", return_to=RETURN)
        query = {name: values[0] for name, values in parse_qs(form_link.write_query(asked, key="one")).items()}
        assert form_link.read_query(query, key="one") == asked
        assert form_link.read_query(query, key="two") is None

    def test_would_pay_another_amount_if_nobody_looked_at_the_signature(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: with the comparison always true, a changed amount is believed."""
        asked = form_link.Asked(reference="r", amount_minor=5, currency="USD", return_to=RETURN)
        query = {name: values[0] for name, values in parse_qs(form_link.write_query(asked, key="one")).items()}
        changed = {**query, "amount_minor": "1"}
        assert form_link.read_query(changed, key="one") is None
        monkeypatch.setattr(form_link.hmac, "compare_digest", _believe)
        believed = form_link.read_query(changed, key="one")
        assert believed is not None
        assert believed.amount_minor == 1

    @pytest.mark.parametrize("return_to", ["javascript:alert(1)", "/checkout", "https:", "http://x/" + "y" * 1000])
    def test_leads_nowhere_but_to_a_web_page(self, return_to: str) -> None:
        asked = form_link.Asked(reference="r", amount_minor=5, currency="USD", return_to=return_to)
        query = {name: values[0] for name, values in parse_qs(form_link.write_query(asked, key="one")).items()}
        assert form_link.read_query(query, key="one") is None

    async def test_is_all_that_opens_without_a_key(self, running: SimulatedGateway, browser: Browser) -> None:
        for path in ("/settlement", "/payments/pay_1", "/payments?idempotency_key=x", "/card-form/../settlement"):
            assert (await browser.get(running.url + path)).status == 401


def _believe(_one: bytes, _other: bytes) -> bool:
    return True


class TestTheToken:
    async def test_pays_what_the_form_showed(self, gateway: payments.Gateway, browser: Browser) -> None:
        reference = uuid4()
        page = await browser.post(form_of(gateway, reference), VISA)
        answer = await authorise(gateway, reference, page.token)
        assert isinstance(answer, payments.Authorised)
        assert answer.amount_minor == 6248
        assert await authorise(gateway, reference, page.token) == answer

    async def test_pays_nothing_else(self, gateway: payments.Gateway, browser: Browser) -> None:
        reference = uuid4()
        page = await browser.post(form_of(gateway, reference), VISA)
        refused = payments.Declined("token_of_another_payment", "This token was issued for another payment.")
        assert await authorise(gateway, uuid4(), page.token) == refused
        assert await authorise(gateway, reference, page.token, amount_minor=6249) == refused
        assert isinstance(await authorise(gateway, reference, page.token), payments.Authorised)

    async def test_outlives_a_gateway_that_is_killed(self, tmp_path: Path, browser: Browser) -> None:
        reference, state = uuid4(), tmp_path / "state.db"
        first = SimulatedGateway(state_file=state)
        async with card_gateway.connect(url=first.url, key=card_gateway.SANDBOX_KEY) as gateway:
            token = (await browser.post(form_of(gateway, reference), VISA)).token
        first.kill()
        with SimulatedGateway(state_file=state) as second:
            async with card_gateway.connect(url=second.url, key=card_gateway.SANDBOX_KEY) as gateway:
                assert isinstance(await authorise(gateway, reference, token), payments.Authorised)


class TestACardNumber:
    async def test_is_nowhere_but_in_the_form(
        self, gateway: payments.Gateway, browser: Browser, running: SimulatedGateway, state_file: Path
    ) -> None:
        reference = uuid4()
        address = form_of(gateway, reference)
        page = await browser.post(address, VISA)
        await authorise(gateway, reference, page.token)
        _, settled = await running.request("GET", "/settlement")
        with sqlite3.connect(state_file) as book:
            kept = "\n".join(book.iterdump())
        assert "tok_form_" in kept
        for place in (address, page.goes_to, page.text, str(settled), kept):
            assert "4242424242424242" not in place.replace(" ", "")


class TestTheFake:
    def test_has_an_address_too(self) -> None:
        assert form_of(FakeGateway()).startswith("https://gateway.example/card-form?reference=")


class TestFaults:
    @pytest.mark.parametrize("card", cards.SAMPLE_CARDS, ids=lambda card: card.token)
    def test_finds_none_in_a_card_to_try(self, card: cards.SampleCard) -> None:
        typed = Typed(card.grouped, "01/2030", "1234")
        assert cards.faults(typed, today=TODAY) == {}
        assert cards.behaves_as(typed) == card.token

    def test_declines_a_card_that_the_issuer_does_not_know(self) -> None:
        typed = Typed("3530111333300000", "11/26", "123")
        assert cards.faults(typed, today=TODAY) == {}
        assert cards.behaves_as(typed) == "tok_declined"

    @pytest.mark.parametrize(
        ("expiry", "fault"),
        [
            ("10/26", "The card has expired."),
            ("00/29", "Month and year, as 08/29."),
            ("08/59", "Month and year, as 08/29."),
            ("soon", "Month and year, as 08/29."),
            ("", "Month and year, as 08/29."),
        ],
    )
    def test_names_an_expiry_that_cannot_be(self, expiry: str, fault: str) -> None:
        assert cards.faults(Typed("4242424242424242", expiry, "123"), today=TODAY) == {"expiry": fault}

    @pytest.mark.parametrize("expiry", ["11/26", "1126", "11 / 2026", "11/2026"])
    def test_reads_an_expiry_as_people_write_it(self, expiry: str) -> None:
        assert cards.faults(Typed("4242-4242-4242-4242", expiry, "123"), today=TODAY) == {}

    @pytest.mark.parametrize("number", ["", "4242", "4" * 20, "four two four two"])
    def test_names_a_number_of_the_wrong_length(self, number: str) -> None:
        assert cards.faults(Typed(number, "11/29", "123"), today=TODAY) == {
            "number": "A card number has 12 to 19 digits."
        }
