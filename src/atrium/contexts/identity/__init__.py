"""Who may do what: staff, systems and shoppers, how they come in, and for how long.

Owns: actors, their scopes and what they may see, API keys; staff's roles by location and ways to sign in; shoppers'
sign-ins; shared devices; sessions; limits on guessing.
Promises: a secret is never kept, only its hash; a key, session or role that is taken back opens nothing after 5 s;
scopes and roles are closed lists; what can be guessed is counted before it is tried; who came in, failed to, or was
given or denied something is in the log, never with what they typed.
Words: an *actor* is a person or a system; a *scope* is one permission; a *role* is a named bundle of scopes;
an *assignment* is a role at a location or everywhere; a *key* is what a system shows, its *secret* is told once;
a *credential* is an e-mail address with a password; a *session* is a stay at one door, from signing in to its end;
a *guest* is whoever is not signed in; a *try* is one attempt at what could be guessed.
"""

from atrium.contexts.identity.assignments import give_roles, list_assignments, take_roles
from atrium.contexts.identity.credentials import (
    KnownPerson,
    find_staff_by_email,
    note_failed_sign_in,
    save_staff_credential,
)
from atrium.contexts.identity.directory import StaffFilters, StaffMember, get_staff_member, list_staff
from atrium.contexts.identity.errors import (
    ActorExists,
    ActorInvalid,
    ActorIsEnded,
    ActorNotFound,
    EmailInvalid,
    EmailTaken,
    GrantsBeyondOwn,
    KeyNotFound,
    NoRoleHere,
    OnlyAtStores,
    PasswordInvalid,
    PersonNotFound,
    PinInvalid,
    SessionNotFound,
    SignInRefused,
    TooManyTries,
    UnknownScopes,
)
from atrium.contexts.identity.events import (
    ActorAdded,
    ActorEnded,
    KeyIssued,
    KeyRevoked,
    PasswordSet,
    RolesGiven,
    RolesTaken,
    SessionEnded,
    ShopperRegistered,
    SignedIn,
    SignInFailed,
)
from atrium.contexts.identity.model.actors import ActorRecord, KeyRecord, NewActor, StaffKind
from atrium.contexts.identity.model.sessions import (
    GUEST,
    NewSession,
    Session,
    SessionKind,
    SessionMethod,
    SessionRecord,
    is_session_secret,
    session_secret,
)
from atrium.contexts.identity.model.shoppers import NewShopper, ShopperRecord
from atrium.contexts.identity.model.signing_in import check_password, check_pin
from atrium.contexts.identity.model.staff import Assignment, StaffRole
from atrium.contexts.identity.queries import find_actor_by_secret, get_actor, list_actors, list_keys
from atrium.contexts.identity.rings import KeyRing, SessionRing
from atrium.contexts.identity.scopes import ACCOUNT, ROLES, SCOPES, SHOP, STAFF_ROLES
from atrium.contexts.identity.service import add_actors, end_actor, issue_key, revoke_key
from atrium.contexts.identity.sessions import (
    end_all,
    end_session,
    find_session,
    forget_sessions,
    list_sessions,
    start_session,
)
from atrium.contexts.identity.shoppers import (
    add_shoppers,
    find_shopper_by_email,
    get_shopper,
    rename_shopper,
    set_shopper_password,
)
from atrium.contexts.identity.tries import (
    CODES_FROM_ADDRESS,
    CODES_TO_EMAIL,
    DEVICES_FROM_ADDRESS,
    PINS_AT_DEVICE,
    PINS_OF_ACTOR,
    SIGN_INS_FROM_ADDRESS,
    SIGN_INS_OF_EMAIL,
    Limit,
    Try,
    clear_tries,
    forget_tries,
    is_used_up,
    take_tries,
)

__all__ = [
    "ACCOUNT",
    "CODES_FROM_ADDRESS",
    "CODES_TO_EMAIL",
    "DEVICES_FROM_ADDRESS",
    "GUEST",
    "PINS_AT_DEVICE",
    "PINS_OF_ACTOR",
    "ROLES",
    "SCOPES",
    "SHOP",
    "SIGN_INS_FROM_ADDRESS",
    "SIGN_INS_OF_EMAIL",
    "STAFF_ROLES",
    "ActorAdded",
    "ActorEnded",
    "ActorExists",
    "ActorInvalid",
    "ActorIsEnded",
    "ActorNotFound",
    "ActorRecord",
    "Assignment",
    "EmailInvalid",
    "EmailTaken",
    "GrantsBeyondOwn",
    "KeyIssued",
    "KeyNotFound",
    "KeyRecord",
    "KeyRevoked",
    "KeyRing",
    "KnownPerson",
    "Limit",
    "NewActor",
    "NewSession",
    "NewShopper",
    "NoRoleHere",
    "OnlyAtStores",
    "PasswordInvalid",
    "PasswordSet",
    "PersonNotFound",
    "PinInvalid",
    "RolesGiven",
    "RolesTaken",
    "Session",
    "SessionEnded",
    "SessionKind",
    "SessionMethod",
    "SessionNotFound",
    "SessionRecord",
    "SessionRing",
    "ShopperRecord",
    "ShopperRegistered",
    "SignInFailed",
    "SignInRefused",
    "SignedIn",
    "StaffFilters",
    "StaffKind",
    "StaffMember",
    "StaffRole",
    "TooManyTries",
    "Try",
    "UnknownScopes",
    "add_actors",
    "add_shoppers",
    "check_password",
    "check_pin",
    "clear_tries",
    "end_actor",
    "end_all",
    "end_session",
    "find_actor_by_secret",
    "find_session",
    "find_shopper_by_email",
    "find_staff_by_email",
    "forget_sessions",
    "forget_tries",
    "get_actor",
    "get_shopper",
    "get_staff_member",
    "give_roles",
    "is_session_secret",
    "is_used_up",
    "issue_key",
    "list_actors",
    "list_assignments",
    "list_keys",
    "list_sessions",
    "list_staff",
    "note_failed_sign_in",
    "rename_shopper",
    "revoke_key",
    "save_staff_credential",
    "session_secret",
    "set_shopper_password",
    "start_session",
    "take_roles",
    "take_tries",
]
