-- DropIndex
DROP INDEX "DirectoryGroup_directoryId_displayName_key";

-- AlterTable
ALTER TABLE "DirectoryUser" ADD COLUMN     "formattedName" TEXT;

-- AlterTable
ALTER TABLE "DirectoryGroup" ADD COLUMN     "displayNameKey" TEXT;
UPDATE "DirectoryGroup" SET "displayNameKey" = lower("displayName");
ALTER TABLE "DirectoryGroup" ALTER COLUMN "displayNameKey" SET NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "DirectoryGroup_directoryId_displayNameKey_key" ON "DirectoryGroup"("directoryId", "displayNameKey");
