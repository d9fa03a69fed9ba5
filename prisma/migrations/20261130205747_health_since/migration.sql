-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "healthSince" TIMESTAMPTZ(3);
