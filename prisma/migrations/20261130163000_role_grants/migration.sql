-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'password';

-- CreateTable
CREATE TABLE "RoleGrant" (
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RoleGrant_pkey" PRIMARY KEY ("userId","workspaceId","source")
);

-- Every role so far was given by somebody in its workspace.
INSERT INTO "RoleGrant" ("userId", "workspaceId", "source", "role", "createdAt")
SELECT "userId", "workspaceId", 'direct', "role", "createdAt" FROM "Binding";

-- CreateIndex
CREATE INDEX "RoleGrant_workspaceId_idx" ON "RoleGrant"("workspaceId");

-- CreateIndex
CREATE INDEX "RoleGrant_source_idx" ON "RoleGrant"("source");

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleGrant" ADD CONSTRAINT "RoleGrant_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
