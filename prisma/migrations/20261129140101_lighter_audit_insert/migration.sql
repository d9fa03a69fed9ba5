-- AlterTable
ALTER TABLE "AuditChain" ADD COLUMN     "previousHash" BYTEA NOT NULL DEFAULT '\x'::bytea;

-- One statement moves the head of a chain, where it was three. The first event of a chain makes the head.
CREATE OR REPLACE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    LOOP
        UPDATE "AuditChain" SET "sequence" = "sequence" + 1, "previousHash" = "hash",
            "hash" = sha256("hash" || convert_to(NEW."payload", 'UTF8'))
        WHERE "chain" = NEW."chain"
        RETURNING "sequence", "previousHash", "hash" INTO NEW."sequence", NEW."previousHash", NEW."hash";
        IF FOUND THEN RETURN NEW; END IF;
        INSERT INTO "AuditChain" ("chain", "sequence", "hash") VALUES (NEW."chain", 0, ''::bytea)
            ON CONFLICT ("chain") DO NOTHING;
    END LOOP;
END
$$;

-- A payload is parsed once, where it was parsed for each name.
CREATE OR REPLACE FUNCTION audit_event_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    content jsonb;
    actor_name text;
    target_name text;
BEGIN
    BEGIN
        content := NEW."payload"::jsonb;
    EXCEPTION WHEN data_exception OR untranslatable_character THEN
        content := '{}';
    END;
    actor_name := coalesce(content #>> '{actor,name}', '');
    target_name := coalesce(content #>> '{target,name}', '');
    INSERT INTO "AuditActivity" AS activity ("chain", "hour", "actorKey", "actorId", "actorName", "targetType",
                                             "targetId", "targetName", "action", "outcome", "events")
    VALUES (NEW."chain", date_trunc('hour', NEW."occurredAt", 'UTC'),
            coalesce(NEW."actorId", left(NEW."actorType" || ':' || actor_name, 300)), coalesce(NEW."actorId", ''),
            actor_name, coalesce(NEW."targetType", ''), coalesce(NEW."targetId", ''),
            target_name, NEW."action", NEW."outcome", 1)
    ON CONFLICT ("chain", "hour", "actorKey", "targetType", "targetId", "action", "outcome")
        DO UPDATE SET "events" = activity."events" + 1, "actorName" = EXCLUDED."actorName",
                      "targetName" = EXCLUDED."targetName";
    INSERT INTO "AuditWord" ("chain", "word")
        SELECT NEW."chain", term FROM unnest(NEW."terms") AS term WHERE term NOT LIKE '/%'
        ON CONFLICT DO NOTHING;
    INSERT INTO "AuditDelivery" ("webhookId", "chain", "sequence")
        SELECT "id", NEW."chain", NEW."sequence" FROM "AuditWebhook"
        WHERE "chain" = NEW."chain" AND "removedAt" IS NULL;
    RETURN NULL;
END
$$;
