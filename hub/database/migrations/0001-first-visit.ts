/** Kiosks, what they sent, what was in it, and what staff must see. */
export const firstVisit = `
CREATE TABLE kiosks (
  id             text        NOT NULL,
  epoch          bigint      NOT NULL,
  branch_name    text        NOT NULL,
  branch_code    text        NOT NULL,
  device_key     text        NOT NULL,
  enrolled_at    timestamptz NOT NULL,
  -- The contiguous prefix that receipts are signed for, and the hash of its last envelope.
  prefix         bigint      NOT NULL DEFAULT 0,
  prefix_hash    text        NOT NULL,
  last_upload_at timestamptz,
  PRIMARY KEY (id, epoch)
);

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

-- Public halves only; the private ones lie in a file beside the hub.
CREATE TABLE hub_keys (
  id         text        PRIMARY KEY,
  purpose    text        NOT NULL UNIQUE CHECK (purpose IN ('sealing', 'receipt')),
  public_key text        NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE ingest_raw (
  kiosk_id      text        NOT NULL,
  epoch         bigint      NOT NULL,
  sequence      bigint      NOT NULL CHECK (sequence >= 1),
  envelope      jsonb       NOT NULL,
  hash          text        NOT NULL,
  previous_hash text        NOT NULL,
  recovered     boolean     NOT NULL,
  received_at   timestamptz NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, sequence),
  FOREIGN KEY (kiosk_id, epoch) REFERENCES kiosks (id, epoch)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'ingest_raw is append-only'; END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ingest_raw
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is still to be opened; filled in the transaction that stores the envelope.
CREATE TABLE unopened (
  id       bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  kiosk_id text   NOT NULL,
  epoch    bigint NOT NULL,
  sequence bigint NOT NULL,
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES ingest_raw
);

-- The only table with personal data in clear.
CREATE TABLE records (
  kiosk_id       text        NOT NULL,
  epoch          bigint      NOT NULL,
  sequence       bigint      NOT NULL,
  transaction_id uuid        NOT NULL,
  kind           text        NOT NULL,
  state          text        NOT NULL DEFAULT 'delivered'
                             CHECK (state IN ('delivered', 'accepted', 'rejected', 'needs-info')),
  recovered      boolean     NOT NULL,
  accepted_at    timestamptz NOT NULL,
  received_at    timestamptz NOT NULL,
  opened_at      timestamptz NOT NULL,
  payload        jsonb       NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, sequence),
  UNIQUE (kiosk_id, transaction_id),
  FOREIGN KEY (kiosk_id, epoch, sequence) REFERENCES ingest_raw
);
CREATE INDEX records_by_arrival ON records (received_at DESC);

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
`;
