/**
 * What is opened is decided by rules, what the rules do not settle becomes work for a person, and every step of both is
 * kept. `unopened` and `undecided` are queues: whoever takes a row locks it, and passes over the rows of others.
 */
export const work = `
ALTER TABLE unopened
  ADD COLUMN attempts   integer     NOT NULL DEFAULT 0,
  -- Not before then; infinity: it rests until somebody wakes it.
  ADD COLUMN try_after  timestamptz NOT NULL DEFAULT '-infinity',
  -- Whether later records of its order group wait for this one.
  ADD COLUMN holds_back boolean     NOT NULL DEFAULT true,
  -- The revision of the hub that gave it up.
  ADD COLUMN rested_by  integer;
CREATE INDEX unopened_by_place ON unopened (kiosk_id, epoch, sequence);

ALTER TABLE records DROP CONSTRAINT records_state_check;
ALTER TABLE records ADD CHECK
  (state IN ('delivered', 'accepted', 'rejected', 'needs-info', 'withdrawn', 'superseded'));
-- Taken from the payload, so that rules can find what belongs together.
ALTER TABLE records
  ADD COLUMN person_number text,
  ADD COLUMN phones        text[]  NOT NULL DEFAULT '{}',
  -- Of a claim report: who, what and the day of loss.
  ADD COLUMN claim_key     text,
  ADD COLUMN cancels       uuid,
  ADD COLUMN supersedes    text,
  -- From then on an accepted record cannot be taken back any more.
  ADD COLUMN effective_at  timestamptz,
  -- Staff had the last word; rules leave it alone.
  ADD COLUMN is_settled    boolean NOT NULL DEFAULT false;
UPDATE records SET
  person_number = payload #>> '{person,number}',
  phones = ARRAY(SELECT value ->> 'digits' FROM jsonb_each(payload -> 'answers') WHERE value ->> 'kind' = 'phone'),
  claim_key = CASE WHEN kind = 'claim-report' THEN
    concat_ws('/', payload #>> '{answers,who,option}', payload #>> '{answers,what,option}', payload #>> '{answers,day,day}') END,
  cancels = (payload ->> 'cancels')::uuid,
  supersedes = (SELECT raw.supersedes FROM ingest_raw raw
                WHERE (raw.kiosk_id, raw.epoch, raw.sequence) = (records.kiosk_id, records.epoch, records.sequence));
ALTER TABLE records ALTER COLUMN person_number SET NOT NULL;
CREATE INDEX records_by_person ON records (person_number, received_at DESC);
CREATE INDEX records_by_claim ON records (person_number, claim_key) WHERE claim_key IS NOT NULL;
CREATE INDEX records_by_phone ON records USING gin (phones);
CREATE INDEX records_by_cancelled ON records (kiosk_id, cancels) WHERE cancels IS NOT NULL;
CREATE INDEX records_by_superseded ON records (supersedes) WHERE supersedes IS NOT NULL;

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
INSERT INTO undecided (kiosk_id, epoch, sequence, order_group)
SELECT kiosk_id, epoch, sequence, order_group FROM records JOIN ingest_raw USING (kiosk_id, epoch, sequence)
WHERE state = 'delivered' ORDER BY records.received_at, sequence;

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

CREATE TABLE work_items (
  id            bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id      text        NOT NULL,
  epoch         bigint      NOT NULL,
  sequence      bigint      NOT NULL,
  reason        text        NOT NULL,
  names         text,
  state         text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'claimed', 'done', 'resubmitted')),
  -- A role or initials; null: nobody yet.
  owner         text,
  urgency       text        NOT NULL,
  has_call_back boolean     NOT NULL,
  opened_at     timestamptz NOT NULL,
  due_at        timestamptz NOT NULL,
  UNIQUE (kiosk_id, epoch, sequence),
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES records
);
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

CREATE TABLE incident_history (
  id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  incident_id bigint      NOT NULL REFERENCES incidents,
  at          timestamptz NOT NULL,
  what        text        NOT NULL,
  by          text        NOT NULL,
  word        text        NOT NULL
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incident_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
