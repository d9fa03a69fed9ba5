-- AlterTable
ALTER TABLE "User" ADD COLUMN     "pseudonymisedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "WorkspaceGroup" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "foldedName" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkspaceGroup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkspaceGroupWorkspace" (
    "groupId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,

    CONSTRAINT "WorkspaceGroupWorkspace_pkey" PRIMARY KEY ("groupId","workspaceId")
);

-- CreateTable
CREATE TABLE "WorkspaceGroupMember" (
    "groupId" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "role" "Role" NOT NULL,

    CONSTRAINT "WorkspaceGroupMember_pkey" PRIMARY KEY ("groupId","userId")
);

-- CreateIndex
CREATE UNIQUE INDEX "WorkspaceGroup_foldedName_key" ON "WorkspaceGroup"("foldedName");

-- CreateIndex
CREATE INDEX "WorkspaceGroupWorkspace_workspaceId_idx" ON "WorkspaceGroupWorkspace"("workspaceId");

-- CreateIndex
CREATE INDEX "WorkspaceGroupMember_userId_idx" ON "WorkspaceGroupMember"("userId");

-- AddForeignKey
ALTER TABLE "WorkspaceGroupWorkspace" ADD CONSTRAINT "WorkspaceGroupWorkspace_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkspaceGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceGroupWorkspace" ADD CONSTRAINT "WorkspaceGroupWorkspace_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceGroupMember" ADD CONSTRAINT "WorkspaceGroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "WorkspaceGroup"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceGroupMember" ADD CONSTRAINT "WorkspaceGroupMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
