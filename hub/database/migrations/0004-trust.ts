/** Several keys of a purpose side by side, and what kiosks are told of keys and rules. */
export const trust = `
ALTER TABLE hub_keys DROP CONSTRAINT hub_keys_purpose_key;
ALTER TABLE hub_keys DROP CONSTRAINT hub_keys_purpose_check;
ALTER TABLE hub_keys ADD CHECK (purpose IN ('sealing', 'receipt', 'rules'));

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
`;
