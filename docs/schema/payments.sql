CREATE SCHEMA payments;

CREATE TABLE payments.operations (
    id uuid NOT NULL,
    payment_id uuid NOT NULL,
    kind text NOT NULL,
    amount_minor bigint NOT NULL,
    state text NOT NULL,
    reason text NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    next_try_at timestamp with time zone NOT NULL,
    fault text,
    created_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT operations_amount_minor_check CHECK ((amount_minor > 0)),
    CONSTRAINT operations_kind_check CHECK ((kind = ANY (ARRAY['capture'::text, 'void'::text, 'refund'::text]))),
    CONSTRAINT operations_state_check CHECK ((state = ANY (ARRAY['due'::text, 'done'::text, 'refused'::text])))
);

CREATE TABLE payments.payments (
    id uuid NOT NULL,
    order_id uuid NOT NULL,
    method text NOT NULL,
    currency text NOT NULL,
    state text NOT NULL,
    reference text,
    decline_code text,
    authorised_minor bigint DEFAULT 0 NOT NULL,
    captured_minor bigint DEFAULT 0 NOT NULL,
    refunded_minor bigint DEFAULT 0 NOT NULL,
    voided_minor bigint DEFAULT 0 NOT NULL,
    asked_minor bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT money_balances CHECK (((captured_minor >= 0) AND (refunded_minor >= 0) AND (voided_minor >= 0) AND ((captured_minor + voided_minor) <= authorised_minor) AND (refunded_minor <= captured_minor) AND (authorised_minor <= asked_minor))),
    CONSTRAINT payments_asked_minor_check CHECK ((asked_minor >= 0)),
    CONSTRAINT payments_currency_check CHECK ((length(currency) = 3)),
    CONSTRAINT payments_method_check CHECK ((method = ANY (ARRAY['card'::text, 'external'::text]))),
    CONSTRAINT payments_state_check CHECK ((state = ANY (ARRAY['started'::text, 'authorised'::text, 'declined'::text, 'failed'::text, 'captured'::text, 'voided'::text, 'refunded'::text])))
);

CREATE VIEW payments.order_money AS
 SELECT payments.order_id,
    bool_or((payments.method = 'external'::text)) AS taken_at_the_door,
    (sum(payments.authorised_minor))::bigint AS authorised_minor,
    (sum(((((payments.captured_minor - payments.refunded_minor))::numeric + COALESCE(asked.captures, (0)::numeric)) - COALESCE(asked.refunds, (0)::numeric))))::bigint AS taken_minor,
    (sum((((((payments.authorised_minor - payments.captured_minor) - payments.voided_minor))::numeric - COALESCE(asked.captures, (0)::numeric)) - COALESCE(asked.voids, (0)::numeric))))::bigint AS set_aside_minor
   FROM (payments.payments
     LEFT JOIN ( SELECT operations.payment_id,
            sum(operations.amount_minor) FILTER (WHERE (operations.kind = 'capture'::text)) AS captures,
            sum(operations.amount_minor) FILTER (WHERE (operations.kind = 'refund'::text)) AS refunds,
            sum(operations.amount_minor) FILTER (WHERE (operations.kind = 'void'::text)) AS voids
           FROM payments.operations
          WHERE (operations.state = ANY (ARRAY['due'::text, 'refused'::text]))
          GROUP BY operations.payment_id) asked ON ((asked.payment_id = payments.id)))
  GROUP BY payments.order_id;

CREATE VIEW payments.refused_operations AS
 SELECT payments.order_id,
    operations.kind,
    operations.amount_minor,
    operations.fault,
    operations.done_at
   FROM (payments.operations
     JOIN payments.payments ON ((payments.id = operations.payment_id)))
  WHERE (operations.state = 'refused'::text);

CREATE VIEW payments.unanswered_payments AS
 SELECT order_id,
    created_at
   FROM payments.payments
  WHERE (state = 'started'::text);

ALTER TABLE ONLY payments.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY payments.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);

CREATE INDEX operations_due ON payments.operations USING btree (next_try_at) WHERE (state = 'due'::text);

CREATE INDEX operations_payment ON payments.operations USING btree (payment_id);

CREATE INDEX operations_refused ON payments.operations USING btree (payment_id) WHERE (state = 'refused'::text);

CREATE INDEX payments_order ON payments.payments USING btree (order_id);

CREATE INDEX payments_started ON payments.payments USING btree (created_at) WHERE (state = 'started'::text);

ALTER TABLE ONLY payments.operations
    ADD CONSTRAINT operations_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES payments.payments(id);
