/**
 * What is opened is decided by rules, what the rules do not settle becomes work for a person, and every step of both is
 * kept. `unopened` and `undecided` are queues: whoever takes a row locks it, and passes over the rows of others.
 */
export const work = `
-- What came and stands in no queue yet: one row an upload, written in the transaction that stores its envelopes. A hub
-- under pressure has no time for a row and three index entries a record.
CREATE TABLE arrivals (
  id        bigint   PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id  text     NOT NULL,
  epoch     bigint   NOT NULL,
  -- Ascending.
  sequences bigint[] NOT NULL
);
CREATE INDEX arrivals_by_kiosk ON arrivals (kiosk_id, epoch);

-- What is to be opened next.
CREATE TABLE unopened (
  id         bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id   text        NOT NULL,
  epoch      bigint      NOT NULL,
  sequence   bigint      NOT NULL,
  attempts   integer     NOT NULL DEFAULT 0,
  -- Not before then; infinity: it rests until somebody wakes it.
  try_after  timestamptz NOT NULL DEFAULT '-infinity',
  -- Whether later records of its order group wait for this one.
  holds_back boolean     NOT NULL DEFAULT true,
  -- The revision of the hub that gave it up.
  rested_by  integer,
  UNIQUE (kiosk_id, epoch, sequence)
);

CREATE VIEW still_sealed AS
SELECT kiosk_id, epoch, sequence FROM unopened
UNION ALL SELECT kiosk_id, epoch, unnest(sequences) FROM arrivals;

-- The only table with personal data in clear.
CREATE TABLE records (
  kiosk_id       text        NOT NULL,
  epoch          bigint      NOT NULL,
  sequence       bigint      NOT NULL,
  transaction_id uuid        NOT NULL,
  kind           text        NOT NULL,
  state          text        NOT NULL DEFAULT 'delivered'
                 CHECK (state IN ('delivered', 'accepted', 'rejected', 'needs-info', 'withdrawn', 'superseded')),
  recovered      boolean     NOT NULL,
  accepted_at    timestamptz NOT NULL,
  received_at    timestamptz NOT NULL,
  opened_at      timestamptz NOT NULL,
  payload        jsonb       NOT NULL,
  -- Taken from the payload, so that rules can find what belongs together.
  person_number  text        NOT NULL,
  phones         text[]      NOT NULL DEFAULT '{}',
  -- Of a claim report: who, what and the day of loss.
  claim_key      text,
  cancels        uuid,
  supersedes     text,
  -- From then on an accepted record cannot be taken back any more.
  effective_at   timestamptz,
  -- Staff had the last word; rules leave it alone.
  is_settled     boolean     NOT NULL DEFAULT false,
  PRIMARY KEY (kiosk_id, epoch, sequence),
  UNIQUE (kiosk_id, transaction_id),
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES ingest_raw
);
CREATE INDEX records_by_arrival ON records (received_at DESC);
CREATE INDEX records_by_person ON records (person_number, received_at DESC);
CREATE INDEX records_by_claim ON records (person_number, claim_key) WHERE claim_key IS NOT NULL;
CREATE INDEX records_by_phone ON records USING gin (phones);
CREATE INDEX records_by_cancelled ON records (kiosk_id, cancels) WHERE cancels IS NOT NULL;
CREATE INDEX records_by_superseded ON records (supersedes) WHERE supersedes IS NOT NULL;

-- Pieces of attachments that were opened once, to see whether they can be.
CREATE TABLE tried_chunks (
  kiosk_id text        NOT NULL,
  epoch    bigint      NOT NULL,
  hash     text        NOT NULL,
  -- Why it does not open, a code; null: it does.
  trouble  text,
  tried_at timestamptz NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, hash),
  FOREIGN KEY (kiosk_id, epoch, hash) REFERENCES chunks
);

-- What is still to be decided; columns as in unopened.
CREATE TABLE undecided (
  id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id    text        NOT NULL,
  epoch       bigint      NOT NULL,
  sequence    bigint      NOT NULL,
  order_group integer     NOT NULL,
  attempts    integer     NOT NULL DEFAULT 0,
  try_after   timestamptz NOT NULL DEFAULT '-infinity',
  holds_back  boolean     NOT NULL DEFAULT true,
  rested_by   integer,
  UNIQUE (kiosk_id, epoch, sequence),
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES records
);
CREATE INDEX undecided_by_group ON undecided (kiosk_id, epoch, order_group, sequence);

CREATE TABLE decisions (
  id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id    text        NOT NULL,
  epoch       bigint      NOT NULL,
  sequence    bigint      NOT NULL,
  rule        text        NOT NULL,
  state       text        NOT NULL,
  reason      text        NOT NULL,
  -- The slip number of another record that the reason is about.
  names       text,
  -- SHA-256 of everything the rule saw; null for a person's decision.
  inputs_hash text,
  -- Initials; null for a rule.
  decided_by  text,
  -- The revision of the rules.
  revision    integer     NOT NULL,
  decided_at  timestamptz NOT NULL,
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES records
);
CREATE INDEX decisions_by_record ON decisions (kiosk_id, epoch, sequence, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE work_items (
  id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id      text        NOT NULL,
  epoch         bigint      NOT NULL,
  sequence      bigint      NOT NULL,
  -- What it is about; null: the record at that place.
  incident_id   bigint      UNIQUE REFERENCES incidents,
  -- Of an incident its kind.
  reason        text        NOT NULL,
  names         text,
  state         text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'resubmitted')),
  -- Whose work it is; see hub/work/roles.ts.
  role          text        NOT NULL,
  -- Initials of who has claimed it; null: nobody yet.
  owner         text,
  urgency       text        NOT NULL,
  has_call_back boolean     NOT NULL,
  -- How often the customer was rung, and what came of it the last time.
  calls         integer     NOT NULL DEFAULT 0,
  last_call     text        CHECK (last_call IN ('reached', 'not-reached')),
  opened_at     timestamptz NOT NULL,
  due_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX work_items_by_record ON work_items (kiosk_id, epoch, sequence) WHERE incident_id IS NULL;
CREATE INDEX work_items_due ON work_items (due_at) WHERE state IN ('open', 'claimed');

CREATE TABLE work_history (
  id      bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  item_id bigint      NOT NULL REFERENCES work_items,
  at      timestamptz NOT NULL,
  what    text        NOT NULL,
  -- Initials; null for a rule.
  by      text,
  word    text        NOT NULL
);
CREATE INDEX work_history_by_item ON work_history (item_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
