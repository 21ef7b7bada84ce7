/** Keys, what kiosks are told of keys and rules, and how far a branch hub's head office has signed for each kiosk. */
export const trust = `
-- Public halves only; the private ones lie in a file beside the hub.
CREATE TABLE hub_keys (
  id         text        PRIMARY KEY,
  purpose    text        NOT NULL CHECK (purpose IN ('sealing', 'receipt', 'rules')),
  public_key text        NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE key_announcements (
  serial     bigint      PRIMARY KEY CHECK (serial >= 1),
  signed     jsonb       NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE rules_packs (
  serial     bigint      PRIMARY KEY CHECK (serial >= 1),
  signed     jsonb       NOT NULL,
  created_at timestamptz NOT NULL
);

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

-- Records that the head office holds and lacks pieces of; they follow when they are here.
CREATE TABLE forward_debts (
  kiosk_id text        NOT NULL,
  epoch    bigint      NOT NULL,
  sequence bigint      NOT NULL,
  since    timestamptz NOT NULL,
  PRIMARY KEY (kiosk_id, epoch, sequence)
);

-- The head office's receipt keys as of its last announcement; no row before the first.
CREATE TABLE head_office_keys (
  is_only      boolean PRIMARY KEY DEFAULT true CHECK (is_only),
  serial       bigint  NOT NULL,
  receipt_keys jsonb   NOT NULL
);
`;
