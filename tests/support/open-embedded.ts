import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

/** A process of its own that has an embedded database open, so that a test can kill it. */
const { url } = await openEmbeddedDatabase(process.argv[2] ?? "");
process.send?.(url);
