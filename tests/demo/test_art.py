"""The pictures of the demo's products: one drawing per style, small, valid and without ids."""

from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET
from zlib import crc32

import pytest

from atrium.demo import art, retailer

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"circle", "ellipse", "g", "path", "rect", "svg", "title"}
LARGEST_BYTES = 6 * 1024


def styles() -> list[tuple[str, str]]:
    return [(category.id, style.id) for category in retailer.load_categories() for style in category.styles]


def drawn(category: str, style: str, *, colour: str = "teal", variety: int = 7, title: str = "A thing") -> str:
    return art.draw(style, category=category, colour=colour, variety=variety, title=title)


def inside(picture: str) -> str:
    """The picture without its backdrop's wall, whose tint alone would make any two differ."""
    return picture.split("/>", 1)[1]


def whole_catalogue() -> Iterator[tuple[retailer.DemoProduct, str]]:
    for product in retailer.load_products():
        picture = art.draw(
            product.style,
            category=product.category,
            colour=product.colour,
            variety=crc32(product.sku.encode()),
            title=product.name,
        )
        yield product, picture


class TestDrawings:
    def test_cover_every_style_of_every_category_and_nothing_else(self) -> None:
        assert set(art.list_drawings()) == set(styles())

    def test_are_a_function_of_its_own_for_each_style(self) -> None:
        assert len(set(art.list_drawings().values())) == len(styles())

    def test_look_different_from_one_another(self) -> None:
        assert len({inside(drawn(category, style)) for category, style in styles()}) == len(styles())


class TestDraw:
    @pytest.mark.parametrize(("category", "style"), styles())
    def test_differs_between_two_products_of_one_style(self, category: str, style: str) -> None:
        pictures = [inside(drawn(category, style, variety=variety)) for variety in (1, 2, 3, 2**31)]
        assert all(first != second for first, second in combinations(pictures, 2))

    @pytest.mark.parametrize(("category", "style"), styles())
    def test_is_the_same_every_time(self, category: str, style: str) -> None:
        assert drawn(category, style) == drawn(category, style)

    def test_paints_the_colour_that_was_guessed(self) -> None:
        pictures = {drawn("furniture", "sofas", colour=colour) for colour in ("red", "navy", "grey", "white")}
        assert len(pictures) == 4

    def test_follows_a_form_that_the_title_names(self) -> None:
        assert drawn("instruments", "wind", title="A trumpet") != drawn("instruments", "wind", title="A clarinet")

    def test_escapes_its_title(self) -> None:
        title = 'Salt & <Pepper> "Duo"'
        picture = drawn("housewares", "bowls", title=title)
        assert "<Pepper>" not in picture
        assert ET.fromstring(picture).findtext(f"{SVG}title") == title  # noqa: S314 - our own text

    def test_refuses_a_style_that_nobody_drew(self) -> None:
        with pytest.raises(art.UnknownStyle) as refusal:
            drawn("apparel", "spacesuit")
        assert (refusal.value.category, refusal.value.style) == ("apparel", "spacesuit")
        assert str(refusal.value) == "No drawing shows style 'spacesuit' of category 'apparel'."

    def test_refuses_a_style_of_another_category(self) -> None:
        with pytest.raises(KeyError):
            drawn("tools", "sofas")

    def test_refuses_a_colour_outside_the_palette(self) -> None:
        with pytest.raises(art.UnknownColour) as refusal:
            drawn("furniture", "sofas", colour="octarine")
        assert refusal.value.colour == "octarine"


class TestCatalogue:
    def test_is_drawn_whole_in_small_titled_valid_pictures_without_ids_or_links(self) -> None:
        count = 0
        for product, picture in whole_catalogue():
            count += 1
            root = ET.fromstring(picture)  # noqa: S314 - our own text
            elements = list(root.iter())
            assert root.tag == f"{SVG}svg"
            assert root.get("role") == "img"
            assert root.get("viewBox") == "0 0 400 400"
            assert elements[1].tag == f"{SVG}title"
            assert elements[1].text == product.name
            assert {element.tag.removeprefix(SVG) for element in elements} <= SHAPES, product.sku
            assert not any({"id", "href", "style", "class"} & set(element.attrib) for element in elements), product.sku
            assert len(picture.encode()) < LARGEST_BYTES, (product.sku, len(picture))
            assert "nan" not in picture.lower().split("</title>")[1], product.sku
        assert count == 2465
