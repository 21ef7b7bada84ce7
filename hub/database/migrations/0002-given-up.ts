/** Places that staff have given up: their records are in neither store of their kiosk, or were refused for good. */
export const givenUp = `
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
