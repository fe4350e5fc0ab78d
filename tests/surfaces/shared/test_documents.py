"""Paper says what is in the parcel, to whom it goes, and nothing about money."""

import re
from dataclasses import replace
from datetime import date

import pytest
import typst

from atrium.kit.rows import as_document
from atrium.surfaces.shared import documents
from atrium.surfaces.shared.documents.papers import label_words, slip_words
from atrium.surfaces.shared.documents.typesetting import TEMPLATES, typeset
from tests.builders import a_store
from tests.story import HOME, collect, ship
from tests.web import Client, issue_key
from tests.world import a_world

LINES = (documents.PackedLine("LAMP", "Desk lamp", 1), documents.PackedLine("VASE", "Vase #1 *of* $two$", 12))
SLIP = documents.PackingSlip(
    retailer="Wrenfield Inc.",
    country="US",
    locale="en_US",
    order_number="7K2QF-93QXM",
    ordered_on=date(2026, 11, 25),
    recipient="Kim Otieno",
    address=HOME,
    packed_at="Fargo store",
    packed_address=a_store().address,
    lines=LINES,
)
LABEL = documents.PickupLabel(
    retailer="Wrenfield Inc.",
    locale="en_US",
    order_number="7K2QF-93QXM",
    recipient="Kim Otieno",
    store="Fargo store",
    lines=LINES,
)


def pages(slip: documents.PackingSlip) -> int:
    given = {"facts": as_document(slip_words(slip))}
    made = typst.compile(TEMPLATES / "packing_slip.typ", root=TEMPLATES, format="png", sys_inputs=given)
    return len(made) if isinstance(made, list) else 1


class TestPackingSlip:
    def test_is_a_pdf_and_the_same_one_for_the_same_facts(self) -> None:
        first = documents.packing_slip(SLIP)
        assert first.startswith(b"%PDF-1.7")
        assert documents.packing_slip(SLIP) == first

    def test_says_whose_it_is_where_it_goes_and_what_is_in_it(self) -> None:
        said = slip_words(SLIP)
        assert said["qr"] != slip_words(replace(SLIP, order_number="00000-00000"))["qr"]
        del said["qr"], said["words"]
        assert said == {
            "language": "en",
            "paper": "us-letter",
            "retailer": "Wrenfield Inc.",
            "order_number": "7K2QF-93QXM",
            "ordered_on": "November 25, 2026",
            "recipient": "Kim Otieno",
            "address": ["101 Broadway N", "Fargo, ND 58103"],
            "packed_at": "Fargo store",
            "packed_address": ["1615 38th St S", "Fargo, ND 58103"],
            "lines": [
                {"sku": "LAMP", "title": "Desk lamp", "quantity": 1},
                {"sku": "VASE", "title": "Vase #1 *of* $two$", "quantity": 12},
            ],
            "units": 13,
        }

    def test_prints_titles_as_they_are_and_never_as_commands(self) -> None:
        page = typeset("packing_slip.typ", slip_words(SLIP), form="html").decode()
        rows = re.findall(r"<td>(.*?)</td>", page)
        assert rows == ["1", "Desk lamp", "LAMP", "12", "Vase #1 *of* $two$", "VASE"]

    def test_speaks_the_language_of_the_market_on_its_paper(self) -> None:
        spanish = replace(SLIP, locale="es_ES", country="ES")
        said = slip_words(spanish)
        assert (said["language"], said["paper"], said["ordered_on"]) == ("es", "a4", "25 de noviembre de 2026")
        assert "<th>Artículo</th>" in typeset("packing_slip.typ", said, form="html").decode()

    @pytest.mark.parametrize(("count", "most"), [(1, 1), (15, 1), (60, 3)])
    def test_goes_on_over_as_many_pages_as_it_needs(self, count: int, most: int) -> None:
        assert pages(replace(SLIP, lines=LINES[:1] * count)) == most

    def test_of_what_is_collected_has_no_address(self) -> None:
        said = slip_words(replace(SLIP, address=None))
        assert said["address"] == []
        assert documents.packing_slip(replace(SLIP, address=None)).startswith(b"%PDF")


class TestPickupLabel:
    @pytest.mark.parametrize("lines", [LINES, LINES * 9, LINES[:1]])
    def test_is_one_small_page(self, lines: tuple[documents.PackedLine, ...]) -> None:
        made = documents.pickup_label(replace(LABEL, lines=lines))
        assert made.startswith(b"%PDF")
        assert isinstance(typeset("pickup_label.typ", label_words(replace(LABEL, lines=lines)), form="png"), bytes)

    def test_survives_names_that_are_far_too_long(self) -> None:
        long = replace(LABEL, recipient="Maximiliana " * 6, lines=(documents.PackedLine("A", "title " * 60, 1),) * 5)
        assert isinstance(typeset("pickup_label.typ", label_words(long), form="png"), bytes)


class TestGetPackingSlip:
    async def test_is_printed_for_who_sees_the_work(self, client: Client) -> None:
        world = await a_world(client.house.database)
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(ship("LAMP", 2))
        (work,) = await world.work(order.id)
        reply = await client.get(f"/v1/fulfilments/{work.id}/packing-slip.pdf")
        assert (reply.status, reply.headers["Content-Type"]) == (200, "application/pdf")
        assert reply.headers["Content-Disposition"] == f'inline; filename="packing-slip-{order.number}.pdf"'
        assert reply.body.startswith(b"%PDF")
        elsewhere = await issue_key(client.house.database, "fulfilment:read", locations=["S0002"])
        hidden = await client.with_key(elsewhere).get(f"/v1/fulfilments/{work.id}/packing-slip.pdf")
        assert hidden.code == "fulfilment_not_found"

    async def test_is_refused_when_nothing_is_left_to_pack(self, client: Client) -> None:
        world = await a_world(client.house.database)
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(ship("LAMP", 2))
        (work,) = await world.work(order.id)
        await world.cancel(order)
        assert (await client.get(f"/v1/fulfilments/{work.id}/packing-slip.pdf")).code == "wrong_step"


class TestGetPickupLabel:
    async def test_is_printed_for_what_is_collected_only(self, client: Client) -> None:
        world = await a_world(client.house.database)
        await world.stock(LAMP={"S0001": 5})
        order = await world.order(collect("LAMP"), ship("LAMP"))
        by_mode = {work.mode: work for work in await world.work(order.id)}
        label = await client.get(f"/v1/fulfilments/{by_mode['pickup'].id}/pickup-label.pdf")
        assert (label.status, label.body[:4]) == (200, b"%PDF")
        assert (await client.get(f"/v1/fulfilments/{by_mode['ship'].id}/pickup-label.pdf")).code == "wrong_step"


def test_no_paper_shows_money_or_a_handover_code() -> None:
    for said in (slip_words(SLIP), label_words(LABEL)):
        assert not {"price", "total", "code", "handover_code"} & set(said)
