CREATE SCHEMA customers;

CREATE TABLE customers.addresses (
    id uuid NOT NULL,
    shopper_id uuid NOT NULL,
    label text NOT NULL,
    recipient text NOT NULL,
    street text NOT NULL,
    city text NOT NULL,
    region text NOT NULL,
    postal_code text NOT NULL,
    country text NOT NULL,
    is_default boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT addresses_recipient_check CHECK ((recipient <> ''::text))
);

CREATE TABLE customers.profiles (
    shopper_id uuid NOT NULL,
    name text NOT NULL,
    phone text,
    changed_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY customers.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (id);

ALTER TABLE ONLY customers.profiles
    ADD CONSTRAINT profiles_pkey PRIMARY KEY (shopper_id);

CREATE UNIQUE INDEX addresses_default ON customers.addresses USING btree (shopper_id) WHERE is_default;

CREATE INDEX addresses_shopper ON customers.addresses USING btree (shopper_id);

ALTER TABLE ONLY customers.addresses
    ADD CONSTRAINT addresses_shopper_id_fkey FOREIGN KEY (shopper_id) REFERENCES customers.profiles(shopper_id);
