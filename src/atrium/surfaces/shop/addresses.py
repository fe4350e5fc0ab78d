"""The shop's own address, for canonical links and search engines."""

from starlette.requests import Request


def base_of(request: Request) -> str:
    """As `https://shop.example`, without a stroke at its end."""
    return f"{request.url.scheme}://{request.url.netloc}"
