import { openEmbeddedDatabase } from "@/lib/db/embedded-database";

/**
 * The embedded database in a process of its own. Started by `npm start` with the data folder as its argument; ends,
 * after closing the database, when the start script disconnects or dies.
 */
const dataDir = process.argv[2];
if (!dataDir || !process.send) {
  process.stderr.write("scripts/embedded-database.ts is started by npm start\n");
  process.exit(1);
}
try {
  const database = await openEmbeddedDatabase(dataDir);
  process.once("disconnect", async () => {
    await database.close();
    process.exit(0);
  });
  process.send({ ready: true, url: database.url });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message.split("\n")[0] : error}\n`);
  process.exit(1);
}
