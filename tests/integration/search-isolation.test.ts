import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { type FoundFlows, searchFlows } from "@/lib/mirror/text/search-flows";
import { readCursor } from "@/lib/mirror/text/search-order";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { addStoredWorkspace, storeFlow, storeListedFlow } from "@/tests/support/stored-flows";

let portal: TestPortal;
let person: PortalClient;

/** A flow as this test made it. The reference searches these, and shares no code with what it is compared to. */
interface KnownFlow {
  id: string;
  kind: "call_flow" | "message_flow";
  name: string;
  description: string;
  /** Null for one that was only listed. */
  texts: string[] | null;
}
interface KnownWorkspace {
  id: string;
  slug: string;
  name: string;
  flows: KnownFlow[];
}
const known: KnownWorkspace[] = [];

const WORDS = ["café", "Night", "line", "MISSED", "call", "calls", "Übergabe", "a", "zone"];

let seed = 7;
/** A number below another one; the same ones in every run. */
const below = (limit: number) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
  return Math.floor((seed / 2 ** 31) * limit);
};
const someWords = (most: number) =>
  Array.from({ length: 1 + below(most) }, () => WORDS[below(WORDS.length)]).join([" ", "-", ", "][below(3)]);

function madeUp(at: number): KnownFlow {
  const texts = below(5) === 0 ? null : [someWords(6), someWords(3)];
  return {
    id: `f${String(at).padStart(4, "0")}`,
    kind: texts && below(3) === 0 ? "message_flow" : "call_flow",
    // No two names are equal, so that their order is certain.
    name: `${someWords(2)} ${at}`,
    description: texts ? someWords(3) : "",
    texts,
  };
}

async function store(workspaceId: string, { id, kind, name, description, texts }: KnownFlow): Promise<void> {
  if (texts === null) return await storeListedFlow(workspaceId, id, name);
  const [prompt = "", other = ""] = texts;
  const flow =
    kind === "call_flow"
      ? exampleCallFlow({ id, name, description, prompt, customWelcomeMessage: other })
      : exampleMessageFlow({ id, name, description, prompt, initiationMessage: other });
  await storeFlow(workspaceId, flow);
}

beforeAll(async () => {
  portal = await openPortal();
  person = await portal.addPerson("Ivo Isolated");
  for (let n = 0; n < 10; n++) {
    const workspace = {
      ...(await addStoredWorkspace(`${["Ärzte", "bakery", "Cafés"][n % 3]} ${n}`)),
      flows: [],
    };
    known.push(workspace);
  }
  for (let at = 0; at < 150; at++) {
    const workspace = known[below(known.length)];
    const flow = madeUp(at);
    workspace?.flows.push(flow);
    if (workspace) await store(workspace.id, flow);
  }
});
afterAll(() => portal.close());

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .toLowerCase();
const wordsIn = (text: string) =>
  plain(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** One thing that is asked for: words in a row, the last of them perhaps begun. */
interface Asked {
  words: string[];
  begun: boolean;
  unwanted: boolean;
}

const typed = ({ words, begun, unwanted }: Asked) =>
  `${unwanted ? "-" : ""}${begun ? words.join("-") : `"${words.join(" ")}"`}`;

function isIn(text: string, { words, begun }: Asked): boolean {
  const own = wordsIn(text);
  const wanted = words.map(plain);
  const whole = !begun || (wanted.length === 1 && wanted[0]?.length === 1);
  return own.some((_, at) =>
    wanted.every((word, index) => {
      const here = own[at + index] ?? "";
      return index === wanted.length - 1 && !whole ? here.startsWith(word) : here === word;
    }),
  );
}

/** 0 for the best match; null for none. */
function rankOf({ name, description, texts }: KnownFlow, asked: Asked[]): number | null {
  const inAny = (own: string[]) => (one: Asked) => own.some((text) => isIn(text, one));
  // Every flow of the examples has these besides.
  const fixed = ["new york"];
  const all = [name, description, ...(texts ? [...texts, ...fixed] : [])];
  if (asked.some((one) => one.unwanted && inAny(all)(one))) return null;
  const wanted = asked.filter(({ unwanted }) => !unwanted);
  if (wanted.length === 0) return 3;
  if (wordsIn(name).join(" ") === wanted.flatMap(({ words }) => words.map(plain)).join(" ")) return 0;
  if (wanted.every(inAny([name]))) return 1;
  if (wanted.every(inAny([name, description]))) return 2;
  return wanted.every(inAny(all)) ? 3 : null;
}

function reference(bound: KnownWorkspace[], asked: Asked[], kind: string | undefined) {
  const searched = bound.flatMap((workspace) =>
    workspace.flows
      .filter((flow) => kind === undefined || flow.kind === kind)
      .map((flow) => ({ workspace, flow })),
  );
  const found = searched.flatMap(({ workspace, flow }) => {
    const rank = rankOf(flow, asked);
    return rank === null
      ? []
      : [{ key: [rank, plain(workspace.name), plain(flow.name)].join("\u0001"), flow, workspace }];
  });
  found.sort((one, other) => (one.key < other.key ? -1 : 1));
  return {
    found: found.map(({ flow, workspace }) => `${workspace.slug} ${flow.id}`),
    unread: searched.filter(({ flow }) => flow.texts === null).length,
  };
}

async function bind(bound: KnownWorkspace[]): Promise<void> {
  const userId = person.userId ?? "";
  await database().binding.deleteMany({ where: { userId } });
  await database().binding.createMany({
    data: bound.map(({ id }) => ({ userId, workspaceId: id, role: "viewer" as const })),
  });
}

type Page = Pick<FoundFlows, "nextCursor" | "unread"> & { items: { workspace: string; id: string }[] };

/** All pages of a search. */
async function paged(page: (cursor: string | null) => Promise<Page>) {
  const found: string[] = [];
  const unread = new Set<number>();
  for (let cursor: string | null = null; ; ) {
    const answer = await page(cursor);
    found.push(...answer.items.map(({ workspace, id }) => `${workspace} ${id}`));
    unread.add(answer.unread);
    cursor = answer.nextCursor;
    if (cursor === null) return { found, unread: [...unread] };
  }
}

const searched = (q: string, query: string) =>
  paged(async (cursor) => {
    const more = cursor === null ? "" : `&cursor=${cursor}`;
    const { status, json } = await person.get(`/api/search?q=${encodeURIComponent(q)}${query}${more}`);
    expect(status).toBe(200);
    return json;
  });

it("with any of 100 bindings, a search finds what a plain search of the bound workspaces finds, in its order", async () => {
  const word = fc.constantFrom(...WORDS);
  const asked: fc.Arbitrary<Asked> = fc.oneof(
    { weight: 4, arbitrary: word.map((one) => ({ words: [one], begun: true, unwanted: false })) },
    { weight: 2, arbitrary: word.map((one) => ({ words: [one.slice(0, 2)], begun: true, unwanted: false })) },
    { weight: 2, arbitrary: word.map((one) => ({ words: [one], begun: true, unwanted: true })) },
    {
      weight: 2,
      arbitrary: fc.record({
        words: fc.array(word, { minLength: 1, maxLength: 2 }),
        begun: fc.boolean(),
        unwanted: fc.boolean(),
      }),
    },
  );
  const run = fc.record({
    bound: fc.subarray(known.map((_, at) => at)),
    asked: fc.uniqueArray(asked, { minLength: 1, maxLength: 3, selector: typed }),
    kind: fc.constantFrom(undefined, "call_flow" as const, "message_flow" as const),
    limit: fc.constantFrom(1, 7, 50),
    // As where there are more flows than can be sorted at once: with the words anywhere, and in what is said about them, too.
    few: fc.constantFrom(0, 3, 20),
  });
  await fc.assert(
    fc.asyncProperty(run, async ({ bound, asked: terms, kind, limit, few }) => {
      const workspaces = bound.flatMap((at) => known[at] ?? []);
      await bind(workspaces);
      const expected = reference(workspaces, terms, kind);
      const q = terms.map(typed).join(" ");
      const got = await searched(q, `&limit=${limit}${kind ? `&kind=${kind}` : ""}`);
      expect({ q, ...got }).toEqual({ q, found: expected.found, unread: [expected.unread] });
      const many = await paged((cursor) =>
        searchFlows({ q, workspaces, kind, limit, few, after: cursor === null ? null : readCursor(cursor) }),
      );
      expect({ q, few, ...many }).toEqual({ q, few, ...got });
    }),
    { numRuns: 100 },
  );
});
