-- Money taken, and every step that took it or gave it back.
-- depends: 20261120_01_kit

CREATE SCHEMA payments;

CREATE TABLE payments.payments (
    id uuid PRIMARY KEY,
    order_id uuid NOT NULL,
    method text NOT NULL CHECK (method IN ('card', 'external')),
    currency text NOT NULL CHECK (length(currency) = 3),
    state text NOT NULL CHECK (state IN ('started', 'authorised', 'declined', 'failed', 'captured', 'voided', 'refunded')),
    reference text,  -- the gateway's id, or the tender's reference
    decline_code text,
    authorised_minor bigint NOT NULL DEFAULT 0,
    captured_minor bigint NOT NULL DEFAULT 0,
    refunded_minor bigint NOT NULL DEFAULT 0,
    voided_minor bigint NOT NULL DEFAULT 0,
    asked_minor bigint NOT NULL CHECK (asked_minor >= 0),
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT money_balances CHECK (
        captured_minor >= 0 AND refunded_minor >= 0 AND voided_minor >= 0
        AND captured_minor + voided_minor <= authorised_minor
        AND refunded_minor <= captured_minor
        AND authorised_minor <= asked_minor)
);
CREATE INDEX payments_order ON payments.payments (order_id);
CREATE INDEX payments_started ON payments.payments (created_at) WHERE state = 'started';

-- What the gateway is to be asked, kept until it has answered; the id is the gateway's idempotency key.
CREATE TABLE payments.operations (
    id uuid PRIMARY KEY,
    payment_id uuid NOT NULL REFERENCES payments.payments,
    kind text NOT NULL CHECK (kind IN ('capture', 'void', 'refund')),
    amount_minor bigint NOT NULL CHECK (amount_minor > 0),
    state text NOT NULL CHECK (state IN ('due', 'done', 'refused')),
    reason text NOT NULL,
    tries integer NOT NULL DEFAULT 0,
    next_try_at timestamptz NOT NULL,
    fault text,
    created_at timestamptz NOT NULL,
    done_at timestamptz
);
CREATE INDEX operations_payment ON payments.operations (payment_id);
CREATE INDEX operations_due ON payments.operations (next_try_at) WHERE state = 'due';
