DO $$
BEGIN
    ALTER TABLE "AuditEvent" ALTER COLUMN "payload" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4';
END
$$;

-- The same as before. But the plan, which a connection may make while the log is empty and keep, can't walk another index
-- of the chain now: only one is in the order of the sequence.
CREATE OR REPLACE FUNCTION audit_event_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "AuditClockStep" ("chain", "sequence", "earlier", "later")
        SELECT NEW."chain", NEW."sequence", NEW."settledAt", previous."settledAt"
        FROM (SELECT "sequence", "settledAt" FROM "AuditEvent"
              WHERE "chain" = NEW."chain" AND "sequence" < NEW."sequence" ORDER BY "sequence" DESC LIMIT 1) previous
        WHERE previous."sequence" = NEW."sequence" - 1
          AND previous."settledAt" - NEW."settledAt" > interval '2 minutes';
    RETURN NULL;
END
$$;
