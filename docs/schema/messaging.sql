CREATE SCHEMA messaging;

CREATE TABLE messaging.messages (
    id uuid NOT NULL,
    kind text NOT NULL,
    recipient text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    order_id uuid,
    order_number text,
    cause text NOT NULL,
    state text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone,
    fault text,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    CONSTRAINT due_has_a_next_try CHECK (((state = 'due'::text) = (next_try_at IS NOT NULL))),
    CONSTRAINT messages_html_check CHECK ((html <> ''::text)),
    CONSTRAINT messages_kind_check CHECK ((kind = ANY (ARRAY['order_received'::text, 'ready_for_pickup'::text, 'partly_ready'::text, 'shipped'::text, 'cancelled'::text, 'refunded'::text, 'shortage_question'::text, 'sign_in_code'::text]))),
    CONSTRAINT messages_recipient_check CHECK ((recipient <> ''::text)),
    CONSTRAINT messages_state_check CHECK ((state = ANY (ARRAY['due'::text, 'sent'::text, 'failed'::text, 'kept'::text]))),
    CONSTRAINT messages_subject_check CHECK ((subject <> ''::text)),
    CONSTRAINT messages_text_check CHECK ((text <> ''::text)),
    CONSTRAINT messages_tries_check CHECK ((tries >= 0)),
    CONSTRAINT order_has_a_number CHECK (((order_id IS NULL) = (order_number IS NULL))),
    CONSTRAINT sent_has_a_moment CHECK (((state = 'sent'::text) = (sent_at IS NOT NULL)))
);

CREATE VIEW messaging.order_messages AS
 SELECT id,
    kind,
    order_id,
    order_number
   FROM messaging.messages
  WHERE (order_id IS NOT NULL);

ALTER TABLE ONLY messaging.messages
    ADD CONSTRAINT messages_cause UNIQUE (cause);

ALTER TABLE ONLY messaging.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

CREATE INDEX messages_created ON messaging.messages USING btree (created_at DESC, id DESC);

CREATE INDEX messages_due ON messaging.messages USING btree (((kind <> 'sign_in_code'::text)), next_try_at) WHERE (state = 'due'::text);

CREATE INDEX messages_failed ON messaging.messages USING btree (created_at DESC, id DESC) WHERE (state = 'failed'::text);

CREATE INDEX messages_order ON messaging.messages USING btree (order_id) WHERE (order_id IS NOT NULL);

CREATE INDEX messages_recipient ON messaging.messages USING btree (lower(recipient), created_at DESC, id DESC);
