"""A simulated Saturday: shoppers and associates who come to a running house over HTTP, like anybody else.

`python -m atrium.demo.saturday --base URL --keys PATH --orders-per-s X --minutes M`

Owns nothing; knows the house only through its API. Promises: it ends by itself, and every answer that was
not to be expected is logged with its problem. Words: a *floor* is what the associates of one location do;
a *tally* counts what happened; *haste* divides every human delay.
"""

from atrium.demo.saturday.day import Plan, run
from atrium.demo.saturday.tally import Tally

__all__ = ["Plan", "Tally", "run"]
