"""An associate's day at a store, form by form, without any script."""

import pytest

from atrium.contexts import fulfilment
from tests.story import CODE, collect, ship
from tests.surfaces.till.conftest import PEN, Tablet, a_tablet
from tests.web import Client, issue_key
from tests.world import World


async def to_pick(world: World, units: int = 2) -> fulfilment.Fulfilment:
    order = await world.order(collect("LAMP", units))
    return (await world.work(order.id))[0]


async def now_is(world: World, work: fulfilment.Fulfilment) -> fulfilment.Fulfilment:
    return next(one for one in await world.work(work.order_id) if one.id == work.id)


async def at_the_counter(world: World) -> tuple[fulfilment.Fulfilment, str]:
    """Ready goods, and where the till shows them."""
    work = await to_pick(world, 1)
    await world.pick(work)
    await world.make_ready(work)
    return work, f"/till/work/{work.id}"


class TestToday:
    async def test_shows_what_there_is_to_do(self, till: Tablet, world: World) -> None:
        work = await to_pick(world)
        today = await till.open("/till")
        assert today.status == 200
        assert "Fargo store" in today.words
        assert f"Kim {work.order_number}" in today.words
        assert "2 units: Desk lamp" in today.words

    @pytest.mark.parametrize(("word", "leads"), [("kim", "work"), (PEN, "look-up"), ("vase", "look-up"), ("", "")])
    async def test_finds_whatever_is_scanned(self, till: Tablet, world: World, word: str, leads: str) -> None:
        await to_pick(world)
        found = await till.open(f"/till/find?code={word}")
        assert (found.status, found.path.startswith(f"/till/{leads}".rstrip("/"))) == (200, True)

    async def test_is_of_one_location_only(self, client: Client) -> None:
        refused = await Tablet(client).open("/till")
        assert refused.status == 403
        assert "A till shows the work of one location, and you came in at none." in refused.words


class TestQueue:
    async def test_lists_each_stage(self, till: Tablet, world: World) -> None:
        work, _ = await at_the_counter(world)
        other = await to_pick(world)
        to_do = await till.open("/till/pickup")
        assert other.order_number in to_do.words
        assert work.order_number not in to_do.words
        assert work.order_number in (await till.open("/till/pickup?stage=ready")).words
        assert "Nothing to pack." in (await till.open("/till/shipping?stage=to_pack")).html

    async def test_is_another_stores_business(self, client: Client, world: World) -> None:
        work = await to_pick(world)
        elsewhere = await a_tablet(client, world, "S0002")
        assert work.order_number not in (await elsewhere.open("/till/pickup")).words
        assert (await elsewhere.open(f"/till/work/{work.id}")).status == 404


class TestPick:
    async def test_is_scanned_and_finished(self, till: Tablet, world: World) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        page = await till.open(path)
        for total in (1, 2):
            page = await till.send(f"{path}/scan", key=page.key + str(total), code=PEN)
            assert f"{total} of 2 Desk lamp" in page.words
        picked = await till.send(f"{path}/finish", key=page.key)
        assert "Picked. Now lay it out at the counter." in picked.words
        assert (await now_is(world, work)).picked == {1: 2}

    async def test_counts_a_double_tap_once(self, till: Tablet, world: World) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        key = (await till.open(path)).key
        first = await till.send(f"{path}/count", key=key, line="1", units="1")
        again = await till.send(f"{path}/count", key=key, line="1", units="1")
        assert first.path == again.path
        assert (await now_is(world, work)).lines[0].counted == 1

    @pytest.mark.parametrize(
        ("code", "sentence"),
        [
            ("VASE", "Desk lamp (VASE) is not on this list."),
            ("4006381333948", "No item has the code 4006381333948."),
        ],
    )
    async def test_says_what_is_wrong_with_a_scan(self, till: Tablet, world: World, code: str, sentence: str) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        refused = await till.send(f"{path}/scan", key=(await till.open(path)).key, code=code)
        assert refused.status in (404, 422)
        assert sentence in refused.words
        assert "0 of 2 picked" in refused.words

    async def test_is_short_with_a_reason_that_is_taken_back(self, till: Tablet, world: World) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        page = await till.send(f"{path}/scan", key=(await till.open(path)).key, code=PEN)
        page = await till.send(f"{path}/missing", key=page.key, line="1", reason="Damaged")
        assert "1 missing Desk lamp" in page.words
        page = await till.send(f"{path}/missing", key=page.key + "1", line="1", reason="")
        assert (await now_is(world, work)).lines[0].missing is None
        page = await till.send(f"{path}/missing", key=page.key + "2", line="1", reason="Damaged")
        done = await till.send(f"{path}/finish", key=page.key + "3")
        assert "1 short: Damaged" in done.words
        assert (await world.get(work.order_id)).lines[0].waiting_for == "consent"

    async def test_is_left_and_taken_over(self, till: Tablet, client: Client, world: World) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        other = await a_tablet(client, world)
        await till.send(f"{path}/scan", key="scan-one", code=PEN)
        seen = await other.open(path)
        assert "Ana Lima is picking this." in seen.words
        refused = await other.send(f"{path}/scan", key="scan-two", code=PEN)
        assert (refused.status, (await now_is(world, work)).lines[0].counted) == (409, 1)
        await other.send(f"{path}/begin", key="take-over", take_over="true")
        assert "1 of 2 picked" in (await other.open(path)).words
        left = await other.send(f"{path}/leave", key="put-back")
        assert "0 of 2 picked" in left.words

    async def test_that_was_called_off_says_so(self, till: Tablet, world: World) -> None:
        work = await to_pick(world)
        path = f"/till/work/{work.id}"
        await till.send(f"{path}/scan", key="scan-one", code=PEN)
        await world.cancel(await world.get(work.order_id))
        refused = await till.send(f"{path}/scan", key="scan-two", code=PEN)
        assert refused.status == 409
        assert "This was called off. Put everything back on its shelf" in refused.words


class TestCounter:
    async def test_lays_out_in_a_bay_and_hands_over(self, till: Tablet, world: World) -> None:
        work = await to_pick(world, 1)
        await world.pick(work)
        path = f"/till/work/{work.id}"
        ready = await till.send(f"{path}/ready", key=(await till.open(path)).key, bay="B 4")
        assert "Ready. Kim is told, with a code to show here." in ready.words
        assert "Bay B 4" in ready.words
        code = (await now_is(world, work)).handover_code or ""
        assert code not in ready.words
        done = await till.send(f"{path}/hand-over", key=ready.key, code=f"{code[:3]} {code[3:]}")
        assert "Handed over. Thank you." in done.words
        assert (await now_is(world, work)).state == "handed_over"

    @pytest.mark.parametrize("word", [CODE, "otieno", "number"])
    async def test_finds_what_is_ready(self, till: Tablet, world: World, word: str) -> None:
        work, path = await at_the_counter(world)
        found = await till.open(f"/till/hand-over?find={work.order_number if word == 'number' else word}")
        assert found.path.partition("?")[0] == path

    async def test_counts_wrong_codes_and_locks(self, till: Tablet, world: World) -> None:
        work, path = await at_the_counter(world)
        for left in (4, 3, 2, 1):
            wrong = await till.send(f"{path}/hand-over", key=f"wrong-code-{left}", code="000000")
            assert f"{left} {'try is' if left == 1 else 'tries are'} left" in wrong.words
        locked = await till.send(f"{path}/hand-over", key="wrong-code-0", code="000000")
        assert "Too many wrong codes: this code is locked." in locked.words
        assert (await till.send(f"{path}/hand-over", key="right-code", code=CODE)).status == 409
        again = await till.send(f"{path}/ready", key="new-code", bay="")
        assert "Ready. Kim is told" in again.words
        code = (await now_is(world, work)).handover_code or ""
        assert "Handed over." in (await till.send(f"{path}/hand-over", key="new-code-shown", code=code)).words

    async def test_hands_over_once_however_often_it_is_pressed(self, till: Tablet, world: World) -> None:
        work, path = await at_the_counter(world)
        first = await till.send(f"{path}/hand-over", key="pressed-once", code=CODE)
        again = await till.send(f"{path}/hand-over", key="pressed-once", code=CODE)
        other = await till.send(f"{path}/hand-over", key="pressed-again", code=CODE)
        assert (first.status, again.status, other.status) == (200, 200, 409)
        assert "The fulfilment is handed over; it cannot be handed over." in other.words
        assert (await now_is(world, work)).state == "handed_over"


class TestCentre:
    async def test_picks_packs_and_ships(self, client: Client, world: World) -> None:
        order = await world.order(ship("LAMP", 2))
        (work,) = await world.work(order.id)
        till = await a_tablet(client, world, "DC-RENO")
        path = f"/till/work/{work.id}"
        assert work.order_number in (await till.open("/till/shipping")).words
        page = await till.send(f"{path}/count", key="count-two", line="1", units="2")
        page = await till.send(f"{path}/finish", key=page.key)
        assert "Picked. Now pack it." in page.words
        slip = await till.client.get(f"{path}/packing-slip.pdf")
        assert (slip.status, slip.headers["Content-Type"], slip.body[:5]) == (200, "application/pdf", b"%PDF-")
        page = await till.send(f"{path}/pack", key=page.key)
        assert "Packed. Give it to the carrier." in page.words
        done = await till.send(f"{path}/ship", key=page.key, tracking="1Z999AA10123456784")
        assert "With the carrier. The shopper is told." in done.words
        after = await now_is(world, work)
        assert (after.state, after.tracking) == ("shipped", "1Z999AA10123456784")


class TestLookUp:
    @pytest.mark.parametrize("word", [PEN, "LAMP"])
    async def test_shows_stock_here_and_elsewhere(self, till: Tablet, word: str) -> None:
        found = await till.open(f"/till/look-up?find={word}")
        assert "Here 9" in found.words
        assert "Everywhere 17" in found.words
        assert "Minneapolis store 346.7 km 3" in found.words

    async def test_says_when_nothing_fits(self, till: Tablet) -> None:
        assert "Nothing fits “sofa”." in (await till.open("/till/look-up?find=sofa")).words


class TestElsewhere:
    async def test_takes_no_step_for_whoever_works_at_no_one_location(self, client: Client, world: World) -> None:
        order = await world.order(collect())
        (work,) = await world.work(order.id)
        everywhere = Tablet(client.with_key(await issue_key(world.database, "*")))
        before = await world.contents()
        begun = await everywhere.send(f"/till/work/{work.id}/begin", key="k" * 16)
        assert (begun.status, "A till shows the work of one location" in begun.words) == (403, True)
        slip = await everywhere.open(f"/till/work/{work.id}/pickup-label.pdf")
        assert slip.status == 403
        assert await world.contents() == before
