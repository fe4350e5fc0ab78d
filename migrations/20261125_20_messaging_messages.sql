-- What the house tells people, and whether it has reached them.
-- depends: 20261120_01_kit 20261120_07_orders

CREATE SCHEMA messaging;

CREATE TABLE messaging.messages (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN
        ('order_received', 'ready_for_pickup', 'partly_ready', 'shipped', 'cancelled', 'refunded',
         'shortage_question', 'sign_in_code')),
    recipient text NOT NULL CHECK (recipient <> ''),
    language text NOT NULL,
    subject text NOT NULL CHECK (subject <> ''),
    text text NOT NULL CHECK (text <> ''),
    html text NOT NULL CHECK (html <> ''),
    order_id uuid,        -- NULL: it is about no order
    order_number text,
    cause text NOT NULL,  -- the event's id, or the caller's key
    state text NOT NULL CHECK (state IN ('due', 'sent', 'failed', 'kept')),
    tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    next_try_at timestamptz,
    fault text,
    created_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    sent_at timestamptz,
    CONSTRAINT messages_cause UNIQUE (cause),
    CONSTRAINT due_has_a_next_try CHECK ((state = 'due') = (next_try_at IS NOT NULL)),
    CONSTRAINT sent_has_a_moment CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT order_has_a_number CHECK ((order_id IS NULL) = (order_number IS NULL))
);
CREATE INDEX messages_due ON messaging.messages ((kind <> 'sign_in_code'), next_try_at) WHERE state = 'due';
CREATE INDEX messages_created ON messaging.messages (created_at DESC, id DESC);
CREATE INDEX messages_failed ON messaging.messages (created_at DESC, id DESC) WHERE state = 'failed';
CREATE INDEX messages_recipient ON messaging.messages (lower(recipient), created_at DESC, id DESC);
CREATE INDEX messages_order ON messaging.messages (order_id) WHERE order_id IS NOT NULL;

-- Whose messages are about an order, so that the whole house can be checked.
CREATE VIEW messaging.order_messages AS
SELECT id, kind, order_id, order_number
  FROM messaging.messages WHERE order_id IS NOT NULL;

-- What happened before the house began to tell of it is nobody's news any more.
INSERT INTO kit.subscriptions (name, position)
SELECT 'orders moved on: tell the shopper', last_position FROM kit.event_sequence;
