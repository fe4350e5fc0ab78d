"""Fills an empty house with the demo retailer, through the faces of the contexts and nothing else.

Owns: which of the retailer's goods, places, prices, stock and people a house gets, and their first keys.
Promises: each step commits by itself, and a run that was broken off is completed by the next one, which leaves alone
what is there; opening stock is never posted twice; no key is fixed, and the password and PIN that everybody knows open
nothing but a demo house.
Words: a *slice* is a part of the retailer, for tests; a *door* is a system that sells through one channel.
"""

from atrium.demo.seeding.filling import Seeded, seed
from atrium.demo.seeding.people import DOORS, DemoKeys, renew_keys
from atrium.demo.seeding.refusals import AlreadySeeded, HouseInUse, NotSeeded
from atrium.demo.seeding.running import Progress
from atrium.demo.seeding.sign_ins import PASSWORD, PIN, SignIns, add_sign_ins
from atrium.demo.seeding.slices import WHOLE, Slice
from atrium.demo.seeding.taxation import MARKET

__all__ = [
    "DOORS",
    "MARKET",
    "PASSWORD",
    "PIN",
    "WHOLE",
    "AlreadySeeded",
    "DemoKeys",
    "HouseInUse",
    "NotSeeded",
    "Progress",
    "Seeded",
    "SignIns",
    "Slice",
    "add_sign_ins",
    "renew_keys",
    "seed",
]
