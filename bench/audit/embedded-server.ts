import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

/** The embedded database in a process of its own, as the portal runs it. Ends with its parent. */
const { url } = await openEmbeddedDatabase(process.argv[2] ?? "");
process.send?.(url);
process.on("disconnect", () => process.exit(0));
