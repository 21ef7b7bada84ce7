/** Hash partitions of the tables that grow with every record; enough for a head office, no burden to a branch. */
const partitions = 16;

/**
 * Envelopes and chunks by kiosk, what rules and look-ups need of a header in columns of its own, what a kiosk says of
 * itself, and what was refused.
 *
 * The keys of partitioned tables hold the kiosk, so that a record is known again whenever it comes. The kiosk itself is
 * not referenced from there: an upload locks its row in the very statement that inserts, and a foreign key would look
 * it up again for each row.
 */
export const partitioned = `
ALTER TABLE kiosks
  -- Grows with every upload that stores something; see hub/ingest/ingest-store.ts.
  ADD COLUMN revision     bigint  NOT NULL DEFAULT 0,
  ADD COLUMN highest      bigint  NOT NULL DEFAULT 0,
  ADD COLUMN loose_chunks integer NOT NULL DEFAULT 0,
  -- Since when the record behind the prefix is missing while later ones are held; null when none is.
  ADD COLUMN gap_since    timestamptz,
  -- What the kiosk said of itself when it called last; see kioskReportSchema.
  ADD COLUMN report       jsonb;
-- Half of each page stays free, so that a kiosk's row is changed in place.
ALTER TABLE kiosks SET (fillfactor = 50);
CREATE INDEX kiosks_with_gap ON kiosks (gap_since) WHERE gap_since IS NOT NULL;

ALTER TABLE unopened DROP CONSTRAINT unopened_kiosk_id_epoch_sequence_fkey;
ALTER TABLE records DROP CONSTRAINT records_kiosk_id_epoch_sequence_fkey;
ALTER TABLE ingest_raw RENAME TO ingest_raw_before;
ALTER TABLE ingest_raw_before RENAME CONSTRAINT ingest_raw_pkey TO ingest_raw_before_pkey;

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

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
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

INSERT INTO ingest_raw (kiosk_id, epoch, sequence, transaction_id, kind, urgency, order_group, accepted_at, hash,
                        previous_hash, recovered, received_at, envelope)
SELECT kiosk_id, epoch, sequence, (envelope #>> '{header,transactionId}')::uuid, envelope #>> '{header,kind}',
       coalesce(envelope #>> '{header,urgency}', 'ordinary'), coalesce((envelope #>> '{header,orderGroup}')::integer, 0),
       (envelope #>> '{header,acceptedAt}')::timestamptz, hash, previous_hash, recovered, received_at, envelope
FROM ingest_raw_before;
UPDATE kiosks SET highest = coalesce(
  (SELECT max(sequence) FROM ingest_raw WHERE kiosk_id = kiosks.id AND ingest_raw.epoch = kiosks.epoch), 0);
UPDATE kiosks SET gap_since = now() WHERE highest > prefix;
DROP TABLE ingest_raw_before;
ALTER TABLE records ADD FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES ingest_raw;

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

CREATE INDEX open_gaps ON incidents (kiosk_id, epoch) WHERE kind = 'gap' AND resolved_at IS NULL;
`;
