import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";

interface Room {
  /** The folders, or the file, that the rule is for. */
  room: RegExp;
  /** What its files may import besides the room itself and packages. */
  may: string[];
  /** What they may import types of. */
  types?: string[];
}

/** What components may import of `lib`. */
const FOR_COMPONENTS = {
  may: [
    ...["lib/flows", "lib/json", "lib/time"],
    ...["lib/audit/event", "lib/audit/events", "lib/audit/filter"],
  ],
  types: ["lib/audit", "lib/identity", "lib/mirror"],
};

/** The rooms of `components/audit`, in order: each may import those before it. */
const AUDIT_ROOMS = [
  ...["event", "timeline", "filters", "activity", "views", "live", "export", "proof", "deliveries"],
  ...["print", "log"],
].map((name) => `components/audit/${name}`);

/** What every room may import. The first room that matches a file counts. `docs/architecture.md` says what each is for. */
const ROOMS: Room[] = [
  { room: /^lib\/(json|time|problems|log|env)\b/, may: ["lib/json", "lib/env"] },
  { room: /^lib\/flows\/model\//, may: [] },
  { room: /^lib\/flows\/fields\//, may: ["lib/flows/model", "lib/json"] },
  { room: /^lib\/flows\/diff\//, may: ["lib/flows/fields", "lib/flows/model", "lib/json"] },
  { room: /^lib\/flows\//, may: ["lib/flows", "lib/json"] },
  { room: /^lib\/(vault|db)\//, may: ["lib/env"] },
  { room: /^lib\/upstream\//, may: ["lib/flows", "lib/problems", "lib/json", "lib/log"] },
  {
    room: /^lib\/audit\//,
    may: ["lib/flows", "lib/problems", "lib/vault", "lib/db", "lib/env", "lib/log", "lib/json", "lib/time"],
  },
  { room: /^lib\/identity\//, may: ["lib/audit", "lib/db", "lib/env", "lib/log", "lib/problems"] },
  {
    room: /^lib\/workspaces\//,
    may: ["lib/identity", "lib/upstream", "lib/audit", "lib/vault", "lib/db", "lib/env", "lib/log"],
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
    ],
  },
  {
    room: /^lib\/changes\//,
    may: [
      ...["lib/mirror", "lib/upstream", "lib/workspaces", "lib/audit", "lib/flows", "lib/db", "lib/json"],
      ...["lib/problems", "lib/log", "lib/env"],
    ],
  },
  { room: /^lib\/openapi\//, may: ["lib", "docs/openapi.json"] },
  { room: /^lib\//, may: ["lib"] },
  ...AUDIT_ROOMS.map((room, place) => ({
    room: new RegExp(`^${room}/`),
    may: [
      ...["components/flows", "components/http", "components/lists", "components/shell", "components/ui"],
      ...AUDIT_ROOMS.slice(0, place),
      ...FOR_COMPONENTS.may,
    ],
    types: FOR_COMPONENTS.types,
  })),
  { room: /^components\//, may: ["components", ...FOR_COMPONENTS.may], types: FOR_COMPONENTS.types },
  // Routes are thin: no SQL and no upstream writes.
  { room: /^app\/api\//, may: ["app/api/_shared", "lib"] },
  { room: /^app\//, may: ["app", "components", "lib"] },
  { room: /^sandbox\//, may: ["sandbox"] },
];

/** What one room has that others must not reach, although they may import the room. */
const NEVER: [from: RegExp, target: RegExp][] = [
  [/^app\//, /^lib\/db\/(?!readiness|largest-integer)/],
  [/^app\//, /^lib\/upstream\/(http-request|write-flow)/],
];

const files = ["app", "components", "lib", "sandbox"].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !/generated\/|\.test\./.test(name))
    .map((name) => `${top}/${name}`),
);

function roomOf(path: string): string {
  const depth = /^(lib\/flows|components\/audit)\//.test(path) ? 3 : 2;
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
  return [...found].map(([, type, start, rest]) => ({
    target: start === "@/" ? `${rest}` : normalize(join(dirname(file), `${start}${rest}`)),
    typeOnly: type !== undefined,
  }));
}

/** Whether a file may import something. */
function isAllowed(file: string, { target, typeOnly }: Import): boolean {
  if (NEVER.some(([from, never]) => from.test(file) && never.test(target))) return false;
  const rule = ROOMS.find(({ room }) => room.test(file));
  const may = [...(rule?.may ?? []), ...(typeOnly ? (rule?.types ?? []) : [])];
  return roomOf(target) === roomOf(file) || may.some((room) => `${target}/`.startsWith(`${room}/`));
}

it("no file imports what its room may not", () => {
  const refused = files.flatMap((file) =>
    importsIn(file, readFileSync(file, "utf8"))
      .filter((one) => !isAllowed(file, one))
      .map(({ target, typeOnly }) => `${file} -> ${target}${typeOnly ? " (type)" : ""}`),
  );
  expect(refused).toEqual([]);
});

it.each([
  ["lib/flows/model/x.ts", 'import { x } from "@/lib/upstream/read-flow";'],
  ["lib/flows/diff/x.ts", 'import { x } from "../../upstream/read-flow";'],
  ["lib/upstream/x.ts", 'import { x } from "@/lib/db/client";'],
  ["lib/mirror/x.ts", 'import {\n  x,\n} from "@/lib/changes/admit-change";'],
  ["lib/audit/x.ts", 'export { x } from "@/lib/workspaces/connect";'],
  ["lib/vault/x.ts", 'import "@/lib/audit/record-event";'],
  ["lib/changes/x.ts", 'import { x } from "@/lib/bff/route";'],
  ["lib/bff/x.ts", 'import { x } from "@/app/page";'],
  ["components/x.tsx", 'import { x } from "@/lib/db/client";'],
  ["components/x.tsx", 'import { x } from "@/lib/mirror/drift";'],
  ["components/audit/event/x.ts", 'import { x } from "../timeline/day-words";'],
  ["components/audit/x.ts", 'import { x } from "@/lib/db/client";'],
  ["app/x.ts", 'import { x } from "@/lib/db/client";'],
  ["app/api/x/route.ts", 'import { x } from "@/components/ui/button";'],
  ["components/x.tsx", 'const x = await import("@/lib/db/client");'],
  ["app/x.ts", 'import { x } from "@/lib/upstream/write-flow";'],
  ["sandbox/x.ts", 'import { x } from "@/lib/flows/model/flow";'],
])("%s may not say: %s", (file, text) => {
  expect(importsIn(file, text).map((one) => isAllowed(file, one))).toEqual([false]);
});

it.each([
  ["lib/changes/x.ts", 'import { x } from "@/lib/flows/model/flow";'],
  ["lib/flows/diff/x.ts", 'import { x } from "./y";'],
  ["components/x.tsx", 'import type { X } from "@/lib/mirror/drift";'],
  ["components/audit/timeline/x.ts", 'import { x } from "../event/event-links";'],
  ["app/x.ts", 'import { x } from "@/lib/bff/route";'],
])("%s may say: %s", (file, text) => {
  expect(importsIn(file, text).map((one) => isAllowed(file, one))).toEqual([true]);
});
