-- CreateTable
CREATE TABLE "JobNewFlow" (
    "id" UUID NOT NULL,
    "jobId" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "sealedBody" TEXT NOT NULL,

    CONSTRAINT "JobNewFlow_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "JobNewFlow_jobId_place_key" ON "JobNewFlow"("jobId", "place");

-- AddForeignKey
ALTER TABLE "JobNewFlow" ADD CONSTRAINT "JobNewFlow_jobId_place_fkey" FOREIGN KEY ("jobId", "place") REFERENCES "JobItem"("jobId", "place") ON DELETE CASCADE ON UPDATE CASCADE;
