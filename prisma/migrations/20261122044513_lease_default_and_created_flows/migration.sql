-- AlterTable
ALTER TABLE "Change" ALTER COLUMN "leaseUntil" SET DEFAULT (now() + '00:01:00'::interval);

-- Two lost creates of equal content must not both claim the one flow that is found.
CREATE UNIQUE INDEX "Change_one_create_per_flow"
    ON "Change" ("workspaceId", "kind", "flowUpstreamId")
    WHERE "verb" = 'create' AND "state" = 'succeeded';
