-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "defaultEndCallOnSilence" DOUBLE PRECISION,
ADD COLUMN     "defaultMaxCallDuration" DOUBLE PRECISION;

-- One limit without the other would be of no use: an update must carry both.
ALTER TABLE "Workspace" ADD CONSTRAINT "Workspace_default_call_limits_check" CHECK (
  ("defaultMaxCallDuration" IS NULL) = ("defaultEndCallOnSilence" IS NULL)
  AND "defaultMaxCallDuration" >= 0 AND "defaultEndCallOnSilence" >= 0);
