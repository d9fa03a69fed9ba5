-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "lookedAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "MirrorSync" ADD COLUMN     "agentsAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "KeeperLease" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "holder" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KeeperLease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KeeperWork" (
    "workspaceId" UUID NOT NULL,
    "listReads" INTEGER NOT NULL DEFAULT 0,
    "flowReads" INTEGER NOT NULL DEFAULT 0,
    "driftFound" INTEGER NOT NULL DEFAULT 0,
    "answeredAt" TIMESTAMPTZ(3),
    "flowReadAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "failingSince" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "retryAt" TIMESTAMPTZ(3),
    "keyRefused" BOOLEAN NOT NULL DEFAULT false,
    "problem" TEXT,

    CONSTRAINT "KeeperWork_pkey" PRIMARY KEY ("workspaceId")
);

-- AddForeignKey
ALTER TABLE "KeeperWork" ADD CONSTRAINT "KeeperWork_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the keeper reads next: flows that a list shows to be updated since, and those that were never read.
CREATE INDEX "Flow_due_idx" ON "Flow" ("workspaceId")
    WHERE "missingSince" IS NULL AND ("revisionNumber" IS NULL OR "upstreamUpdatedAt" > "readUpstreamUpdatedAt");

-- And the flows that were read longest ago.
CREATE INDEX "Flow_read_idx" ON "Flow" ("workspaceId", "readAt")
    WHERE "missingSince" IS NULL AND "revisionNumber" IS NOT NULL;
