-- DropIndex
DROP INDEX "Flow_workspaceId_kind_name_idx";

-- AlterTable
ALTER TABLE "Flow" ADD COLUMN     "foldedDescription" TEXT,
ADD COLUMN     "foldedName" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Flow_workspaceId_kind_foldedName_idx" ON "Flow"("workspaceId", "kind", "foldedName");

-- What the portal itself would write, but for rarities, which the next list of the upstream sets right.
UPDATE "Flow" SET
    "foldedName" = lower(regexp_replace(normalize("name", NFKD), '[\u0300-\u036f]', '', 'g')),
    "foldedDescription" = lower(regexp_replace(normalize("description", NFKD), '[\u0300-\u036f]', '', 'g'));
