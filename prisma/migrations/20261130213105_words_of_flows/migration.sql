-- AlterTable
ALTER TABLE "MirroredAgent" ADD COLUMN     "words" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "FlowText" (
    "flowId" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "rules" INTEGER NOT NULL,
    "revision" INTEGER,
    "folderId" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "agent" TEXT NOT NULL DEFAULT '',
    "folder" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "texts" TEXT NOT NULL DEFAULT '[]',

    CONSTRAINT "FlowText_pkey" PRIMARY KEY ("flowId")
);

-- CreateTable
CREATE TABLE "MirroredFolder" (
    "workspaceId" UUID NOT NULL,
    "upstreamId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "MirroredFolder_pkey" PRIMARY KEY ("workspaceId","upstreamId")
);

-- AddForeignKey
ALTER TABLE "FlowText" ADD CONSTRAINT "FlowText_flowId_fkey" FOREIGN KEY ("flowId") REFERENCES "Flow"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MirroredFolder" ADD CONSTRAINT "MirroredFolder_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a flow is found by. Each term begins with its workspace, so that a search reads nothing of any other: neither its
-- results nor its time depend on what others have. Behind that: '.' for any flow, '=' for the whole name, 'n' for a word of
-- the name, 'a' for one of what is said about the flow, 't' for any. A version that needs other terms has a function of its
-- own.
CREATE FUNCTION flow_terms_1(workspace uuid, name text, description text, agent text, folder text, words text)
    RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_tsvector(
        ARRAY[p || '.', p || '=' || left(name, 200)]
        || string_to_array(
            p || 'n' || replace(name, ' ', ' ' || p || 'n')
            || ' ' || p || 'a' || replace(name || ' ' || description || ' ' || agent || ' ' || folder, ' ', ' ' || p || 'a')
            || ' ' || p || 't' || replace(
                name || ' ' || description || ' ' || agent || ' ' || folder || ' ' || words, ' ', ' ' || p || 't'),
            ' '))
    FROM (SELECT right(workspace::text, 12) AS p) AS prefix
$$;

-- Without the list of pending entries, which every search would read from its beginning to its end.
CREATE INDEX "FlowText_terms" ON "FlowText"
    USING gin (flow_terms_1("workspaceId", "name", "description", "agent", "folder", "words")) WITH (fastupdate = off);
-- Statistics of terms would be worked out of thousands of texts again and again, and no search needs them.
ALTER INDEX "FlowText_terms" ALTER COLUMN 1 SET STATISTICS 0;

-- The flows whose texts nobody knows yet.
CREATE INDEX "FlowText_unread" ON "FlowText" ("workspaceId") WHERE "revision" IS NULL;

-- A search reads many rows and few texts: these are kept apart from all but the shortest rows.
ALTER TABLE "FlowText" SET (toast_tuple_target = 256);
DO $$
BEGIN
    ALTER TABLE "FlowText" ALTER COLUMN "words" SET COMPRESSION lz4, ALTER COLUMN "texts" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4';
END
$$;

-- The upkeep of the first start gives them their words.
INSERT INTO "FlowText" ("flowId", "workspaceId", "rules") SELECT "id", "workspaceId", 0 FROM "Flow";
