-- DropIndex
DROP INDEX "AuditEvent_chain_targetType_targetId_sequence_idx";

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "auditKeepDays" INTEGER;

-- AlterTable
ALTER TABLE "AuditEvent" ADD COLUMN     "correlationId" TEXT,
ADD COLUMN     "ip" TEXT,
ADD COLUMN     "terms" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "AuditActivity" (
    "chain" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "actorId" TEXT NOT NULL,
    "actorName" TEXT NOT NULL,
    "targetType" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "events" INTEGER NOT NULL,

    CONSTRAINT "AuditActivity_pkey" PRIMARY KEY ("chain","hour","actorId","targetType","targetId","action","outcome")
);

-- CreateTable
CREATE TABLE "AuditWord" (
    "chain" TEXT NOT NULL,
    -- In the order of code points, whatever the server's collation: words with one beginning lie side by side.
    "word" TEXT COLLATE "C" NOT NULL,

    CONSTRAINT "AuditWord_pkey" PRIMARY KEY ("chain","word")
);

-- CreateTable
CREATE TABLE "AuditSigningKey" (
    "id" TEXT NOT NULL,
    "publicKey" TEXT NOT NULL,
    "sealedPrivateKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuditSigningKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditCheckpoint" (
    "chain" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "rootHash" BYTEA NOT NULL,
    "chainHash" BYTEA NOT NULL,
    "keyId" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditCheckpoint_pkey" PRIMARY KEY ("chain","size")
);

-- CreateTable
CREATE TABLE "AuditTreeNode" (
    "chain" TEXT NOT NULL,
    "level" INTEGER NOT NULL,
    "index" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditTreeNode_pkey" PRIMARY KEY ("chain","level","index")
);

-- CreateTable
CREATE TABLE "AuditRetiredRange" (
    "chain" TEXT NOT NULL,
    "firstSequence" INTEGER NOT NULL,
    "lastSequence" INTEGER NOT NULL,
    "lastHash" BYTEA NOT NULL,
    "frontier" BYTEA NOT NULL,
    "checkpoint" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditRetiredRange_pkey" PRIMARY KEY ("chain","lastSequence")
);

-- CreateTable
CREATE TABLE "AuditSavedView" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditSavedView_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditTally" (
    "key" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "event" JSONB NOT NULL,
    "count" INTEGER NOT NULL,
    "firstAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditTally_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditWebhook" (
    "id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "removedAt" TIMESTAMPTZ(3),
    "lastDeliveredAt" TIMESTAMPTZ(3),
    "lastFailedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,

    CONSTRAINT "AuditWebhook_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditDelivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "webhookId" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "lastStatus" INTEGER,
    "lastError" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AuditDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "AuditSavedView_userId_chain_name_key" ON "AuditSavedView"("userId", "chain", "name");

-- CreateIndex
CREATE INDEX "AuditTally_closesAt_idx" ON "AuditTally"("closesAt");

-- CreateIndex
CREATE INDEX "AuditWebhook_chain_idx" ON "AuditWebhook"("chain");

-- CreateIndex
CREATE INDEX "AuditDelivery_webhookId_state_sequence_idx" ON "AuditDelivery"("webhookId", "state", "sequence");

-- CreateIndex
CREATE INDEX "AuditDelivery_state_dueAt_idx" ON "AuditDelivery"("state", "dueAt");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_targetId_sequence_idx" ON "AuditEvent"("chain", "targetId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_outcome_sequence_idx" ON "AuditEvent"("chain", "outcome", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_ip_sequence_idx" ON "AuditEvent"("chain", "ip", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_correlationId_sequence_idx" ON "AuditEvent"("chain", "correlationId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_requestId_idx" ON "AuditEvent"("chain", "requestId");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_settledAt_sequence_idx" ON "AuditEvent"("chain", "settledAt", "sequence");

-- AddForeignKey
ALTER TABLE "AuditDelivery" ADD CONSTRAINT "AuditDelivery_webhookId_fkey" FOREIGN KEY ("webhookId") REFERENCES "AuditWebhook"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a search looks an event up by. The '#' terms name the blocks of 2^10, 2^14, 2^18 and 2^22 sequence numbers that
-- the event lies in: a search takes them one after the other from the newest on, so that its cost does not grow with
-- the log, however common the word.
CREATE FUNCTION audit_event_terms(chain text, sequence integer, terms text[]) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(terms || ARRAY[
        '#' || chain || '/10/' || (sequence >> 10)::text,
        '#' || chain || '/14/' || (sequence >> 14)::text,
        '#' || chain || '/18/' || (sequence >> 18)::text,
        '#' || chain || '/22/' || (sequence >> 22)::text])
$$;

-- Without the list of pending entries, a search costs the same before and after a clean-up.
CREATE INDEX "AuditEvent_terms" ON "AuditEvent"
    USING gin (audit_event_terms("chain", "sequence", "terms")) WITH (fastupdate = off);

-- What viewers and editors see.
CREATE INDEX "AuditEvent_of_flows" ON "AuditEvent" ("chain", "sequence")
    WHERE "targetType" IN ('call_flow', 'message_flow');

-- What nobody of ours did: the portal itself, or somebody outside it.
CREATE INDEX "AuditEvent_of_nobody" ON "AuditEvent" ("chain", "actorType", "sequence") WHERE "actorType" <> 'user';

-- Events of before this migration, until the next start has given them their terms; empty from then on.
CREATE INDEX "AuditEvent_without_terms" ON "AuditEvent" ("chain", "sequence") WHERE "terms" = '{}'::text[];

-- Events recorded long after they happened, such as a lost write that was settled later: a search by time bounds the
-- sequence numbers by the time of recording, and looks for these few besides.
CREATE INDEX "AuditEvent_late" ON "AuditEvent" ("chain", "occurredAt")
    WHERE "settledAt" - "occurredAt" > interval '10 minutes';

-- A name out of a payload; empty where there is none. PostgreSQL refuses to look into JSON that holds U+0000 or half a
-- character anywhere; an event must never fail to be recorded for that.
CREATE FUNCTION audit_payload_name(payload text, path text[]) RETURNS text
    LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN coalesce(payload::json #>> path, '');
EXCEPTION WHEN data_exception OR untranslatable_character THEN
    RETURN '';
END
$$;

-- One row of activity per hour, actor, target, action and outcome; the words of the event; and, for every webhook that listens to the chain,
-- a row in the outbox, in the very transaction that records the event.
CREATE FUNCTION audit_event_follow_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO "AuditActivity" AS activity ("chain", "hour", "actorId", "actorName", "targetType", "targetId",
                                             "targetName", "action", "outcome", "events")
    VALUES (NEW."chain", date_trunc('hour', NEW."occurredAt", 'UTC'), coalesce(NEW."actorId", ''),
            audit_payload_name(NEW."payload", '{actor,name}'), coalesce(NEW."targetType", ''), coalesce(NEW."targetId", ''),
            audit_payload_name(NEW."payload", '{target,name}'), NEW."action", NEW."outcome", 1)
    ON CONFLICT ("chain", "hour", "actorId", "targetType", "targetId", "action", "outcome")
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

CREATE TRIGGER "AuditEvent_follow_up" AFTER INSERT ON "AuditEvent"
    FOR EACH ROW EXECUTE FUNCTION audit_event_follow_up();

-- Charts count what was recorded before this migration, too.
INSERT INTO "AuditActivity" ("chain", "hour", "actorId", "actorName", "targetType", "targetId", "targetName", "action",
                             "outcome", "events")
SELECT "chain", date_trunc('hour', "occurredAt", 'UTC'), coalesce("actorId", ''),
       (array_agg(audit_payload_name("payload", '{actor,name}') ORDER BY "sequence" DESC))[1],
       coalesce("targetType", ''), coalesce("targetId", ''),
       (array_agg(audit_payload_name("payload", '{target,name}') ORDER BY "sequence" DESC))[1],
       "action", "outcome", count(*)
FROM "AuditEvent"
GROUP BY "chain", date_trunc('hour', "occurredAt", 'UTC'), coalesce("actorId", ''), coalesce("targetType", ''),
         coalesce("targetId", ''), "action", "outcome";

-- Events may leave only as a range that retention has put on record first.
CREATE FUNCTION audit_event_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM "AuditRetiredRange"
               WHERE "chain" = OLD."chain" AND OLD."sequence" BETWEEN "firstSequence" AND "lastSequence") THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit log is append-only: event % of % is in no retired range', OLD."sequence", OLD."chain"
        USING ERRCODE = 'insufficient_privilege';
END
$$;

DROP TRIGGER "AuditEvent_no_update" ON "AuditEvent";
DROP TRIGGER "AuditEvent_no_statement" ON "AuditEvent";
CREATE TRIGGER "AuditEvent_no_update" BEFORE UPDATE ON "AuditEvent"
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "AuditEvent_no_statement" BEFORE UPDATE OR TRUNCATE ON "AuditEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "AuditEvent_retired_only" BEFORE DELETE ON "AuditEvent"
    FOR EACH ROW EXECUTE FUNCTION audit_event_removal();

CREATE TRIGGER "AuditCheckpoint_no_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditCheckpoint"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "AuditTreeNode_no_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditTreeNode"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "AuditRetiredRange_no_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditRetiredRange"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
