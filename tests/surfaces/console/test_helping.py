"""Helping an order from its page: a form with a reason, what would happen, and only then the deed."""

from typing import Any

import pytest

from atrium.contexts import orders
from atrium.contexts.identity import ROLES
from atrium.kit.ids import new_id
from tests.story import collect, ship
from tests.surfaces.console.test_desk import send, text_of
from tests.web import Client, Reply
from tests.world import World

REASON = "the cellar is flooded"


async def helped(desk: Client, order: orders.Order, act: str, *, step: str = "do", **fields: Any) -> Reply:
    """Sends a form of help."""
    fields = {"reason": REASON, "key": str(new_id()), **fields}
    return await send(desk, f"/console/orders/{order.id}/help/{act}", step=step, **fields)


async def queued(world: World) -> tuple[orders.Order, str]:
    """An order whose work is at Fargo, while Minneapolis has the goods too; and that work's id."""
    await world.stock(LAMP={"S0001": 2})
    order = await world.order(ship("LAMP", 2))
    await world.stock(LAMP={"S0002": 2})
    (work,) = await world.work(order.id)
    return order, str(work.id)


class TestOrderPage:
    async def test_offers_what_can_be_done_now(self, desk: Client, world: World) -> None:
        order, _ = await queued(world)
        text = text_of(await desk.get(f"/console/orders/{order.id}"))
        for offer in ("Move the work of Fargo store", "Cancel lines", "Give money back"):
            assert offer in text
        assert "Let its stock go now" not in text

    async def test_offers_to_release_an_unpaid_one(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 2})
        order = await world.order(ship("LAMP"), paid=False)
        text = text_of(await desk.get(f"/console/orders/{order.id}"))
        assert "Let its stock go now" in text
        assert "Cancel lines" not in text

    async def test_says_that_there_is_no_such_order(self, desk: Client) -> None:
        reply = await desk.get("/console/orders/01a1f600-0000-7000-8000-000000000000")
        assert reply.status == 404
        assert "There is no order" in text_of(reply)

    async def test_says_once_more_what_was_done(self, desk: Client, world: World) -> None:
        order, _ = await queued(world)
        assert "The work was moved." in text_of(await desk.get(f"/console/orders/{order.id}?done=move"))
        assert (await desk.get(f"/console/orders/{order.id}?done=magic")).status == 422


class TestMove:
    async def test_shows_where_the_goods_are(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        text = text_of(await desk.get(f"/console/orders/{order.id}/help/move?fulfilment={work}"))
        assert "Minneapolis store has all 2" in text
        assert "Wherever sourcing finds it" in text

    async def test_is_looked_over_before_it_is_done(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        before = await world.contents()
        reply = await helped(desk, order, "move", step="review", fulfilment=work, mode="ship", location="S0002")
        text = text_of(reply)
        assert reply.status == 200
        assert "Fargo store does not work on it any more: 2 \u00d7 Desk lamp." in text
        assert "Minneapolis store gets it into its queue; it is shipped from there." in text
        assert (await world.contents())[:-1] == before[:-1]

    async def test_is_done_once_however_often_it_is_sent(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        fields = {"key": "clicked-twice", "fulfilment": work, "mode": "ship", "location": "S0002"}
        first = await helped(desk, order, "move", **fields)
        again = await helped(desk, order, "move", **fields)
        assert (first.status, first.headers["Location"]) == (303, f"/console/orders/{order.id}?done=move")
        assert (again.status, again.headers["Location"]) == (303, first.headers["Location"])
        assert [one.location for one in await world.work(order.id)] == ["S0001", "S0002"]

    async def test_comes_back_with_a_sentence_when_somebody_was_quicker(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        await world.pick((await world.work(order.id))[0])
        reply = await helped(desk, order, "move", fulfilment=work, mode="ship", location="S0002")
        assert reply.status == 409
        assert "The fulfilment is picked; it cannot be re-routed." in text_of(reply)
        assert REASON in text_of(reply)

    async def test_needs_the_shoppers_word_for_a_pickup(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        fields = {"fulfilment": work, "mode": "pickup", "location": "S0002"}
        refused = await helped(desk, order, "move", **fields)
        assert refused.status == 422
        assert "another way needs their consent." in text_of(refused)
        assert (await helped(desk, order, "move", consent_given="1", **fields)).status == 303

    async def test_can_be_changed_after_looking_it_over(self, desk: Client, world: World) -> None:
        order, work = await queued(world)
        reply = await helped(desk, order, "move", step="edit", fulfilment=work, mode="ship", location="S0002")
        assert reply.status == 200
        assert '<option value="S0002" selected>' in text_of(reply)
        assert REASON in text_of(reply)


class TestOthers:
    async def test_route_what_waits(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        await world.pick((await world.work(order.id))[0], 0)
        await world.stock(LAMP={"S0002": 1})
        page = text_of(await desk.get(f"/console/orders/{order.id}/help/route"))
        assert "1 \u00d7 Desk lamp" in page
        done = await helped(desk, order, "route", lines="1", mode="ship", location="S0002", consent_given="1")
        assert done.headers["Location"] == f"/console/orders/{order.id}?done=route"
        late = await helped(desk, order, "route", lines="1", mode="ship", consent_given="1")
        assert "No such line of this order waits any more." in text_of(late)

    async def test_cancel_lines(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1}, VASE={"S0001": 1})
        order = await world.order(ship(), ship("VASE"))
        review = text_of(await helped(desk, order, "cancel", step="review", lines="2"))
        assert "1 \u00d7 Desk lamp will not come." in review
        assert "$7.13 goes back to the shopper" in review
        assert (await helped(desk, order, "cancel", lines="2")).status == 303
        assert [line.cancelled for line in (await world.get(order.id)).lines] == [0, 1]
        none = await helped(desk, order, "cancel", step="review")
        assert none.status == 422

    async def test_release(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(ship(), paid=False)
        assert (await helped(desk, order, "release")).status == 303
        assert (await world.get(order.id)).state == "cancelled"
        assert "it cannot be released" in text_of(await helped(desk, order, "release"))

    @pytest.mark.parametrize(("amount", "minor"), [("5.5", 550), ("", 2768)])
    async def test_refund(self, desk: Client, world: World, amount: str, minor: int) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        review = text_of(await helped(desk, order, "refund", step="review", amount=amount))
        assert f"${minor / 100:.2f} of $27.68 that can be given back goes to the shopper." in review
        assert (await helped(desk, order, "refund", amount=amount)).status == 303
        assert (await world.get(order.id)).goodwill_minor == minor

    @pytest.mark.parametrize(
        ("amount", "sentence"),
        [
            ("27.69", "$27.68 can be given back; $27.69 was asked for."),
            ("1.005", "has more than 2 decimals"),
            ("-3", "An amount is more than nothing."),
            ("NaN", "An amount is more than nothing."),
            ("1e99", "An amount is more than nothing."),
            ("a lot", "An amount is a number such as 12.50."),
        ],
    )
    async def test_refuse_an_amount(self, desk: Client, world: World, amount: str, sentence: str) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        reply = await helped(desk, order, "refund", amount=amount)
        assert reply.status in (409, 422)
        assert sentence in text_of(reply)
        assert (await world.get(order.id)).goodwill_minor == 0

    async def test_make_a_new_code_and_never_show_it(self, desk: Client, world: World) -> None:
        await world.stock(LAMP={"S0001": 1})
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        await world.pick(work)
        await world.make_ready(work)
        done = await helped(desk, order, "code", fulfilment=str(work.id))
        assert done.status == 303
        (after,) = await world.work(order.id)
        assert after.handover_code not in (None, work.handover_code)
        assert str(after.handover_code) not in text_of(await desk.get(f"/console/orders/{order.id}"))


class TestWho:
    @pytest.mark.parametrize("act", ["move", "route", "cancel", "release", "refund", "code"])
    async def test_may_not_without_the_right_to_help(self, desk: Client, world: World, act: str) -> None:
        order, work = await queued(world)
        reader = await desk.allowed_to(*(ROLES["operator"] - {"orders:help"}))
        assert (await helped(reader, order, act, fulfilment=work)).status == 403

    @pytest.mark.parametrize("act", ["cancel", "release", "refund"])
    async def test_must_say_why(self, desk: Client, world: World, act: str) -> None:
        order, _ = await queued(world)
        before = await world.contents()
        reply = await helped(desk, order, act, reason=" ", lines="1")
        assert reply.status == 422
        assert (await world.contents())[:-1] == before[:-1]  # The inbox empties by itself.

    async def test_finds_no_form_that_is_none(self, desk: Client, world: World) -> None:
        order, _ = await queued(world)
        assert (await desk.get(f"/console/orders/{order.id}/help/magic")).status == 404
