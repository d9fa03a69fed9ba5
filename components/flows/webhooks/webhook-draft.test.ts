import { describe, expect, it } from "vitest";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { emptyWebhookDraft, type WebhookDraft, webhookDraftToSend } from "./webhook-draft";

const full: WebhookDraft = {
  key: "a",
  name: "Find slots",
  url: "https://practice.example.com/slots",
  method: "PUT",
  description: "Free times of a day",
  headers: [
    { name: "Authorization", value: "Bearer abc" },
    { name: "X-Clinic", value: "north" },
  ],
  body: '{"day": "{{day}}"}',
  variables: [{ name: "day", description: "Wanted day" }],
  responseVariables: [{ name: "slots", path: "$.slots", description: "Free times" }],
  isTesting: true,
  textToSpeak: "One moment.",
  testResponse: '{"slots": []}',
};

describe("a webhook in a request", () => {
  it("has its headers as an object and its variables under the name that creating takes", () => {
    expect(webhookDraftToSend(full, "create")).toEqual({
      name: "Find slots",
      url: "https://practice.example.com/slots",
      method: "PUT",
      description: "Free times of a day",
      headers: { Authorization: "Bearer abc", "X-Clinic": "north" },
      body: '{"day": "{{day}}"}',
      variablesforcallflow: [{ name: "day", description: "Wanted day" }],
      responseVariables: [{ name: "slots", path: "$.slots", description: "Free times" }],
      isTesting: true,
      textToSpeak: "One moment.",
      testResponse: '{"slots": []}',
    });
  });

  it("has its variables under the name that updating takes", () => {
    const sent = webhookDraftToSend(full, "update");
    expect(sent.variables).toEqual([{ name: "day", description: "Wanted day" }]);
    expect(sent).not.toHaveProperty("variablesforcallflow");
  });

  it("leaves out what was not filled in, but never the method", () => {
    const draft = { ...emptyWebhookDraft("b"), name: "Page", url: "https://example.com/page" };
    expect(webhookDraftToSend(draft, "update")).toEqual({
      name: "Page",
      url: "https://example.com/page",
      method: "POST",
    });
  });

  it("leaves out blank rows and the blank parts of a row", () => {
    const draft = {
      ...full,
      headers: [{ name: "", value: "" }],
      variables: [
        { name: "", description: "" },
        { name: "day", description: "" },
      ],
      responseVariables: [{ name: "", path: "", description: "" }],
    };
    const sent = webhookDraftToSend(draft, "update");
    expect(sent.variables).toEqual([{ name: "day" }]);
    expect(sent).not.toHaveProperty("headers");
    expect(sent).not.toHaveProperty("responseVariables");
  });

  it("passes the schemas of both requests", () => {
    const create = {
      name: "Flow",
      direction: "outbound",
      webhooks: [webhookDraftToSend(full, "create")],
    };
    expect(createCallFlowSchema.safeParse(create).error).toBeUndefined();
    const update = { webhooks: [webhookDraftToSend(full, "update")] };
    expect(updateCallFlowSchema.safeParse(update).error).toBeUndefined();
  });

  it("keeps a header of an unusual name", () => {
    const sent = webhookDraftToSend({ ...full, headers: [{ name: "__proto__", value: "x" }] }, "update");
    expect(Object.entries(sent.headers ?? {})).toEqual([["__proto__", "x"]]);
  });
});
