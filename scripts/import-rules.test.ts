import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

interface Room {
  /** The folders, or the file, that the rule is for. */
  room: RegExp;
  /** The imports of its files besides the room itself and packages. */
  may: string[];
  /** The files of which they may import types. */
  types?: string[];
  /** Set for files that may not even import their neighbours, which need a server. */
  alone?: true;
}

/**
 * The rooms of the components, each with those that it uses beside `ui`. Every room is listed after the rooms that it
 * uses, so that no two of them import each other, not even through a third.
 */
const COMPONENT_ROOMS: Record<string, string[]> = {
  code: [],
  device: [],
  lists: [],
  http: [],
  passwords: [],
  passkeys: ["http"],
  account: ["http", "passwords", "passkeys"],
  "sign-in": ["http", "passwords", "passkeys"],
  "search/hits": [],
  "jobs/words": ["http"],
  "transfers/words": ["http"],
  "jobs/tray": ["jobs/words", "http"],
  shell: ["sign-in", "device", "http", "account", "search/hits", "jobs/tray"],
  comments: ["http"],
  "jobs/page": ["jobs/words", "jobs/tray", "http"],
  notices: ["account", "http", "lists", "shell"],
  people: ["account", "http", "lists", "shell"],
  workspaces: ["http", "shell"],
  providers: ["http"],
  "search/page": ["search/hits", "lists", "shell"],
  "flows/words": [],
  "flows/values": [],
  "flows/outline": ["flows/words"],
  "flows/graph": ["flows/words"],
  "flows/diff": ["flows/words"],
  "flows/prompt": ["code"],
  "flows/json": ["flows/words", "code"],
  "flows/files": ["flows/words", "flows/json", "http"],
  "flows/inputs": ["flows/words", "flows/json"],
  "flows/webhooks": ["flows/json", "flows/inputs"],
  "flows/conflict": ["flows/words", "flows/diff", "http"],
  "flows/drafts": ["flows/conflict", "flows/values", "device", "http"],
  "flows/write": ["http"],
  "flows/review": ["flows/write", "flows/diff", "http"],
  "flows/history": ["flows/write", "flows/diff", "http"],
  "flows/drift": ["flows/words", "flows/history", "flows/diff", "http"],
  "flows/bulk": [
    ...["flows/words", "flows/files", "flows/write", "jobs/words", "jobs/tray", "transfers/words", "http"],
  ],
  "flows/duplicate": ["flows/write", "http"],
  views: ["http"],
  "flows/list": ["flows/bulk", "flows/words", "lists", "http", "shell", "views"],
  "flows/form": [
    ...["flows/words", "flows/values", "flows/outline", "flows/graph", "flows/prompt", "flows/json"],
    ...["flows/inputs", "flows/webhooks", "flows/conflict", "flows/drafts", "flows/write", "flows/review"],
    ...["flows/drift", "flows/diff", "flows/files", "device", "http"],
  ],
  "flows/import": [
    ...["flows/words", "flows/files", "flows/form", "flows/write", "jobs/words", "jobs/tray", "http"],
  ],
  "flows/page": [
    ...["flows/words", "flows/graph", "flows/diff", "flows/prompt", "flows/json", "flows/webhooks"],
    ...["flows/write", "flows/form", "http", "shell"],
  ],
  "transfers/copy": [
    ...["flows/words", "flows/diff", "flows/conflict", "flows/review", "flows/write", "jobs/tray"],
    ...["transfers/words", "http", "shell"],
  ],
  "transfers/receipt": ["flows/words", "flows/json", "jobs/tray", "transfers/words", "http", "shell"],
  "transfers/links": ["flows/words", "shell"],
  "audit/event": ["flows/diff", "shell"],
  "audit/timeline": ["audit/event", "lists"],
  "audit/filters": ["audit/event", "audit/timeline", "flows/inputs", "lists"],
  overview: ["audit/event", "audit/filters", "flows/words", "http", "lists", "shell"],
  "audit/activity": ["audit/event", "audit/timeline", "audit/filters", "http"],
  "audit/views": ["audit/filters", "views"],
  "audit/live": ["http", "lists"],
  "audit/export": ["http"],
  "audit/proof": ["audit/export", "http", "lists", "shell"],
  "audit/deliveries": ["audit/event", "http", "shell"],
  "audit/print": ["audit/event", "audit/timeline", "flows/diff"],
  "audit/log": [
    ...["audit/activity", "audit/export", "audit/filters", "audit/live", "audit/proof", "audit/timeline"],
    ...["audit/views", "lists"],
  ],
};

/** The files of `lib` that components may import, since they run in a browser too. From the others come only types. */
const FOR_BROWSERS = [
  ...["lib/flows", "lib/json", "lib/text", "lib/time", "lib/audit/events", "lib/audit/rules"],
  ...["lib/audit/event", "lib/audit/filter"],
  ...[
    "lib/identity/roles",
    "lib/identity/rules",
    "lib/identity/session-settings",
    "lib/identity/sign-in-methods",
    "lib/workspaces/health",
    "lib/workspaces/rules",
  ],
  ...["lib/workspaces/colours", "lib/providers/rules", "lib/jobs/job-states", "lib/notices/timing"],
  ...["lib/notices/channel-formats", "lib/comments/comment-text"],
];
const TYPES_FOR_BROWSERS = [
  ...[
    "lib/audit",
    "lib/comments",
    "lib/identity",
    "lib/jobs",
    "lib/keeper",
    "lib/mail",
    "lib/mirror",
    "lib/notices",
  ],
  ...["lib/overview", "lib/problems", "lib/providers", "lib/transfers", "lib/views"],
];

/** The imports of every room. The first room that matches a file counts. `docs/architecture.md` says what each is for. */
const ROOMS: Room[] = [
  { room: /^lib\/(json|text|time|problems|log)\b/, may: ["lib/json", "lib/text", "lib/env"] },
  {
    room: /^lib\/env\b/,
    may: [
      "lib/identity/rules",
      "lib/text",
      "lib/net",
      "lib/db/database-url",
      "lib/db/database-parameters",
      "lib/env-names",
    ],
  },
  { room: /^lib\/net\//, may: ["lib/env", "lib/problems"] },
  // Tables and rules that the browser shares with the server.
  {
    room: /^lib\/(identity|workspaces|audit|providers|jobs)\/(job-states|rules|roles|session-settings|sign-in-methods|health|colours)\b/,
    may: ["lib/json", "lib/text", "lib/time"],
    types: ["lib/db/generated/enums"],
    alone: true,
  },
  // The words of its states are those of the database.
  { room: /^lib\/flows\/model\//, may: ["lib/json", "lib/text"], types: ["lib/db/generated/enums"] },
  { room: /^lib\/flows\/fields\//, may: ["lib/flows/model", "lib/json", "lib/text", "lib/time"] },
  { room: /^lib\/flows\/diff\//, may: ["lib/flows/fields", "lib/flows/model", "lib/json", "lib/text"] },
  { room: /^lib\/flows\//, may: ["lib/flows", "lib/json", "lib/text"] },
  { room: /^lib\/(vault|db)\//, may: ["lib/env", "lib/net", "lib/problems"] },
  {
    room: /^lib\/upstream\//,
    may: ["lib/flows", "lib/net", "lib/problems", "lib/json", "lib/text", "lib/log"],
  },
  {
    room: /^lib\/audit\//,
    may: [
      // The names of settings, which need nothing themselves.
      "lib/identity/session-settings",
      "lib/flows",
      "lib/net",
      "lib/problems",
      "lib/vault",
      "lib/db",
      "lib/env",
      "lib/log",
      "lib/json",
      "lib/text",
      "lib/time",
    ],
  },
  {
    room: /^lib\/mail\//,
    may: [
      "lib/audit",
      "lib/db",
      "lib/env",
      "lib/net",
      "lib/vault",
      "lib/text",
      "lib/time",
      "lib/log",
      "lib/problems",
    ],
  },
  {
    room: /^lib\/identity\//,
    may: [
      "lib/mail",
      "lib/audit",
      "lib/db",
      "lib/env",
      "lib/net",
      "lib/vault",
      "lib/json",
      "lib/text",
      "lib/log",
      "lib/problems",
    ],
  },
  {
    room: /^lib\/providers\//,
    may: [
      ...["lib/identity", "lib/audit", "lib/vault", "lib/db", "lib/net", "lib/env", "lib/json", "lib/text"],
      "lib/problems",
    ],
  },
  {
    room: /^lib\/workspaces\//,
    may: [
      "lib/identity",
      "lib/flows/fields",
      "lib/upstream",
      "lib/audit",
      "lib/vault",
      "lib/db",
      "lib/env",
      "lib/json",
      "lib/text",
      "lib/log",
    ],
  },
  {
    room: /^lib\/views\//,
    may: ["lib/audit", "lib/flows/model", "lib/db", "lib/problems"],
  },
  {
    room: /^lib\/mirror\//,
    may: [
      "lib/upstream",
      "lib/workspaces",
      "lib/audit",
      "lib/flows",
      "lib/vault",
      "lib/db",
      "lib/log",
      "lib/json",
      "lib/text",
    ],
  },
  {
    room: /^lib\/changes\//,
    may: [
      ...[
        "lib/mirror",
        "lib/upstream",
        "lib/workspaces",
        "lib/audit",
        "lib/flows",
        "lib/db",
        "lib/json",
        "lib/text",
      ],
      ...["lib/problems", "lib/log", "lib/env"],
    ],
  },
  {
    room: /^lib\/sync\//,
    may: ["lib/changes", "lib/mirror", "lib/upstream", "lib/workspaces", "lib/flows", "lib/text", "lib/db"],
  },
  {
    room: /^lib\/keeper\//,
    may: [
      ...["lib/sync", "lib/changes", "lib/mirror", "lib/upstream", "lib/workspaces", "lib/flows", "lib/db"],
      ...["lib/text", "lib/log"],
    ],
  },
  {
    room: /^lib\/notices\//,
    may: [
      ...["lib/identity", "lib/mail", "lib/audit", "lib/flows/model", "lib/vault", "lib/db", "lib/net"],
      ...["lib/env", "lib/json", "lib/text", "lib/time", "lib/problems", "lib/log"],
    ],
  },
  {
    room: /^lib\/comments\//,
    may: [
      ...["lib/notices", "lib/identity", "lib/audit", "lib/flows/model", "lib/db", "lib/text"],
      "lib/problems",
    ],
  },
  {
    room: /^lib\/transfers\//,
    may: [
      ...["lib/changes", "lib/mirror", "lib/identity", "lib/workspaces", "lib/upstream"],
      ...["lib/audit", "lib/flows", "lib/vault", "lib/db", "lib/json", "lib/text", "lib/problems"],
    ],
  },
  {
    room: /^lib\/jobs\//,
    may: [
      ...[
        "lib/transfers",
        "lib/changes",
        "lib/mirror",
        "lib/identity",
        "lib/workspaces",
        "lib/upstream",
        "lib/notices",
      ],
      ...["lib/audit", "lib/flows", "lib/vault", "lib/db", "lib/json", "lib/text", "lib/problems"],
    ],
  },
  { room: /^lib\/openapi\//, may: ["lib", "docs/openapi.json"] },
  { room: /^lib\//, may: ["lib"] },
  // Every time is shown by one clock, and every name without its disguise.
  { room: /^components\/ui\//, may: ["lib/text", "lib/time"] },
  ...Object.entries(COMPONENT_ROOMS).map(([room, uses]) => ({
    room: new RegExp(`^components/${room}/`),
    may: ["components/ui", ...uses.map((used) => `components/${used}`), ...FOR_BROWSERS],
    types: TYPES_FOR_BROWSERS,
  })),
  { room: /^components\//, may: ["components", ...FOR_BROWSERS], types: TYPES_FOR_BROWSERS },
  // Routes are thin: no SQL and no upstream writes.
  { room: /^app\/api\//, may: ["app/api/_shared", "lib"] },
  { room: /^app\//, may: ["app", "components", "lib"] },
  { room: /^sandbox\//, may: ["sandbox"] },
  // Its oracle is a witness only as long as it shares no code with what it judges.
  {
    room: /^tests\/faults\//,
    may: ["add-person", "http-client", "process-tree", "sandbox-control", "start-portal"].map(
      (file) => `tests/support/${file}`,
    ),
  },
];

/** Files of a room that others must not import, although they may import the room. */
const NEVER: [from: RegExp, target: RegExp][] = [
  [/^app\//, /^lib\/db\/(?!values|upkeep)/],
  [/^app\//, /^lib\/upstream\/(http-request|request)/],
];

/** Has to be the first import of a file: modules run in the order of their imports. */
const STRICT_POLICY = "components/flows/json/strict-csp";

const files = ["app", "components", "lib", "sandbox", "tests/faults"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/generated\/|\.test\./.test(name))
    .map((name) => `${top}/${name}`),
);

function roomOf(path: string): string {
  const depth = /^(lib|components)\/flows\/|^components\/audit\//.test(path) ? 3 : 2;
  return path.split("/").slice(0, depth).join("/");
}

interface Import {
  target: string;
  typeOnly: boolean;
}

function importsIn(file: string, text: string): Import[] {
  const found = text.matchAll(
    /(?:^(?:import|export)\s+(type\s)?[^"';]*|\bimport\()"(@\/|\.{1,2}\/)([^"]+)"/gm,
  );
  return [...found]
    .map(([, type, start, rest]) => ({
      target: start === "@/" ? `${rest}` : normalize(join(dirname(file), `${start}${rest}`)),
      typeOnly: type !== undefined,
    }))
    .filter(({ target }) => !target.startsWith("node_modules/"));
}

/** Whether a file may import something. */
function isAllowed(file: string, { target, typeOnly }: Import): boolean {
  if (NEVER.some(([from, never]) => from.test(file) && never.test(target))) return false;
  const rule = ROOMS.find(({ room }) => room.test(file));
  const may = [...(rule?.may ?? []), ...(typeOnly ? (rule?.types ?? []) : [])];
  const isNeighbour = roomOf(target) === roomOf(file) && !rule?.alone;
  return isNeighbour || may.some((room) => `${target}/`.startsWith(`${room}/`));
}

it("no file imports a file that its room may not", () => {
  const refused = files.flatMap((file) =>
    importsIn(file, readFileSync(file, "utf8"))
      .filter((one) => !isAllowed(file, one))
      .map(({ target, typeOnly }) => `${file} -> ${target}${typeOnly ? " (type)" : ""}`),
  );
  expect(refused).toEqual([]);
});

it("zod learns of the content policy before any schema is made", () => {
  const late = files.filter((file) => {
    const [first, ...others] = importsIn(file, readFileSync(file, "utf8")).map(({ target }) => target);
    return others.includes(STRICT_POLICY) && first !== STRICT_POLICY;
  });
  expect(late).toEqual([]);
});

it("only the demo's past sets the clock of what is recorded", () => {
  const scripts = readdirSync("scripts", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.m?tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => `scripts/${name}`);
  const setters = [...files, ...scripts].filter((file) => readFileSync(file, "utf8").includes("atDemoTime"));
  expect(setters).toEqual(["lib/audit/record-clock.ts", "scripts/demo-past/make-past.ts"]);
});

it("every room of the components is listed after the ones that it uses", () => {
  const names = Object.keys(COMPONENT_ROOMS);
  const wrong = Object.entries(COMPONENT_ROOMS).flatMap(([room, uses], position) =>
    uses.filter((used) => !names.slice(0, position).includes(used)).map((used) => `${room} -> ${used}`),
  );
  expect(wrong).toEqual([]);
});

it.each([
  ["lib/flows/model/x.ts", 'import { x } from "@/lib/upstream/read-flow";'],
  ["lib/flows/diff/x.ts", 'import { x } from "../../upstream/read-flow";'],
  ["lib/upstream/x.ts", 'import { x } from "@/lib/db/client";'],
  ["lib/mirror/x.ts", 'import {\n  x,\n} from "@/lib/changes/admit-change";'],
  ["lib/audit/x.ts", 'export { x } from "@/lib/workspaces/connect";'],
  ["lib/identity/rules.ts", 'import { x } from "./passwords";'],
  ["components/x.tsx", 'import { x } from "@/lib/identity/passwords";'],
  ["lib/vault/x.ts", 'import "@/lib/audit/record-event";'],
  ["lib/changes/x.ts", 'import { x } from "@/lib/bff/route";'],
  ["lib/sync/x.ts", 'import { x } from "@/lib/keeper/keeper";'],
  ["lib/bff/x.ts", 'import { x } from "@/app/page";'],
  ["components/x.tsx", 'import { x } from "@/lib/db/client";'],
  ["components/x.tsx", 'import { x } from "@/lib/mirror/drift";'],
  ["components/ui/x.tsx", 'import { x } from "@/lib/flows/model/flow";'],
  ["components/http/x.ts", 'import { x } from "../shell/navigation";'],
  ["components/http/x.ts", 'import type { X } from "../sign-in/auth-requests";'],
  ["components/flows/json/x.ts", 'import { x } from "../form/flow-form";'],
  ["components/flows/drafts/x.ts", 'import { x } from "../form/flow-form";'],
  ["components/flows/webhooks/x.tsx", 'import { x } from "@/components/flows/form/flow-form";'],
  ["components/flows/history/x.tsx", 'import { x } from "../form/use-save";'],
  ["components/audit/event/x.ts", 'import { x } from "../timeline/day-words";'],
  ["components/audit/x.ts", 'import { x } from "@/lib/db/client";'],
  ["app/x.ts", 'import { x } from "@/lib/db/client";'],
  ["app/api/x/route.ts", 'import { x } from "@/components/ui/button";'],
  ["components/x.tsx", 'const x = await import("@/lib/db/client");'],
  ["app/x.ts", 'import { x } from "@/lib/upstream/request";'],
  ["sandbox/x.ts", 'import { x } from "@/lib/flows/model/flow";'],
  ["tests/faults/oracle/x.ts", 'import { x } from "@/lib/upstream/judge-write";'],
])("%s may not say: %s", (file, text) => {
  expect(importsIn(file, text).map((one) => isAllowed(file, one))).toEqual([false]);
});

it.each([
  ["lib/changes/x.ts", 'import { x } from "@/lib/flows/model/flow";'],
  ["lib/flows/diff/x.ts", 'import { x } from "./y";'],
  ["components/x.tsx", 'import type { X } from "@/lib/mirror/drift";'],
  ["components/flows/history/x.tsx", 'import { x } from "../write/attempt";'],
  ["components/flows/page/x.tsx", 'import { x } from "../form/flow-editor";'],
  ["components/audit/timeline/x.ts", 'import { x } from "../event/event-links";'],
  ["components/x.tsx", 'import { x } from "@/lib/identity/rules";'],
  ["app/x.ts", 'import { x } from "@/lib/bff/route";'],
])("%s may say: %s", (file, text) => {
  expect(importsIn(file, text).map((one) => isAllowed(file, one))).toEqual([true]);
});
