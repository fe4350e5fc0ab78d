"""The card gateway: a client for payments' `Gateway` port, and a simulated gateway to run it against.

Start the simulated one with `python -m atrium.adapters.card_gateway.simulator --port 0 --state-file PATH`:
a process of its own on the loopback address, guarded by a bearer key, that remembers everything it
acknowledged through a kill and a restart. It knows no card numbers, only these tokens:

| token | what happens |
|---|---|
| `tok_visa`, `tok_mastercard` | approved |
| `tok_declined` | declined: `card_declined` |
| `tok_insufficient_funds` | declined: `insufficient_funds` |
| `tok_expired_card` | declined: `expired_card` |
| `tok_fraud` | declined: `suspected_fraud` |
| `tok_timeout` | authorised, but never answered, nor are repeats (504 after 60 s); looking it up works |
| `tok_slow_<n>s` | approved; the first answer to each write is n (1 to 60) seconds late, a repeat is not |
| `tok_error_once` | 500 and nothing held the first time; approved when repeated with the same key |
| `tok_capture_fails_once` | approved; the first capture is a 500 and takes nothing, the next ones work |
| `tok_refund_declined` | approved; every refund is refused: `refund_declined` |
| `tok_duplicate` | approved; every notice comes twice, the authorisation's behind that of a prompt capture |
| any other | 400: `unknown_token` |

Shoppers get their tokens from its card form, an address that the client signs (`card_form`): a number that stands for
one of the above is typed, or pressed, and the browser comes back with a token for that one payment. Card numbers stay
there, and are kept nowhere.
"""

from atrium.adapters.card_gateway.client import CardGateway, connect
from atrium.adapters.card_gateway.tokens import SANDBOX_KEY, SANDBOX_SIGNING_KEY

__all__ = ["SANDBOX_KEY", "SANDBOX_SIGNING_KEY", "CardGateway", "connect"]
