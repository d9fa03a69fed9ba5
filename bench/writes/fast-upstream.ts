import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { startSandbox } from "@/sandbox/start";

/**
 * A stand-in for the upstream that costs next to nothing, in a process of its own: the sandbox copies all of its state
 * for each write, and would be what is measured. Its answers are the sandbox's, read once at the start; a write
 * replaces the fields that it names. Started by `upstream.ts` with the number of flows, and ends with its parent.
 */
const KEY = "tk_bench_00000000000000000000000000000000";
const FLOWS = "/v1/api/call-flows";
const DIRECTORY = [
  ...["/v1/api/message-flows", "/v1/api/agents", "/v1/api/omni-flow-agents", "/v1/api/knowledgebase"],
  ...["/v1/api/flow-folders", "/v1/api/workspaces"],
];
/** As long as the prompts of an ordinary receptionist. */
const PROMPT = "Answer in one or two short sentences. Ask for the caller's name and what they need. ".repeat(
  18,
);

const flowShape = z.looseObject({ _id: z.string(), updatedAt: z.string() });
type Flow = z.output<typeof flowShape>;

const flows = new Map<string, Flow>();
const summaries = new Map<string, Flow>();
const directory = new Map<string, string>();

/** Makes the flows in a sandbox, and keeps what it answers. */
async function readSandbox(count: number): Promise<string> {
  const sandbox = await startSandbox({ port: 0, controlPort: 0, requestsPerMinute: 0 });
  const send = async (url: string, method: string, headers: Record<string, string>, body?: unknown) => {
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    const answer: unknown = await response.json();
    return answer;
  };
  const tenant = z
    .looseObject({ workspaceId: z.string() })
    .parse(await send(`${sandbox.controlUrl}/tenants`, "POST", {}, { key: KEY, name: "Bench" }));
  const headers = { "x-api-key": KEY, "x-workspace-id": tenant.workspaceId };
  for (let n = 1; n <= count; n++) {
    const flow = { name: `Flow ${n}`, direction: "bidirectional", promptType: "simple", prompt: PROMPT };
    await send(sandbox.url + FLOWS, "POST", headers, { ...flow, description: "Answers the main line" });
  }
  for (const row of z.array(flowShape).parse(await send(sandbox.url + FLOWS, "GET", headers))) {
    summaries.set(row._id, row);
    flows.set(row._id, flowShape.parse(await send(`${sandbox.url}${FLOWS}/${row._id}`, "GET", headers)));
  }
  for (const path of DIRECTORY)
    directory.set(path, JSON.stringify(await send(sandbox.url + path, "GET", headers)));
  await sandbox.close();
  return tenant.workspaceId;
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** A write's limits and other settings are left as they are: the sandbox does not answer them either. */
async function updated(flow: Flow, request: IncomingMessage): Promise<Flow> {
  const { settings: _settings, ...fields } = await bodyOf(request);
  const next = { ...flow, ...fields, updatedAt: new Date().toISOString() };
  flows.set(flow._id, next);
  return next;
}

function listed(): string {
  const rows = [...summaries.values()].map((row) => ({ ...row, updatedAt: flows.get(row._id)?.updatedAt }));
  return JSON.stringify(rows);
}

async function answer(request: IncomingMessage): Promise<string | null> {
  const path = request.url ?? "";
  if (path === FLOWS) return listed();
  const flow = flows.get(path.slice(FLOWS.length + 1));
  if (!flow) return directory.get(path) ?? null;
  return JSON.stringify(request.method === "PUT" ? await updated(flow, request) : flow);
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const known = request.headers["x-api-key"] === KEY;
  const text = known ? await answer(request) : null;
  const body = text ?? JSON.stringify({ message: known ? "Not found" : "Invalid API key" });
  response.writeHead(known ? (text === null ? 404 : 200) : 401, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const workspaceId = await readSandbox(Number(process.argv[2]));
const server = createServer((request, response) => {
  serve(request, response).catch(() => response.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  process.send?.({ url: `http://127.0.0.1:${port}`, key: KEY, workspaceId, flows: [...flows.keys()] });
});
process.once("disconnect", () => process.exit(0));
