"""The console as a surface: its templates, and where an operator comes in."""

from pathlib import Path

from atrium.surfaces.shared import entrances
from atrium.surfaces.shared.pages import Surface
from atrium.surfaces.shared.rendering import Templates, Wording

HOME = entrances.CONSOLE.path
SIGN_IN = entrances.CONSOLE.sign_in
CONSOLE = Surface(
    name="Console", home=HOME, sign_in=SIGN_IN, templates=Templates(Path(__file__).parent), refused="refused.html"
)

page = CONSOLE.page
render = CONSOLE.templates.render
money = Wording().money
