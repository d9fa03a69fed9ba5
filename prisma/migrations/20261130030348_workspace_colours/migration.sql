-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "colour" INTEGER NOT NULL DEFAULT 0;

-- Those that are here get one each, in the order in which they came.
UPDATE "Workspace" w SET "colour" = (o."place" - 1) % 24
FROM (SELECT "id", row_number() OVER (ORDER BY "createdAt", "id") AS "place" FROM "Workspace") o
WHERE o."id" = w."id";
