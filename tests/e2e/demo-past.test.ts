import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { HttpClient } from "@/tests/support/http-client";
import { killAtOnce, memoryOf, processTree, stillRunning } from "@/tests/support/process-tree";
import { sandboxWrites } from "@/tests/support/sandbox-control";
import { OWNER, type Portal, runStart, startPortal, temporaryDataDir } from "@/tests/support/start-portal";

/** The demo as somebody finds it who starts it for the first time. */
const WITH_PAST = { PORTAL_DEMO_PAST: "1" };
const LOGS = ["/api/workspaces/harbour-dental", "/api/workspaces/northwind-home-services", "/api"];

interface ListedEvent {
  id: string;
  sequence: number;
  action: string;
  request: { demo?: true } | null;
}

let folder: Awaited<ReturnType<typeof temporaryDataDir>>;
beforeAll(async () => {
  folder = await temporaryDataDir();
});
afterAll(() => folder.remove());

async function newestEvents(client: HttpClient, log: string): Promise<ListedEvent[]> {
  const { json } = await client.call<{ items: ListedEvent[] }>("GET", `${log}/audit-events?limit=200`);
  return json.items;
}

/** What is wrong in each of the logs; null for nothing. */
async function faults(client: HttpClient): Promise<unknown[]> {
  const reports = LOGS.map((log) =>
    client.call<{ firstBad: unknown }>("GET", `${log}/audit-events/verify`).then(({ json }) => json.firstBad),
  );
  return await Promise.all(reports);
}
const NONE = LOGS.map(() => null);

async function nameOfEveryone(client: HttpClient): Promise<string[]> {
  const { json } = await client.call<{ items: { name: string }[] }>("GET", "/api/users");
  return json.items.map(({ name }) => name).sort();
}

describe("the first start of a demo", () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal(folder.path, WITH_PAST, { command: ["npm", "start"] });
    return async () => {
      process.kill(-portal.pid, "SIGINT");
      await portal.ended;
    };
  });

  test.runIf(process.platform === "linux")(
    "is below 350 MB at rest, everything together, its start process below 60, and no program is compiled as it runs",
    async () => {
      await new HttpClient(portal.url).call("GET", "/sign-in");
      const tree = await processTree(portal.pid);
      const sizes = await Promise.all(tree.map(({ pid }) => memoryOf(pid)));
      expect(sizes.reduce((sum, { proportional }) => sum + proportional, 0)).toBeLessThan(350);
      const start = tree.find(
        ({ command }) => command.includes("scripts/start.mjs") && !command.startsWith("npm"),
      );
      expect((await memoryOf(start?.pid ?? 0)).resident).toBeLessThan(60);
      for (const { command } of tree) expect(command).not.toContain("tsx");
    },
  );

  describe("for its owner", () => {
    let client: HttpClient;
    beforeAll(async () => {
      client = await portal.signedIn();
    });

    test("shows weeks of work, of which each event's page says that it is demo data", async () => {
      const events = await newestEvents(client, LOGS[0] ?? "");
      expect(events.length).toBeGreaterThan(50);
      const edit = events.find(({ action }) => action === "call_flow.update");
      expect(edit?.request?.demo).toBe(true);
      const { text } = await client.call("GET", `/harbour-dental/audit/${edit?.id}`);
      expect(text).toContain("Demo data");
    });

    test("makes them an admin of both workspaces, by events that are no demo data", async () => {
      for (const log of LOGS.slice(0, 2)) {
        const [newest] = await newestEvents(client, log);
        expect(newest).toMatchObject({ action: "binding.add" });
        expect(newest?.request?.demo).toBeUndefined();
      }
      expect(await nameOfEveryone(client)).toHaveLength(6);
    });

    test("has logs that verify", async () => {
      expect(await faults(client)).toEqual(NONE);
    });

    test("lets them save at once", async () => {
      const flows = await client.call<{ items: { id: string }[] }>("GET", `${LOGS[0]}/call-flows`);
      const path = `${LOGS[0]}/call-flows/${flows.json.items[0]?.id}`;
      const { headers } = await client.call("GET", path);
      const saved = await client.call("PATCH", path, {
        body: { description: "Saved by its owner" },
        headers: { "if-match": headers.etag, "idempotency-key": "first-save" },
      });
      expect(saved.status).toBe(200);
    });
  });
});

test("a start that is killed while it makes the past leaves a demo that starts and works", async () => {
  const { path, remove } = await temporaryDataDir();
  onTestFinished(remove);
  const owner = { PORTAL_OWNER_EMAIL: OWNER.email, PORTAL_OWNER_PASSWORD: OWNER.password };
  const killed = runStart({ DATA_DIR: path, ...owner, ...WITH_PAST });
  const controlUrl = () => /controlled at (\S+)/.exec(killed.stdout())?.[1];
  await expect.poll(controlUrl, { timeout: 480_000 }).toBeDefined();
  const writes = async () => (await sandboxWrites(controlUrl() ?? "")).length;
  await expect.poll(writes, { timeout: 480_000, interval: 10 }).toBeGreaterThan(20);
  const tree = await processTree(killed.pid);
  killAtOnce(tree);
  await killed.ended;
  await expect.poll(() => stillRunning(tree), { timeout: 20_000 }).toEqual([]);

  const portal = await startPortal(path, WITH_PAST);
  onTestFinished(async () => void (await portal.stop()));
  const client = await portal.signedIn();
  const { json } = await client.call<{ items: { slug: string; role: string }[] }>("GET", "/api/workspaces");
  expect(json.items.map(({ slug }) => slug).sort()).toEqual(["harbour-dental", "northwind-home-services"]);
  expect((await newestEvents(client, LOGS[0] ?? "")).length).toBeLessThan(50);
  const names = await nameOfEveryone(client);
  expect(new Set(names).size).toBe(names.length);
  // The portal signs what a killed start left unsigned when it comes up.
  await expect.poll(() => faults(client), { timeout: 20_000 }).toEqual(NONE);
});
