-- AlterTable
ALTER TABLE "Flow" ADD COLUMN     "acceptedRevision" INTEGER,
ADD COLUMN     "readUpstreamUpdatedAt" TIMESTAMPTZ(3);

-- What was stored before this question was asked counts as seen: an upgrade must not report old edits as news.
UPDATE "Flow" SET "acceptedRevision" = "revisionNumber", "readUpstreamUpdatedAt" = "upstreamUpdatedAt"
WHERE "revisionNumber" IS NOT NULL;
