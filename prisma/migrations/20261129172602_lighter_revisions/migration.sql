-- A sealed text can't be made shorter. Without this the server tries at every revision.
ALTER TABLE "Revision" ALTER COLUMN "sealedRaw" SET STORAGE EXTERNAL;

DO $$
BEGIN
    ALTER TABLE "Revision" ALTER COLUMN "document" SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no lz4';
END
$$;
