import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, database } from "@/lib/db/client";
import { openEmbeddedDatabase } from "@/lib/db/embedded-database";
import { migrate } from "@/lib/db/migrate";
import { prepared } from "@/lib/db/prepared";
import { setEnvironment } from "@/lib/env";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { EMPTY_MAP } from "@/lib/flows/transfer/flow-map";
import { transferChoices } from "@/lib/flows/transfer/transfer-choices";
import type { BoundWorkspace } from "@/lib/identity/find-caller";
import { linkFlow } from "@/lib/transfers/links";
import { planTransfer, type TransferScope } from "@/lib/transfers/plan-transfer";
import { previewOf } from "@/lib/transfers/preview-transfer";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { statementsOf } from "@/tests/support/statement-log";
import { addStoredWorkspace, storeFlow } from "@/tests/support/stored-flows";
import { machineFacts } from "../harness/machine";
import { type Summary, summarise } from "../harness/summary";
import { MadeUpFlows } from "../search/made-up-flows";

/**
 * Measures the preview of a transfer from the mirror: flows into workspaces that have none of them, and the next transfer, of
 * which each field is compared in three states. On the embedded database. Writes bench/results/transfers.md.
 */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ROUNDS = 20;
const SIZES: [flows: number, workspaces: number][] = [
  [1, 1],
  [5, 20],
  [50, 50],
];
const say = (line: string) => process.stdout.write(`${line}\n`);

const made = new MadeUpFlows();
const WORDS = Array.from({ length: 5 }, (_, at) => ({ from: `Harbour${at}`, to: `Lakeside${at}` }));

/** A flow of an agency's client, with the words of the map in a prompt of some 6 kB. */
function flow(id: string, workspaceId: string, changes: Partial<CallFlow> = {}): CallFlow {
  const prompt = `${made.words(400)} ${WORDS.map(({ from }) => from).join(" ")} ${made.words(400)}`;
  return exampleCallFlow({
    id,
    workspaceId,
    agent: null,
    name: `Flow ${id.slice(0, 6)}`,
    prompt,
    ...changes,
  });
}

const newId = () => randomBytes(12).toString("hex");

async function workspace(name: string): Promise<BoundWorkspace> {
  const { id, slug } = await addStoredWorkspace(name);
  await database().mirroredAgent.createMany({
    data: Array.from({ length: 20 }, (_, at) => ({
      workspaceId: id,
      kind: "call",
      upstreamId: newId(),
      name: `Agent ${at}`,
    })),
  });
  const facts = { colour: 0, role: "admin", upstream: "none", upstreamWorkspaceId: id, keyHint: "" };
  return {
    ...{
      id,
      slug,
      name,
      ...facts,
      requireReason: false,
      requireSecondFactor: false,
      defaultCallLimits: null,
    },
    health: { state: "ok", detail: null, checkedAt: null },
  };
}

/** Links every source with a flow in every target, as a transfer leaves them, and then changes both sides. */
async function link(
  sources: { id: string; flow: CallFlow }[],
  from: BoundWorkspace,
  targets: BoundWorkspace[],
): Promise<void> {
  const rowOf = async (workspaceId: string, upstreamId: string) =>
    (await database().flow.findFirstOrThrow({ where: { workspaceId, upstreamId } })).id;
  for (const target of targets) {
    for (const { flow: source } of sources) {
      const id = newId();
      await storeFlow(target.id, { ...source, id, workspaceId: target.id, description: "Their own words" });
      await linkFlow(
        prepared(),
        randomUUID(),
        { workspaceId: target.id, kind: "call_flow", id },
        {
          sourceFlowId: await rowOf(from.id, source.id),
          sourceRevision: 1,
          map: EMPTY_MAP,
          kept: [],
          undone: [],
        },
        null,
      );
    }
  }
}

interface Measured {
  what: string;
  flows: number;
  workspaces: number;
  times: Summary;
  statements: number;
  kilobytes: number;
}

async function measure(what: string, scope: TransferScope): Promise<Measured> {
  const preview = async () => previewOf(await planTransfer(scope), null, 60);
  const times: number[] = [];
  let text = "";
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    text = JSON.stringify(await preview());
    times.push(performance.now() - started);
  }
  const statements = (await statementsOf(preview)).length;
  const [flows, workspaces] = [scope.sources.length, scope.targets.length];
  return {
    what,
    flows,
    workspaces,
    times: summarise(times),
    statements,
    kilobytes: Math.round(text.length / 1000),
  };
}

function report(facts: readonly string[], measured: readonly Measured[]): string {
  return [
    "# Previews of transfers",
    "",
    "Made by `npm run bench:transfers`. One preview is what `POST /api/transfers/preview` does once it knows its caller, up to the",
    "text of the answer: all flows in all workspaces, from the mirror, on the embedded database. Prompts have some 6 kB and five",
    "words of the map; nothing is sent. Of more than 200 items the details are left out, as the answer does.",
    "",
    ...facts.map((fact) => `- ${fact}`),
    "",
    "| what | flows | workspaces | p50 ms | p95 ms | max ms | statements | kB |",
    "|---|---|---|---|---|---|---|---|",
    ...measured.map(
      ({ what, flows, workspaces, times, statements, kilobytes }) =>
        `| ${what} | ${flows} | ${workspaces} | ${times.median.toFixed(0)} | ${times.p95.toFixed(0)} | ${times.max.toFixed(0)} | ${statements} | ${kilobytes} |`,
    ),
    "",
  ].join("\n");
}

const facts = await machineFacts();
const folder = await mkdtemp(join(tmpdir(), "sb-bench-"));
const embedded = await openEmbeddedDatabase(join(folder, "database"));
setEnvironment({
  DATABASE_URL: embedded.url,
  DATA_DIR: folder,
  PORTAL_SECRET: randomBytes(32).toString("hex"),
  PORTAL_KEYRING: `bench:${randomBytes(32).toString("base64")}`,
});
await migrate(embedded.url, ROOT);
const measured: Measured[] = [];
for (const [flows, workspaces] of SIZES) {
  const from = await workspace("Source");
  const targets: BoundWorkspace[] = [];
  for (let at = 0; at < workspaces; at++) targets.push(await workspace(`Target ${at}`));
  const sources: { id: string; flow: CallFlow }[] = [];
  for (let at = 0; at < flows; at++) {
    const id = newId();
    sources.push({ id, flow: flow(id, from.id) });
  }
  for (const one of sources) await storeFlow(from.id, one.flow);
  for (const { id } of targets) {
    await database().transferMap.create({
      data: {
        id: randomUUID(),
        sourceWorkspaceId: from.id,
        targetWorkspaceId: id,
        version: 1,
        entries: { ...EMPTY_MAP, words: WORDS },
        updatedAt: new Date(),
      },
    });
  }
  const scope: TransferScope = {
    sources: sources.map(({ id }) => ({ workspace: from, kind: "call_flow", id, back: null })),
    targets: targets.map((target) => ({ workspace: target, flow: null })),
    choices: transferChoices.parse({}),
  };
  measured.push(await measure("new flows", scope));
  say(JSON.stringify(measured.at(-1)));
  await link(sources, from, targets);
  measured.push(await measure("linked flows, in three states", scope));
  say(JSON.stringify(measured.at(-1)));
}
await closeDatabase();
await embedded.stop();
await mkdir(join(ROOT, "bench/results"), { recursive: true });
const text = report(facts, measured);
await writeFile(join(ROOT, "bench/results/transfers.md"), text);
say(text);
await rm(folder, { recursive: true, force: true });
process.exit(0);
