"""What changes of an order's page while somebody looks at it."""

from dataclasses import dataclass
from uuid import UUID

from atrium.flows.check_out import payment_id
from atrium.kit.events import Recorded
from atrium.readmodels.order_page import load_order_page
from atrium.surfaces.shared.house import House
from atrium.surfaces.shared.live import Drawing
from atrium.surfaces.shop.order.links import order_path
from atrium.surfaces.shop.order.wording import OrderWords
from atrium.surfaces.shop.shop_words import ShopWords
from atrium.surfaces.shop.surface import SHOP
from atrium.vocabulary.actor import Scope

PIECES = ("order-head", "order-deeds", "order-parts", "order-sums")


@dataclass(frozen=True, slots=True)
class OrderRegion:
    """An order for whoever has its link."""

    house: House
    order_id: UUID
    name: str = "order"
    at_least_every_s: float | None = None

    def hears(self, event: Recorded) -> bool:
        return event.subject == f"order/{self.order_id}"

    async def draw(self) -> Drawing:
        """The pieces of the page as it is now; refuses with OrderNotFound."""
        return self.drawing_of(await self.words())

    def drawing_of(self, words: OrderWords) -> Drawing:
        """The pieces of a page that was read."""
        card_form = self._card_form(words) if words.page.standing == "unpaid" else None
        shown = {"shown": words, "page": words.page, "order": words.page.order, "card_form": card_form}
        path = order_path(self.house.secret, self.order_id)
        return Drawing(
            {name: SHOP.templates.render(f"order/{name}.html", path=path, **shown) for name in PIECES},
            {"order-page": list(PIECES)},
        )

    async def words(self) -> OrderWords:
        """The page as it is now."""
        source_map = await self.house.source_maps.current()
        async with self.house.database.reading() as tx:
            page = await load_order_page(
                tx, self.order_id, visible_to=Scope.of_order(self.order_id), source_map=source_map
            )
        return OrderWords(page, ShopWords(self.house.markets[page.order.market], self.house.now()), source_map)

    def _card_form(self, words: OrderWords) -> str | None:
        """The gateway's page for the next card; it sends the browser back here."""
        order = words.page.order
        return self.house.gateway.card_form(
            reference=payment_id(order.id, words.page.next_attempt),
            amount_minor=order.total_minor,
            currency=order.currency,
            return_to=self.house.telling.link(order.id),
        )
