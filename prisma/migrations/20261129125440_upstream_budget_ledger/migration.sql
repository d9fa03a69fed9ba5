-- CreateTable
CREATE TABLE "UpstreamBudget" (
    "key" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "ledger" JSONB NOT NULL,

    CONSTRAINT "UpstreamBudget_pkey" PRIMARY KEY ("key")
);
