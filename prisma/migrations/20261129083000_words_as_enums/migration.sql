-- Words that only code knew become types. Every value that is there is one of them, or the migration fails as a whole.
CREATE TYPE "FlowKind" AS ENUM ('call_flow', 'message_flow');
CREATE TYPE "Role" AS ENUM ('viewer', 'auditor', 'editor', 'admin');
CREATE TYPE "ChangeVerb" AS ENUM ('create', 'update', 'restore');
CREATE TYPE "ChangeState" AS ENUM ('pending', 'succeeded', 'failed', 'unknown');
CREATE TYPE "RevisionSource" AS ENUM ('change', 'drift', 'import');
CREATE TYPE "Health" AS ENUM ('unknown', 'ok', 'failing');
CREATE TYPE "DeliveryState" AS ENUM ('waiting', 'dead');

-- A partial index compares with a text, so it can't follow its column to another type.
DROP INDEX "Change_one_pending_per_flow";
DROP INDEX "Change_one_create_per_flow";
ALTER TABLE "Change" DROP CONSTRAINT "Change_state_known";
ALTER TABLE "Binding" DROP CONSTRAINT "Binding_role_known";

ALTER TABLE "Binding" ALTER COLUMN "role" TYPE "Role" USING "role"::"Role";
ALTER TABLE "Flow" ALTER COLUMN "kind" TYPE "FlowKind" USING "kind"::"FlowKind";
ALTER TABLE "Revision" ALTER COLUMN "source" TYPE "RevisionSource" USING "source"::"RevisionSource";
ALTER TABLE "Change"
    ALTER COLUMN "state" DROP DEFAULT,
    ALTER COLUMN "state" TYPE "ChangeState" USING "state"::"ChangeState",
    ALTER COLUMN "state" SET DEFAULT 'pending',
    ALTER COLUMN "verb" TYPE "ChangeVerb" USING "verb"::"ChangeVerb",
    ALTER COLUMN "kind" TYPE "FlowKind" USING "kind"::"FlowKind";
ALTER TABLE "Workspace"
    ALTER COLUMN "health" DROP DEFAULT,
    ALTER COLUMN "health" TYPE "Health" USING "health"::"Health",
    ALTER COLUMN "health" SET DEFAULT 'unknown';
ALTER TABLE "AuditDelivery"
    ALTER COLUMN "state" DROP DEFAULT,
    ALTER COLUMN "state" TYPE "DeliveryState" USING "state"::"DeliveryState",
    ALTER COLUMN "state" SET DEFAULT 'waiting';

CREATE UNIQUE INDEX "Change_one_pending_per_flow"
    ON "Change" ("workspaceId", "kind", "flowUpstreamId")
    WHERE "state" = 'pending' AND "flowUpstreamId" IS NOT NULL;
CREATE UNIQUE INDEX "Change_one_create_per_flow"
    ON "Change" ("workspaceId", "kind", "flowUpstreamId")
    WHERE "verb" = 'create' AND "state" = 'succeeded';
