-- AlterTable
ALTER TABLE "User" ADD COLUMN     "generatedHash" TEXT,
ADD COLUMN     "generatedUsedAt" TIMESTAMPTZ(3);
