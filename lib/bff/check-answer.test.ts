import { expect, test, vi } from "vitest";
import { z } from "zod";
import { log } from "@/lib/log";
import type { Reply } from "./respond";
import { publicRoute } from "./route";
import type { SuccessAnswer } from "./route-contract";

const schema = z.object({ items: z.array(z.object({ name: z.string(), at: z.iso.datetime().optional() })) });

/** The answer of a route with this contract to such a reply of its handler, and the error that it logs. */
async function answered(answer: Omit<SuccessAnswer, "description">, reply: Reply) {
  const info = vi.spyOn(log, "info").mockImplementation(() => {});
  const error = vi.spyOn(log, "error").mockImplementation(() => {});
  const route = publicRoute({
    operationId: "readThings",
    summary: "Read things",
    tag: "workspaces",
    action: null,
    answer: { description: "Things.", ...answer },
    handle: async () => reply,
  });
  const { status } = await route(new Request("http://portal.test/api/things"), {
    params: Promise.resolve({}),
  });
  const logged = error.mock.calls.map(([line]) => JSON.stringify(line)).join();
  info.mockRestore();
  error.mockRestore();
  return { status, logged };
}

const one = { items: [{ name: "One" }] };

test.each<[string, Omit<SuccessAnswer, "description">, Reply]>([
  ["JSON of its schema", { schema }, { body: one }],
  ["a date, which leaves as text", { schema }, { body: { items: [{ name: "One", at: new Date(0) }] } }],
  ["JSON that is text already", { schema }, { raw: JSON.stringify(one) }],
  [
    "its own status and headers",
    { status: 201, schema, headers: ["ETag"] },
    { body: one, headers: { ETag: "1" } },
  ],
  ["no body where it has none", { status: 204 }, {}],
  [
    "text where it is text",
    { text: ["text/plain"] },
    { raw: "one", headers: { "Content-Type": "text/plain" } },
  ],
  ["a stream", { schema, text: ["application/x-ndjson"] }, { raw: new ReadableStream() }],
])("an answer that is as published goes out: %s", async (_, answer, reply) => {
  expect(await answered(answer, reply)).toEqual({ status: answer.status ?? 200, logged: "" });
});

test("another status than a good one is no matter of the contract's answer", async () => {
  expect(await answered({ schema }, { status: 503, body: { status: "not_ready" } })).toMatchObject({
    status: 503,
  });
});

test.each<[string, Omit<SuccessAnswer, "description">, Reply, RegExp]>([
  ["a field of another type", { schema }, { body: { items: [{ name: 1 }] } }, /\/items\/0\/name: /],
  ["a field that is missing", { schema }, { body: {} }, /\/items: /],
  [
    "a field too many",
    { schema },
    { body: { items: [{ name: "One", key: "secret" }] } },
    /\/items\/0\/key: /,
  ],
  ["JSON text that isn't its schema's", { schema }, { raw: "{}" }, /\/items: /],
  ["no body", { schema }, {}, /expected object/],
  ["a body where it has none", { status: 204 }, { body: one }, /a body where it has none/],
  ["another good status", { schema }, { status: 201, body: one }, /status 201, not 200/],
  ["without a header", { schema, headers: ["ETag"] }, { body: one }, /no header ETag/],
])(
  "an answer that isn't as published fails, and the log names operation and place: %s",
  async (_, ...given) => {
    const [answer, reply, words] = given;
    const { status, logged } = await answered(answer, reply);
    expect(status).toBe(500);
    expect(logged).toMatch(/readThings answers otherwise than its contract says/);
    expect(logged).toMatch(words);
    expect(logged).not.toContain("secret");
  },
);
