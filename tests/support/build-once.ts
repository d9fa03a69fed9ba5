import { startPortal, temporaryDataDir } from "./start-portal";

/** Builds the pages before any browser test runs: two tests that start a portal at once would both begin to build. */
export async function setup(): Promise<void> {
  const folder = await temporaryDataDir();
  const portal = await startPortal(folder.path, { PORTAL_DEMO: "0" });
  await portal.stop();
  await folder.remove();
}
