-- What shoppers keep with the retailer: how they are reached, and where parcels go.
-- depends: 20261120_01_kit

CREATE SCHEMA customers;

CREATE TABLE customers.profiles (
    shopper_id uuid PRIMARY KEY,
    name text NOT NULL,
    phone text,
    changed_at timestamptz NOT NULL
);

CREATE TABLE customers.addresses (
    id uuid PRIMARY KEY,
    shopper_id uuid NOT NULL REFERENCES customers.profiles,
    label text NOT NULL,
    recipient text NOT NULL CHECK (recipient <> ''),
    street text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL,
    is_default boolean NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE INDEX addresses_shopper ON customers.addresses (shopper_id);
CREATE UNIQUE INDEX addresses_default ON customers.addresses (shopper_id) WHERE is_default;
