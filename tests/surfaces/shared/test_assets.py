"""Files named by their content, and scripts whose imports follow."""

from pathlib import Path

import pytest

from atrium.surfaces.shared.assets import Shelf, asset, has_asset
from atrium.surfaces.shared.design import packages
from tests.web import Client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport * from "./deep/c.js";\n')
    (tmp_path / "b.js").write_text('export const b = import("./deep/c.js");\n')
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/c.js").write_text("export const c = 1;\n")
    return tmp_path


def a_shelf(folder: Path) -> Shelf:
    return Shelf({path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.js"))})


class TestShelf:
    def test_writes_imports_anew_with_the_address_of_the_other_file(self, folder: Path) -> None:
        shelf = a_shelf(folder)
        a, b, c = (shelf.named[name] for name in ("a.js", "b.js", "deep/c.js"))
        assert f'from "{b.address}"' in a.content.decode()
        assert f'from "{c.address}"' in a.content.decode()
        assert f'import("{c.address}")' in b.content.decode()

    def test_changes_the_address_of_whoever_imports_a_changed_file(self, folder: Path) -> None:
        before = a_shelf(folder)
        (folder / "deep/c.js").write_text("export const c = 2;\n")
        after = a_shelf(folder)
        assert all(before.named[name].address != after.named[name].address for name in before.named)

    def test_refuses_circles_and_strangers(self, folder: Path) -> None:
        (folder / "deep/c.js").write_text('import "../a.js";')
        with pytest.raises(ValueError, match=r"a\.js imports b\.js imports deep/c\.js imports a\.js"):
            a_shelf(folder)
        (folder / "deep/c.js").write_text('import "../../secret.js";')
        with pytest.raises(ValueError, match="which is no asset"):
            a_shelf(folder)


class TestAssets:
    async def test_are_kept_for_ever_under_their_address_only(self, all_surfaces: Client) -> None:
        reply = await all_surfaces.with_key(None).get(asset("design/tokens.css"))
        assert reply.status == 200
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert reply.headers["Content-Type"] == "text/css; charset=utf-8"
        for path in ("design/tokens.css", "design/../assets.py", "x.0.css", "%2e%2e/pages.py"):
            assert (await all_surfaces.get(f"/assets/{path}")).status == 404

    def test_from_npm_are_there_after_set_up(self) -> None:
        assert packages.is_complete(), "run `make setup`"
        assert has_asset("design/htmx.min.js")
        assert has_asset("design/icons.svg")


class TestIcons:
    def test_have_our_names_and_take_the_page_s_colour(self, tmp_path: Path) -> None:
        drawing = '<!-- x --><svg class="l" stroke="red">\n  <path d="M1 1" />\n</svg>'
        (tmp_path / "x.svg").write_text(drawing)
        pairs = list(packages.wanted_icons(["# words", "close: x", "search", ""]))
        assert pairs == [("close", "x"), ("search", "search")]
        made = packages.sprite([("close", tmp_path / "x.svg")])
        assert made == (
            '<svg xmlns="http://www.w3.org/2000/svg">'
            '<symbol id="close" viewBox="0 0 24 24"><path d="M1 1" /></symbol></svg>\n'
        )

    def test_that_are_not_in_the_set_are_named(self, tmp_path: Path) -> None:
        with pytest.raises(packages.PackagesAwayError, match="There is no icon unicorn"):
            packages.sprite([("unicorn", tmp_path / "unicorn.svg")])

    def test_are_asked_for_by_templates_only_where_they_are_listed(self) -> None:
        """An icon that is not in the sprite would be an empty box."""
        known = {ours for ours, _ in packages.wanted_icons(packages.ICONS.read_text().splitlines())}
        assert {"search", "close", "theme"} <= known


class TestIsComplete:
    def test_notices_another_lock_file_and_other_icons(self, tmp_path: Path) -> None:
        assert not packages.is_complete(tmp_path)
        (tmp_path / packages.MANIFEST).write_text('{"mark": "old"}')
        assert not packages.is_complete(tmp_path)
        known = packages.source()
        assert known is not None
        (tmp_path / packages.MANIFEST).write_text(f'{{"mark": "{known.mark}"}}')
        assert packages.is_complete(tmp_path)
