/** Hash partitions of the tables that grow with every record; enough for a head office, no burden to a branch. */
const partitions = 16;

/**
 * Kiosks, what they sent as it came, and what staff must see of it.
 *
 * The keys of partitioned tables hold the kiosk, so that a record is known again whenever it comes. The kiosk itself is
 * not referenced from there: an upload locks its row in the very statement that inserts, and a foreign key would look
 * it up again for each row.
 */
export const intake = `
-- Branch hubs that a head office listens to.
CREATE TABLE trusted_branches (
  key_id     text        PRIMARY KEY,
  public_key text        NOT NULL UNIQUE,
  name       text        NOT NULL,
  trusted_at timestamptz NOT NULL
);

CREATE TABLE kiosks (
  id             text        NOT NULL,
  epoch          bigint      NOT NULL,
  branch_name    text        NOT NULL,
  branch_code    text        NOT NULL,
  device_key     text        NOT NULL,
  enrolled_at    timestamptz NOT NULL,
  -- Null: enrolled here with a code of its own.
  introduced_by  text        REFERENCES trusted_branches,
  -- Grows with every upload that stores something; see hub/ingest/ingest-store.ts.
  revision       bigint      NOT NULL DEFAULT 0,
  -- The contiguous prefix that receipts are signed for, and the hash of its last envelope.
  prefix         bigint      NOT NULL DEFAULT 0,
  prefix_hash    text        NOT NULL,
  -- The highest place that is held.
  highest        bigint      NOT NULL DEFAULT 0,
  loose_chunks   integer     NOT NULL DEFAULT 0,
  -- Since when the record behind the prefix is missing while later ones are held; null when none is.
  gap_since      timestamptz,
  last_upload_at timestamptz,
  -- What the kiosk said of itself when it called last; see kioskReportSchema.
  report         jsonb,
  PRIMARY KEY (id, epoch)
  -- Half of each page stays free, so that a kiosk's row is changed in place.
) WITH (fillfactor = 50);
CREATE INDEX kiosks_with_gap ON kiosks (gap_since) WHERE gap_since IS NOT NULL;

CREATE TABLE enrolment_codes (
  code_hash   bytea       PRIMARY KEY,
  kiosk_id    text        NOT NULL,
  branch_name text        NOT NULL,
  branch_code text        NOT NULL,
  expires_at  timestamptz NOT NULL,
  used_at     timestamptz,
  -- Set together with used_at: the enrolment that the code bought.
  used_epoch  bigint,
  FOREIGN KEY (kiosk_id, used_epoch) REFERENCES kiosks (id, epoch)
);

-- Envelopes as they came, never changed. What rules and look-ups need of a header has columns of its own.
CREATE TABLE ingest_raw (
  kiosk_id          text        NOT NULL,
  epoch             bigint      NOT NULL,
  sequence          bigint      NOT NULL CHECK (sequence >= 1),
  transaction_id    uuid        NOT NULL,
  kind              text        NOT NULL,
  urgency           text        NOT NULL,
  order_group       integer     NOT NULL,
  supersedes        text,
  -- The kiosk's wall clock; null when it names no day that there is. Evidence, never order.
  accepted_at       timestamptz,
  -- The true time of acceptance lies between the two, as far as the hub can tell.
  not_before        timestamptz,
  not_after         timestamptz,
  -- The kiosk's monotonic milliseconds when it sent this; null when its machine was started again since.
  sent_monotonic_ms bigint,
  hash              text        NOT NULL,
  previous_hash     text        NOT NULL,
  recovered         boolean     NOT NULL,
  received_at       timestamptz NOT NULL,
  envelope          jsonb       NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, sequence)
) PARTITION BY HASH (kiosk_id);

-- Pieces of attachments as they came, never changed.
CREATE TABLE chunks (
  kiosk_id       text        NOT NULL,
  epoch          bigint      NOT NULL,
  hash           text        NOT NULL,
  transaction_id uuid        NOT NULL,
  place          integer     NOT NULL,
  received_at    timestamptz NOT NULL,
  chunk          jsonb       NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, hash)
) PARTITION BY HASH (kiosk_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
-- A statement that names a partition fires that partition's triggers only, so each has its own.
DO $$
DECLARE
  parent text;
  name   text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['ingest_raw', 'chunks'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', parent);
    FOR part IN 0..${partitions - 1} LOOP
      name := parent || '_' || to_char(part, 'FM00');
      EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES WITH (MODULUS ${partitions}, REMAINDER %s)', name, parent, part);
      EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I
                      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
    END LOOP;
  END LOOP;
END $$;

-- How many rows of a kiosk's uploads were refused, by reason and day. Bounded: anybody can call himself a kiosk.
CREATE TABLE refusals (
  kiosk_id text        NOT NULL,
  epoch    bigint      NOT NULL,
  day      date        NOT NULL,
  reason   text        NOT NULL,
  rows     bigint      NOT NULL,
  last_at  timestamptz NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, day, reason)
);

CREATE TABLE incidents (
  id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kind        text        NOT NULL,
  kiosk_id    text        NOT NULL,
  epoch       bigint      NOT NULL,
  sequence    bigint      NOT NULL,
  -- A code or a hash, never personal. With the columns above it makes the same incident one row.
  detail      text        NOT NULL,
  -- A fork's other envelope, kept for inspection.
  envelope    jsonb,
  noticed_at  timestamptz NOT NULL,
  resolved_at timestamptz,
  UNIQUE (kind, kiosk_id, epoch, sequence, detail)
);
CREATE INDEX open_gaps ON incidents (kiosk_id, epoch) WHERE kind = 'gap' AND resolved_at IS NULL;
CREATE INDEX incidents_by_place ON incidents (kiosk_id, epoch, sequence);
CREATE INDEX open_incidents ON incidents (kind) WHERE resolved_at IS NULL;

CREATE TABLE incident_history (
  id          bigint      PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  incident_id bigint      NOT NULL REFERENCES incidents,
  at          timestamptz NOT NULL,
  what        text        NOT NULL,
  by          text        NOT NULL,
  word        text        NOT NULL
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON incident_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Places that staff have given up: their records are in neither store of their kiosk, or were refused for good.
CREATE TABLE given_up (
  kiosk_id text        NOT NULL,
  epoch    bigint      NOT NULL,
  sequence bigint      NOT NULL,
  -- In the words of who has given it up; never personal.
  reason   text        NOT NULL,
  by       text        NOT NULL,
  at       timestamptz NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, sequence),
  FOREIGN KEY (kiosk_id, epoch) REFERENCES kiosks (id, epoch)
);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON given_up
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`;
