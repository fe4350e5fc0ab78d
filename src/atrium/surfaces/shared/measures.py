"""What is counted of every request, for Prometheus."""

from prometheus_client import Counter, Histogram

SECONDS = Histogram(
    "atrium_http_request_duration_seconds",
    "How long requests took until their answer was ready.",
    ["method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
ANSWERS = Counter(
    "atrium_http_responses", "How many requests were answered with which status.", ["method", "route", "status"]
)


class Measure:
    """The counts of one route, looked up once so that noting a request is cheap."""

    def __init__(self, method: str, route: str) -> None:
        self._labels = (method, route)
        self._seconds = SECONDS.labels(method, route)
        self._answers: dict[int, Counter] = {}

    def note(self, status: int, *, seconds: float) -> None:
        """Counts one request."""
        self._seconds.observe(seconds)
        answers = self._answers.get(status)
        if answers is None:
            answers = self._answers[status] = ANSWERS.labels(*self._labels, str(status))
        answers.inc()
