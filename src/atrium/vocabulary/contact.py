"""Whom an order is for, and where it goes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """The person to write to and to hand the goods to."""

    name: str
    email: str
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country` is ISO 3166-1 alpha-2, `region` its state or province."""

    street: str
    city: str
    region: str
    postal_code: str
    country: str
