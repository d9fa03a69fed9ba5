-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "User" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "passwordHash" TEXT,
    "isOwner" BOOLEAN NOT NULL DEFAULT false,
    "disabledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "ip" TEXT,
    "userAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Workspace" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "upstream" TEXT NOT NULL,
    "upstreamWorkspaceId" TEXT NOT NULL,
    "sealedApiKey" TEXT NOT NULL,
    "keyHint" TEXT NOT NULL,
    "sealedDigestKey" TEXT NOT NULL,
    "requireReason" BOOLEAN NOT NULL DEFAULT false,
    "health" TEXT NOT NULL DEFAULT 'unknown',
    "healthDetail" TEXT,
    "healthCheckedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Binding" (
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Binding_pkey" PRIMARY KEY ("userId","workspaceId")
);

-- CreateTable
CREATE TABLE "Flow" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "direction" TEXT,
    "isActive" BOOLEAN,
    "agent" TEXT,
    "messageChannel" TEXT,
    "autopilot" BOOLEAN,
    "upstreamCreatedAt" TIMESTAMPTZ(3),
    "upstreamUpdatedAt" TIMESTAMPTZ(3),
    "missingSince" TIMESTAMPTZ(3),
    "revisionNumber" INTEGER,
    "contentHash" TEXT,
    "readAt" TIMESTAMPTZ(3),

    CONSTRAINT "Flow_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" UUID NOT NULL,
    "flowId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "contentHash" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "changeId" UUID,
    "document" JSONB NOT NULL,
    "sealedRaw" TEXT NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MirrorSync" (
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "syncedAt" TIMESTAMPTZ(3) NOT NULL,
    "dropped" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "MirrorSync_pkey" PRIMARY KEY ("workspaceId","kind")
);

-- CreateTable
CREATE TABLE "Change" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "actorId" UUID NOT NULL,
    "idempotencyKey" TEXT,
    "requestDigest" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "verb" TEXT NOT NULL,
    "flowUpstreamId" TEXT,
    "flowName" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,
    "actor" JSONB NOT NULL,
    "request" JSONB NOT NULL,
    "intent" JSONB NOT NULL,
    "base" JSONB,
    "expected" JSONB,
    "patchPaths" JSONB,
    "upstreamMethod" TEXT,
    "upstreamPath" TEXT,
    "upstreamStatus" INTEGER,
    "upstreamError" TEXT,
    "durationMs" INTEGER,
    "leaseUntil" TIMESTAMPTZ(3),
    "unchangedSince" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),
    "answer" JSONB,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditEvent" (
    "id" UUID NOT NULL,
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "settledAt" TIMESTAMPTZ(3),
    "actorType" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "targetType" TEXT,
    "targetId" TEXT,
    "requestId" TEXT,
    "payload" TEXT NOT NULL,
    "previousHash" BYTEA NOT NULL DEFAULT '\x'::bytea,
    "hash" BYTEA NOT NULL DEFAULT '\x'::bytea,

    CONSTRAINT "AuditEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuditChain" (
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "AuditChain_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "RateLimiterFlexible" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMP(3),

    CONSTRAINT "RateLimiterFlexible_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Invitation_tokenHash_key" ON "Invitation"("tokenHash");

-- CreateIndex
CREATE INDEX "Invitation_userId_idx" ON "Invitation"("userId");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_slug_key" ON "Workspace"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Workspace_upstream_upstreamWorkspaceId_key" ON "Workspace"("upstream", "upstreamWorkspaceId");

-- CreateIndex
CREATE INDEX "Binding_workspaceId_idx" ON "Binding"("workspaceId");

-- CreateIndex
CREATE INDEX "Flow_workspaceId_kind_name_idx" ON "Flow"("workspaceId", "kind", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Flow_workspaceId_kind_upstreamId_key" ON "Flow"("workspaceId", "kind", "upstreamId");

-- CreateIndex
CREATE INDEX "Revision_changeId_idx" ON "Revision"("changeId");

-- CreateIndex
CREATE UNIQUE INDEX "Revision_flowId_number_key" ON "Revision"("flowId", "number");

-- CreateIndex
CREATE INDEX "Change_workspaceId_state_idx" ON "Change"("workspaceId", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Change_workspaceId_actorId_idempotencyKey_key" ON "Change"("workspaceId", "actorId", "idempotencyKey");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_targetType_targetId_sequence_idx" ON "AuditEvent"("chain", "targetType", "targetId", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_action_sequence_idx" ON "AuditEvent"("chain", "action", "sequence");

-- CreateIndex
CREATE INDEX "AuditEvent_chain_actorId_sequence_idx" ON "AuditEvent"("chain", "actorId", "sequence");

-- CreateIndex
CREATE UNIQUE INDEX "AuditEvent_chain_sequence_key" ON "AuditEvent"("chain", "sequence");

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Binding" ADD CONSTRAINT "Binding_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Binding" ADD CONSTRAINT "Binding_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Flow" ADD CONSTRAINT "Flow_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_flowId_fkey" FOREIGN KEY ("flowId") REFERENCES "Flow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MirrorSync" ADD CONSTRAINT "MirrorSync_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Change" ADD CONSTRAINT "Change_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- From here on: what the schema language can't say.

-- At most one pending change per flow. Two people who save at once: the second insert fails, and is told so.
CREATE UNIQUE INDEX "Change_one_pending_per_flow"
    ON "Change" ("workspaceId", "kind", "flowUpstreamId")
    WHERE "state" = 'pending' AND "flowUpstreamId" IS NOT NULL;

ALTER TABLE "Change" ADD CONSTRAINT "Change_state_known"
    CHECK ("state" IN ('pending', 'succeeded', 'failed', 'unknown'));
ALTER TABLE "Binding" ADD CONSTRAINT "Binding_role_known"
    CHECK ("role" IN ('viewer', 'auditor', 'editor', 'admin'));
ALTER TABLE "AuditEvent" ADD CONSTRAINT "AuditEvent_outcome_known"
    CHECK ("outcome" IN ('succeeded', 'failed', 'denied', 'unknown'));

-- The audit chain. An insert takes its place in the chain here, in the database, so that no caller can choose it:
-- the head row is locked, which also puts concurrent inserts in order.
CREATE FUNCTION audit_event_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head "AuditChain"%ROWTYPE;
BEGIN
    INSERT INTO "AuditChain" ("chain", "sequence", "hash") VALUES (NEW."chain", 0, ''::bytea)
        ON CONFLICT ("chain") DO NOTHING;
    SELECT * INTO head FROM "AuditChain" WHERE "chain" = NEW."chain" FOR UPDATE;
    NEW."sequence" := head."sequence" + 1;
    NEW."previousHash" := head."hash";
    NEW."hash" := sha256(head."hash" || convert_to(NEW."payload", 'UTF8'));
    UPDATE "AuditChain" SET "sequence" = NEW."sequence", "hash" = NEW."hash" WHERE "chain" = NEW."chain";
    RETURN NEW;
END
$$;

CREATE TRIGGER "AuditEvent_chain" BEFORE INSERT ON "AuditEvent"
    FOR EACH ROW EXECUTE FUNCTION audit_event_chain();

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER "AuditEvent_no_update" BEFORE UPDATE OR DELETE ON "AuditEvent"
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
-- The statement triggers also refuse an UPDATE or DELETE that would hit no row, and TRUNCATE.
CREATE TRIGGER "AuditEvent_no_statement" BEFORE UPDATE OR DELETE OR TRUNCATE ON "AuditEvent"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- The chain's head moves only from inside the insert trigger (depth 2 and more), never by hand.
CREATE TRIGGER "AuditChain_by_trigger_only" BEFORE INSERT OR UPDATE OR DELETE ON "AuditChain"
    FOR EACH ROW WHEN (pg_trigger_depth() < 1) EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER "AuditChain_no_truncate" BEFORE TRUNCATE ON "AuditChain"
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
