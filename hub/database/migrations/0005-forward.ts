/** Branch hubs that a head office listens to, and how far a branch hub's head office has signed for each kiosk. */
export const forward = `
CREATE TABLE trusted_branches (
  key_id     text        PRIMARY KEY,
  public_key text        NOT NULL UNIQUE,
  name       text        NOT NULL,
  trusted_at timestamptz NOT NULL
);

-- Null: enrolled here with a code of its own.
ALTER TABLE kiosks ADD COLUMN introduced_by text REFERENCES trusted_branches;

CREATE TABLE forwarded (
  kiosk_id      text        NOT NULL,
  epoch         bigint      NOT NULL,
  -- The head office has signed for everything up to here; the receipt is its word.
  up_to         bigint      NOT NULL DEFAULT 0,
  receipt       jsonb,
  -- Null: the head office does not know this kiosk yet.
  introduced_at timestamptz,
  -- Why it does not get on; a code.
  trouble       text,
  PRIMARY KEY (kiosk_id, epoch),
  FOREIGN KEY (kiosk_id, epoch) REFERENCES kiosks (id, epoch)
);

-- The head office's receipt keys as of its last announcement; no row before the first.
CREATE TABLE head_office_keys (
  is_only         boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  serial       bigint  NOT NULL,
  receipt_keys jsonb   NOT NULL
);
`;
