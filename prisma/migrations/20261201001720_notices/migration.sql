-- AlterTable
ALTER TABLE "PersonNotice" ADD COLUMN     "inInbox" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "key" TEXT,
ADD COLUMN     "workspaceId" UUID;

-- AlterTable
ALTER TABLE "Mail" ADD COLUMN     "readers" JSONB;

-- CreateTable
CREATE TABLE "NoticeRule" (
    "userId" UUID NOT NULL,
    "happening" TEXT NOT NULL,
    "inbox" BOOLEAN NOT NULL,
    "mail" BOOLEAN NOT NULL,
    "channels" BOOLEAN NOT NULL,

    CONSTRAINT "NoticeRule_pkey" PRIMARY KEY ("userId","happening")
);

-- CreateTable
CREATE TABLE "NoticeTiming" (
    "userId" UUID NOT NULL,
    "digest" TEXT NOT NULL DEFAULT 'at_once',
    "quietFrom" INTEGER,
    "quietUntil" INTEGER,
    "mailedAt" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeTiming_pkey" PRIMARY KEY ("userId")
);

-- CreateTable
CREATE TABLE "FlowWatch" (
    "userId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "kind" "FlowKind" NOT NULL,
    "flowId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FlowWatch_pkey" PRIMARY KEY ("userId","workspaceId","kind","flowId")
);

-- CreateTable
CREATE TABLE "NoticeCursor" (
    "chain" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,

    CONSTRAINT "NoticeCursor_pkey" PRIMARY KEY ("chain")
);

-- CreateTable
CREATE TABLE "NoticeChannel" (
    "id" UUID NOT NULL,
    "userId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "template" TEXT,
    "sealedUrl" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "pausedAt" TIMESTAMPTZ(3),
    "lastDeliveredAt" TIMESTAMPTZ(3),
    "lastFailedAt" TIMESTAMPTZ(3),
    "lastError" TEXT,
    "undelivered" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "NoticeChannel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NoticeDelivery" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "noticeId" UUID NOT NULL,
    "channelId" UUID,
    "mailId" UUID,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),

    CONSTRAINT "NoticeDelivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EventComment" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "eventId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "parts" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "EventComment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FlowWatch_workspaceId_kind_flowId_idx" ON "FlowWatch"("workspaceId", "kind", "flowId");

-- CreateIndex
CREATE INDEX "NoticeChannel_userId_idx" ON "NoticeChannel"("userId");

-- CreateIndex
CREATE INDEX "NoticeDelivery_channelId_dueAt_idx" ON "NoticeDelivery"("channelId", "dueAt");

-- CreateIndex
CREATE INDEX "NoticeDelivery_mailId_idx" ON "NoticeDelivery"("mailId");

-- CreateIndex
CREATE UNIQUE INDEX "NoticeDelivery_noticeId_channelId_key" ON "NoticeDelivery"("noticeId", "channelId");

-- CreateIndex
CREATE INDEX "EventComment_workspaceId_eventId_idx" ON "EventComment"("workspaceId", "eventId");

-- CreateIndex
CREATE INDEX "EventComment_authorId_idx" ON "EventComment"("authorId");

-- CreateIndex
CREATE INDEX "PersonNotice_createdAt_idx" ON "PersonNotice"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "PersonNotice_userId_key_key" ON "PersonNotice"("userId", "key");

-- AddForeignKey
ALTER TABLE "PersonNotice" ADD CONSTRAINT "PersonNotice_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeRule" ADD CONSTRAINT "NoticeRule_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeTiming" ADD CONSTRAINT "NoticeTiming_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowWatch" ADD CONSTRAINT "FlowWatch_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FlowWatch" ADD CONSTRAINT "FlowWatch_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeChannel" ADD CONSTRAINT "NoticeChannel_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "PersonNotice"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES "NoticeChannel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NoticeDelivery" ADD CONSTRAINT "NoticeDelivery_mailId_fkey" FOREIGN KEY ("mailId") REFERENCES "Mail"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventComment" ADD CONSTRAINT "EventComment_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EventComment" ADD CONSTRAINT "EventComment_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nobody gets a notice of what happened before there were any.
INSERT INTO "NoticeCursor" ("chain", "sequence") SELECT "chain", "sequence" FROM "AuditChain";
