"""A message's own HTML in a browser: shut in a frame that runs nothing and fetches nothing."""

from starlette.responses import Response

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self';"
    " sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""Mail carries its styles with it; whatever else may be in it, the browser leaves alone."""
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
"""What the frame is allowed, for its `sandbox` attribute: to open a link in a window of its own."""
HEADERS = {"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN", "Cache-Control": "private, no-store"}


def letter_page(html: str) -> Response:
    """The HTML of a message, whose links open in a window of their own."""
    text = html.replace("<head>", '<head><base target="_blank">', 1)
    return Response(text, 200, HEADERS, "text/html; charset=utf-8")
