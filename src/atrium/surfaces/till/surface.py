"""The till as a surface: its templates, and where an associate comes in."""

from pathlib import Path

from atrium.surfaces.shared.pages import Surface
from atrium.surfaces.shared.rendering import Templates

HOME = "/till"
SIGN_IN = "/till/sign-in"
TILL = Surface(name="Till", home=HOME, sign_in=SIGN_IN, templates=Templates(Path(__file__).parent))

page = TILL.page
render = TILL.templates.render
