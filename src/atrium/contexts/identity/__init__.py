"""Who may do what: staff and systems, and the keys that they come with.

Owns: actors, their scopes and what they may see, API keys.
Promises: a secret is never kept, only its hash; a revoked key opens nothing after 5 s; scopes are a closed list.
Words: an *actor* is a person or a system; a *scope* is one permission; a *role* is a named bundle of scopes;
a *key* is what an actor shows, its *secret* is told once.
"""

from atrium.contexts.identity.errors import (
    ActorExists,
    ActorInvalid,
    ActorIsEnded,
    ActorNotFound,
    GrantsBeyondOwn,
    KeyNotFound,
    UnknownScopes,
)
from atrium.contexts.identity.events import ActorAdded, ActorEnded, KeyIssued, KeyRevoked
from atrium.contexts.identity.key_ring import KeyRing
from atrium.contexts.identity.model import ActorRecord, KeyRecord, NewActor
from atrium.contexts.identity.queries import find_actor_by_secret, get_actor, list_actors, list_keys
from atrium.contexts.identity.scopes import ROLES, SCOPES
from atrium.contexts.identity.service import add_actors, end_actor, issue_key, revoke_key

__all__ = [
    "ROLES",
    "SCOPES",
    "ActorAdded",
    "ActorEnded",
    "ActorExists",
    "ActorInvalid",
    "ActorIsEnded",
    "ActorNotFound",
    "ActorRecord",
    "GrantsBeyondOwn",
    "KeyIssued",
    "KeyNotFound",
    "KeyRecord",
    "KeyRevoked",
    "KeyRing",
    "NewActor",
    "UnknownScopes",
    "add_actors",
    "end_actor",
    "find_actor_by_secret",
    "get_actor",
    "issue_key",
    "list_actors",
    "list_keys",
    "revoke_key",
]
