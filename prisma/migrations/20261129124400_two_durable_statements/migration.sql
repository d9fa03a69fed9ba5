-- The fence: each admission moves it, so that a read from before another change admits nothing.
ALTER TABLE "Flow" ADD COLUMN "epoch" INTEGER NOT NULL DEFAULT 0;
-- Flows that are here already were known before any change that is still open.
ALTER TABLE "Flow" ADD COLUMN "knownSince" TIMESTAMPTZ(3) NOT NULL DEFAULT 'epoch';
ALTER TABLE "Flow" ALTER COLUMN "knownSince" SET DEFAULT CURRENT_TIMESTAMP;

ALTER TABLE "Change"
    ADD COLUMN "baseRevision" INTEGER,
    ADD COLUMN "checkAt" TIMESTAMPTZ(3) DEFAULT (now() + '00:00:03'::interval),
    ADD COLUMN "failedChecks" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "mayArrive" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "creditedRevision" INTEGER;

CREATE INDEX "Change_to_check" ON "Change" ("checkAt") WHERE "state" = 'pending';
CREATE INDEX "Change_may_arrive" ON "Change" ("workspaceId", "kind") WHERE "mayArrive";
CREATE INDEX "Change_credited" ON "Change" ("workspaceId", "kind", "flowUpstreamId") WHERE "creditedRevision" IS NOT NULL;

-- A replica of an earlier version admits a change in two steps, and knows nothing of the fence. So its first step moves it.
-- Before the insert, since an admission takes the flow first and the index of pending changes second.
CREATE FUNCTION change_moves_fence_1() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE "Flow" SET "epoch" = "epoch" + 1
    WHERE "workspaceId" = NEW."workspaceId" AND "kind" = NEW."kind" AND "upstreamId" = NEW."flowUpstreamId";
    RETURN NEW;
END
$$;
CREATE TRIGGER "Change_moves_fence" BEFORE INSERT ON "Change"
    FOR EACH ROW WHEN (NEW."state" = 'pending' AND NEW."sentAt" IS NULL AND NEW."flowUpstreamId" IS NOT NULL)
    EXECUTE FUNCTION change_moves_fence_1();
