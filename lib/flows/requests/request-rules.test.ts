import { expect, it } from "vitest";
import { createCallFlowSchema } from "./call-flow-requests";
import { toFieldErrors } from "./schema-errors";

const smallest = { name: "Front desk", direction: "outbound" };

function pathsOf(body: unknown): string[] {
  const { error } = createCallFlowSchema.safeParse(body);
  return error ? toFieldErrors(error).map(({ path }) => path) : [];
}

it("an address and its copy in settings must be equal, as long as both are sent", () => {
  const copy = { agent: "https://example.com/a", inbound: "" };
  expect(pathsOf({ ...smallest, settings: { webhooks: copy } })).toEqual([]);
  const equal = { agentWebhookUrl: copy.agent, inboundWebhookUrl: copy.inbound };
  expect(pathsOf({ ...smallest, ...equal, settings: { webhooks: copy } })).toEqual([]);
  const other = { agentWebhookUrl: "", inboundWebhookUrl: "https://example.com/i" };
  expect(pathsOf({ ...smallest, ...other, settings: { webhooks: copy } })).toEqual([
    "/settings/webhooks/agent",
    "/settings/webhooks/inbound",
  ]);
});

it("a wrong type of address is reported as that, with any copy", () => {
  expect(pathsOf({ ...smallest, agentWebhookUrl: 1, settings: "none" })).toEqual([
    "/agentWebhookUrl",
    "/settings",
  ]);
});
