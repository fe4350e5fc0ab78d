"""A form counts only when a page of this site has sent it."""

from urllib.parse import urlsplit

from starlette.types import Scope

from atrium.kit.refusals import Forbidden
from atrium.surfaces.shared.headers import header

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ForeignPage(Forbidden):
    """A page of another site sent the request, or it does not say which page did."""

    remedy = "Send the request from a page of this site, or with an Authorization header."

    @property
    def message(self) -> str:
        return "This is taken only from this site's own pages."


def refuse_other_sites(scope: Scope) -> None:
    """Refuses with ForeignPage an unsafe request that does not show that it comes from this site.

    Browsers say where a request comes from in Sec-Fetch-Site, which no page can forge; those that do not know it yet
    name the page's Origin. Whoever sends neither is no browser, and has an Authorization header to use.
    """
    if scope["method"] in SAFE:
        return
    site = header(scope, b"sec-fetch-site")
    if site is None:
        origin, host = header(scope, b"origin"), header(scope, b"host")
        # A proxy may end TLS before us, so only host and port are compared, not the scheme.
        if origin is None or host is None or urlsplit(origin).netloc != host:
            raise ForeignPage
    elif site != "same-origin":
        raise ForeignPage
