"""Items that moved lately, for whoever has not chosen one."""

from markupsafe import Markup

from atrium.readmodels.moving_items import list_moving_items
from atrium.surfaces.console.surface import render
from atrium.surfaces.shared.house import House


async def moving_items(house: House) -> Markup:
    """Tiles of the items that moved last; an invitation to search where nothing has."""
    async with house.database.reading() as tx:
        return render("item/moving.html", items=await list_moving_items(tx))
