import { expect, test } from "vitest";
import { z } from "zod";
import { looseAction } from "@/tests/support/loose-event";
import type { Operation } from "./operation";
import { portalDocument } from "./portal-document";
import { servedDocument } from "./served-document";

const read: Operation = {
  method: "get",
  path: "/api/workspaces/{ws}/things/{id}",
  declaration: {
    access: { workspace: "change.read" },
    tokens: true,
    action: null,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).default(50),
      from: z.coerce.date().optional(),
      on: z
        .enum(["true", "false"])
        .transform((text) => text === "true")
        .optional(),
    }),
    operationId: "readThing",
    tag: "workspaces",
    summary: "Read a thing",
    answer: { description: "The thing.", schema: z.object({ id: z.string() }), headers: ["ETag"] },
  },
};
const write: Operation = {
  method: "patch",
  path: "/api/workspaces/{ws}/things/{id}",
  declaration: {
    access: { workspace: "call_flow.update" },
    tokens: false,
    action: looseAction("thing.update"),
    body: z.strictObject({ name: z.string() }).transform(({ name }) => ({ words: name.split(" ") })),
    operationId: "changeThing",
    tag: "workspaces",
    summary: "Change a thing",
    answer: { description: "The thing." },
    flowWrite: "existing_flow",
  },
};

function documented(operations: Operation[]) {
  return JSON.parse(JSON.stringify(portalDocument(operations)));
}
const paths = documented([read, write]).paths["/api/workspaces/{ws}/things/{id}"];

interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Record<string, unknown>;
}

function parameter(operation: { parameters: Parameter[] }, name: string): Parameter | undefined {
  return operation.parameters.find((one) => one.name === name);
}

test("an operation lists a token where it lets one in, and its refusal where it does not", () => {
  expect(paths.get.security).toEqual([{ session: [] }, { token: [] }]);
  expect(paths.patch.security).toEqual([{ session: [] }]);
  const { access: _, ...contract } = read.declaration;
  const own = { ...read, declaration: { ...contract, access: "signed_in" as const } };
  const refusals = (tokens: boolean) => {
    const document = documented([{ ...own, declaration: { ...own.declaration, tokens } }]);
    return document.paths[own.path].get.responses[403]?.description ?? "";
  };
  expect(refusals(true)).not.toContain("not_allowed");
  expect(refusals(false)).toContain("not_allowed");
});

test("a query is published as it is sent, not as it is parsed", () => {
  expect(parameter(paths.get, "on")?.schema).toEqual({ type: "string", enum: ["true", "false"] });
  expect(parameter(paths.get, "limit")?.schema).toMatchObject({ type: "integer", minimum: 1, default: 50 });
  expect(parameter(paths.get, "from")?.schema).toMatchObject({ type: "string", format: "date-time" });
  expect(parameter(paths.get, "limit")?.required).not.toBe(true);
});

test("a body is published as it is sent, and closed where its handler refuses unknown fields", () => {
  expect(paths.patch.requestBody.content["application/json"].schema).toEqual({
    type: "object",
    properties: { name: { type: "string" } },
    required: ["name"],
    additionalProperties: false,
  });
});

test("an answer may gain fields later", () => {
  const { schema } = paths.get.responses["200"].content["application/json"];
  expect(schema).not.toHaveProperty("additionalProperties");
});

test("a write to a flow that exists asks for its key and its state", () => {
  expect(parameter(paths.patch, "Idempotency-Key")).toMatchObject({ in: "header", required: true });
  expect(parameter(paths.patch, "If-Match")).toMatchObject({ in: "header", required: true });
  expect(parameter(paths.patch, "X-Change-Reason")?.required).not.toBe(true);
  expect(Object.keys(paths.patch.responses)).toEqual(
    expect.arrayContaining([
      "401",
      "403",
      "404",
      "409",
      "412",
      "413",
      "415",
      "422",
      "428",
      "429",
      "502",
      "504",
    ]),
  );
});

test("a read publishes no problem that only writes have", () => {
  expect(Object.keys(paths.get.responses)).toEqual(["200", "400", "401", "403", "404", "500", "503"]);
});

test("an answer that is text on request is published as both", () => {
  const { declaration } = read;
  const answer = { ...declaration.answer, text: ["application/x-ndjson"] };
  const both: Operation = { ...read, declaration: { ...declaration, answer } };
  const { content } = documented([both]).paths[both.path].get.responses["200"];
  expect(Object.keys(content)).toEqual(["application/json", "application/x-ndjson"]);
});

test("problems are problem documents", () => {
  expect(paths.get.responses["404"].content).toEqual({
    "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
  });
});

test("the session's cookie has this portal's name for it", async () => {
  const name = async (secureCookies: boolean) => {
    const served = await servedDocument({ origin: "https://portal.example", secureCookies });
    return served.components.securitySchemes.session.name;
  };
  expect(await name(false)).toBe("next-auth.session-token");
  expect(await name(true)).toBe("__Host-next-auth.session-token");
});

test("a path parameter that nobody described is refused", () => {
  expect(() => portalDocument([{ ...read, path: "/api/{mystery}" }])).toThrow("mystery");
});
