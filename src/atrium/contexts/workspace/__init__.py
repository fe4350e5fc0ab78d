"""What somebody keeps for themselves at their desk.

Owns: saved filters, each of one actor and one page.
Promises: nobody sees or changes another's; a name stands once on a page, and saving it again replaces what it held.
Words: a *saved filter* is a name for what was chosen in the form of a page.
"""

from atrium.contexts.workspace.errors import FilterInvalid, TooManyFilters
from atrium.contexts.workspace.model import PAGES, Page, SavedFilter
from atrium.contexts.workspace.service import forget_filter, list_filters, save_filter

__all__ = [
    "PAGES",
    "FilterInvalid",
    "Page",
    "SavedFilter",
    "TooManyFilters",
    "forget_filter",
    "list_filters",
    "save_filter",
]
