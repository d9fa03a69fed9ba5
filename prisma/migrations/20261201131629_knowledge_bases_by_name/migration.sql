-- AlterTable
ALTER TABLE "MirrorSync" ADD COLUMN     "basesAt" TIMESTAMPTZ(3);
