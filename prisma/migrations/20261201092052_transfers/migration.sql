-- AlterTable
ALTER TABLE "Change" ADD COLUMN     "transferId" UUID;

-- AlterTable
ALTER TABLE "JobItem" ALTER COLUMN "flowId" DROP NOT NULL,
ALTER COLUMN "ifMatch" DROP NOT NULL;

-- CreateTable
CREATE TABLE "MirroredKnowledgeBase" (
    "workspaceId" UUID NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "MirroredKnowledgeBase_pkey" PRIMARY KEY ("workspaceId","upstreamId")
);

-- CreateTable
CREATE TABLE "TransferMap" (
    "id" UUID NOT NULL,
    "sourceWorkspaceId" UUID NOT NULL,
    "targetWorkspaceId" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "entries" JSONB NOT NULL,
    "sealedHeaders" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TransferMap_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FlowLink" (
    "id" UUID NOT NULL,
    "sourceFlowId" UUID NOT NULL,
    "targetFlowId" UUID NOT NULL,
    "sourceRevision" INTEGER NOT NULL,
    "targetRevision" INTEGER NOT NULL,
    "map" JSONB NOT NULL,
    "kept" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "undone" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "transferId" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "FlowLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Transfer" (
    "id" UUID NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "endLoggedAt" TIMESTAMPTZ(3),
    "putsBackId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Transfer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferItem" (
    "id" UUID NOT NULL,
    "transferId" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "sourceWorkspaceId" UUID NOT NULL,
    "sourceFlowId" UUID NOT NULL,
    "sourceName" TEXT NOT NULL,
    "targetWorkspaceId" UUID NOT NULL,
    "kind" "FlowKind" NOT NULL,
    "flowId" TEXT,
    "name" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "sealedWork" TEXT,

    CONSTRAINT "TransferItem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TransferTask" (
    "id" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "byHand" JSONB NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "doneById" UUID,
    "checkedRevision" INTEGER,

    CONSTRAINT "TransferTask_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "TransferMap_targetWorkspaceId_idx" ON "TransferMap"("targetWorkspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "TransferMap_sourceWorkspaceId_targetWorkspaceId_key" ON "TransferMap"("sourceWorkspaceId", "targetWorkspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "FlowLink_targetFlowId_key" ON "FlowLink"("targetFlowId");

-- CreateIndex
CREATE INDEX "FlowLink_sourceFlowId_idx" ON "FlowLink"("sourceFlowId");

-- CreateIndex
CREATE INDEX "TransferItem_targetWorkspaceId_kind_flowId_idx" ON "TransferItem"("targetWorkspaceId", "kind", "flowId");

-- CreateIndex
CREATE UNIQUE INDEX "TransferItem_transferId_place_key" ON "TransferItem"("transferId", "place");

-- CreateIndex
CREATE UNIQUE INDEX "TransferTask_itemId_place_key" ON "TransferTask"("itemId", "place");

-- AddForeignKey
ALTER TABLE "MirroredKnowledgeBase" ADD CONSTRAINT "MirroredKnowledgeBase_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferMap" ADD CONSTRAINT "TransferMap_sourceWorkspaceId_fkey" FOREIGN KEY ("sourceWorkspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferMap" ADD CONSTRAINT "TransferMap_targetWorkspaceId_fkey" FOREIGN KEY ("targetWorkspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowLink" ADD CONSTRAINT "FlowLink_sourceFlowId_fkey" FOREIGN KEY ("sourceFlowId") REFERENCES "Flow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowLink" ADD CONSTRAINT "FlowLink_targetFlowId_fkey" FOREIGN KEY ("targetFlowId") REFERENCES "Flow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Transfer" ADD CONSTRAINT "Transfer_id_fkey" FOREIGN KEY ("id") REFERENCES "Job"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_transferId_fkey" FOREIGN KEY ("transferId") REFERENCES "Transfer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_sourceWorkspaceId_fkey" FOREIGN KEY ("sourceWorkspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferItem" ADD CONSTRAINT "TransferItem_targetWorkspaceId_fkey" FOREIGN KEY ("targetWorkspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferTask" ADD CONSTRAINT "TransferTask_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "TransferItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TransferTask" ADD CONSTRAINT "TransferTask_doneById_fkey" FOREIGN KEY ("doneById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;
