"""What search engines ask for: what they may look at, and where every product is."""

from urllib.parse import quote
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from atrium.kit.refusals import NotFound
from atrium.readmodels.shop_window import count_addresses, list_addresses
from atrium.surfaces.shared import door, house_of, route
from atrium.surfaces.shared.routing import PUBLIC
from atrium.surfaces.shop.addresses import base_of
from atrium.surfaces.shop.shopfront import shopfront_of

robots = door("", tag="shop")
XML = "application/xml"
A_DAY = {"Cache-Control": "public, max-age=86400"}
SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_OF_A_PART = 10_000
NOT_FOR_ROBOTS = ("/cart", "/checkout", "/account", "/o/", "/place", "/search", "/console", "/till", "/v1/")


class NoSuchPart(NotFound):
    """The map of the site has fewer parts."""

    @property
    def message(self) -> str:
        return "There is no such part of the map."


@route(
    robots, "GET", "/robots.txt", requires=PUBLIC, summary="What robots may look at", answers=str, media="text/plain"
)
async def get_robots(request: Request) -> Response:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS),
        "",
        f"Sitemap: {base_of(request)}/sitemap.xml",
    ]
    return Response("\n".join(lines) + "\n", media_type="text/plain", headers=A_DAY)


@route(robots, "GET", "/sitemap.xml", requires=PUBLIC, summary="The parts of the site's map", answers=str, media=XML)
async def get_site_map(request: Request) -> Response:
    shopfront, base = shopfront_of(request), base_of(request)
    async with house_of(request).database.reading() as tx:
        items = await count_addresses(tx, market=shopfront.market.code)
    parts = ["pages", *(str(number) for number in range(-(-items // MOST_OF_A_PART)))]
    return _xml("sitemapindex", "sitemap", [f"{base}/sitemap/{part}.xml" for part in parts])


@route(
    robots,
    "GET",
    "/sitemap/{part}.xml",
    requires=PUBLIC,
    summary="A part of the site's map",
    answers=str,
    media=XML,
    refuses=[NoSuchPart],
)
async def get_site_map_part(request: Request, part: str) -> Response:
    shopfront, house, base = shopfront_of(request), house_of(request), base_of(request)
    if part == "pages":
        network = (await house.source_maps.current()).network
        stores = sorted(place.id for place in network.locations.values() if place.kind == "store")
        departments = [quote(one.code) for one in await shopfront.departments()]
        paths = [
            "/",
            "/stores",
            "/help",
            *(f"/c/{code}" for code in departments),
            *(f"/stores/{id_}" for id_ in stores),
        ]
        return _xml("urlset", "url", [base + path for path in paths])
    if not (part.isascii() and part.isdigit() and len(part) < 6):
        raise NoSuchPart
    async with house.database.reading() as tx:
        skus = await list_addresses(
            tx, market=shopfront.market.code, skip=int(part) * MOST_OF_A_PART, most=MOST_OF_A_PART
        )
    if not skus:
        raise NoSuchPart
    return _xml("urlset", "url", [f"{base}/p/{quote(sku)}" for sku in skus])


def _xml(root: str, entry: str, addresses: list[str]) -> Response:
    entries = "".join(f"<{entry}><loc>{escape(address)}</loc></{entry}>" for address in addresses)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SCHEMA}">{entries}</{root}>\n'
    return Response(text, media_type=XML, headers=A_DAY)
