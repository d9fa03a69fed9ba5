-- RenameTable
ALTER TABLE "AuditSavedView" RENAME TO "SavedView";
ALTER TABLE "SavedView" RENAME CONSTRAINT "AuditSavedView_pkey" TO "SavedView_pkey";
DROP INDEX "AuditSavedView_userId_chain_name_key";

-- AlterTable
ALTER TABLE "SavedView"
    ADD COLUMN "list" TEXT NOT NULL DEFAULT 'audit',
    ADD COLUMN "shared" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "WorkspaceStar" (
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,

    CONSTRAINT "WorkspaceStar_pkey" PRIMARY KEY ("userId","workspaceId")
);

-- CreateIndex
CREATE INDEX "WorkspaceStar_workspaceId_idx" ON "WorkspaceStar"("workspaceId");

-- CreateIndex
CREATE INDEX "SavedView_chain_list_idx" ON "SavedView"("chain", "list");

-- CreateIndex
CREATE UNIQUE INDEX "SavedView_userId_chain_list_name_key" ON "SavedView"("userId", "chain", "list", "name");

-- AddForeignKey
ALTER TABLE "WorkspaceStar" ADD CONSTRAINT "WorkspaceStar_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceStar" ADD CONSTRAINT "WorkspaceStar_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
