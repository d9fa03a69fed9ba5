-- Actors without an id were counted as one, under the name of the last of them: two addresses that nobody has, for
-- instance. Counts are no evidence and can be made anew from the events.
DELETE FROM "AuditActivity";

-- AlterTable
ALTER TABLE "AuditActivity" DROP CONSTRAINT "AuditActivity_pkey",
ADD COLUMN     "actorKey" TEXT NOT NULL,
ADD CONSTRAINT "AuditActivity_pkey" PRIMARY KEY ("chain", "hour", "actorKey", "targetType", "targetId", "action", "outcome");

CREATE FUNCTION audit_actor_key(id text, kind text, payload text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(id, left(kind || ':' || audit_payload_name(payload, '{actor,name}'), 300))
$$;

-- One row of activity per hour, actor, target, action and outcome; the words of the event; and, for every webhook that
-- listens to the chain, a row in the outbox, in the very transaction that records the event.
CREATE OR REPLACE FUNCTION audit_event_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "AuditActivity" AS activity ("chain", "hour", "actorKey", "actorId", "actorName", "targetType",
                                             "targetId", "targetName", "action", "outcome", "events")
    VALUES (NEW."chain", date_trunc('hour', NEW."occurredAt", 'UTC'),
            audit_actor_key(NEW."actorId", NEW."actorType", NEW."payload"), coalesce(NEW."actorId", ''),
            audit_payload_name(NEW."payload", '{actor,name}'), coalesce(NEW."targetType", ''), coalesce(NEW."targetId", ''),
            audit_payload_name(NEW."payload", '{target,name}'), NEW."action", NEW."outcome", 1)
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

INSERT INTO "AuditActivity" ("chain", "hour", "actorKey", "actorId", "actorName", "targetType", "targetId", "targetName",
                             "action", "outcome", "events")
SELECT "chain", date_trunc('hour', "occurredAt", 'UTC'), audit_actor_key("actorId", "actorType", "payload"),
       coalesce("actorId", ''), (array_agg(audit_payload_name("payload", '{actor,name}') ORDER BY "sequence" DESC))[1],
       coalesce("targetType", ''), coalesce("targetId", ''),
       (array_agg(audit_payload_name("payload", '{target,name}') ORDER BY "sequence" DESC))[1],
       "action", "outcome", count(*)
FROM "AuditEvent"
GROUP BY "chain", date_trunc('hour', "occurredAt", 'UTC'), audit_actor_key("actorId", "actorType", "payload"),
         coalesce("actorId", ''), coalesce("targetType", ''), coalesce("targetId", ''), "action", "outcome";
