-- CreateTable
CREATE TABLE "MirroredAgent" (
    "workspaceId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "MirroredAgent_pkey" PRIMARY KEY ("workspaceId","kind","upstreamId")
);

-- AddForeignKey
ALTER TABLE "MirroredAgent" ADD CONSTRAINT "MirroredAgent_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
