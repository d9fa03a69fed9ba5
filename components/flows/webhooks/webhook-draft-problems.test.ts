import { describe, expect, it } from "vitest";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { emptyWebhookDraft, type WebhookDraft } from "./webhook-draft";
import { webhookDraftProblems } from "./webhook-draft-problems";

function draftOf(changes: Partial<WebhookDraft>): WebhookDraft {
  return { ...emptyWebhookDraft("a"), name: "Page", url: "https://example.com/page", ...changes };
}

const existing: Webhook = {
  id: null,
  name: "Page",
  url: "https://example.com/page",
  method: "POST",
  headers: [],
  body: null,
  description: null,
  variables: [],
  responseVariables: [],
  isTesting: null,
  textToSpeak: null,
  testResponse: null,
};

const pathsOf = (draft: WebhookDraft, flows: Webhook[] = [], before: WebhookDraft[] = []) =>
  webhookDraftProblems(draft, flows, before).map(({ path, severity }) => `${severity} ${path}`);

describe("a staged webhook", () => {
  it("of its own name and address raises no question", () => {
    expect(pathsOf(draftOf({ name: "Other" }), [existing])).toEqual([]);
    expect(pathsOf(draftOf({ url: "https://example.com/other" }), [existing])).toEqual([]);
  });

  it("that the flow has already is a warning, also with other capitals or a closing slash", () => {
    expect(pathsOf(draftOf({ name: "page ", url: "HTTPS://example.com/page/" }), [existing])).toEqual([
      "warning ",
    ]);
  });

  it("that repeats a draft above it is a warning", () => {
    expect(pathsOf(draftOf({}), [], [draftOf({ key: "b" })])).toEqual(["warning "]);
  });

  it("without name and address is not taken for a repetition of another such one", () => {
    expect(pathsOf(emptyWebhookDraft("a"), [], [emptyWebhookDraft("b")])).toEqual([]);
  });

  it("can't have two headers of one name, also with other capitals", () => {
    const headers = [
      { name: "X-Key", value: "1" },
      { name: "x-key", value: "2" },
    ];
    expect(pathsOf(draftOf({ headers }))).toEqual(["error /headers/1/name"]);
  });

  it.each(["X Key", "X-Key:", "Ключ", "X-Key\n", "(X)"])("refuses %j as a header's name", (name) => {
    expect(pathsOf(draftOf({ headers: [{ name, value: "1" }] }))).toEqual(["error /headers/0/name"]);
  });

  it("needs a name for a header's value, but nothing for a blank row", () => {
    expect(pathsOf(draftOf({ headers: [{ name: "", value: "1" }] }))).toEqual(["error /headers/0/name"]);
    expect(pathsOf(draftOf({ headers: [{ name: "", value: "" }] }))).toEqual([]);
  });

  it("refuses a named header without a value, as in a draft that lost its secrets", () => {
    expect(pathsOf(draftOf({ headers: [{ name: "X-Key", value: "" }] }))).toEqual(["error /headers/0/value"]);
  });

  it("refuses a copied mask as a header's value", () => {
    expect(pathsOf(draftOf({ headers: [{ name: "X-Key", value: "••••" }] }))).toEqual([
      "error /headers/0/value",
    ]);
  });

  it("warns of variables that have no name", () => {
    const draft = draftOf({
      variables: [{ name: "", description: "Wanted day" }],
      responseVariables: [
        { name: "", path: "", description: "" },
        { name: "", path: "$.id", description: "" },
      ],
    });
    expect(pathsOf(draft)).toEqual(["warning /variables/0/name", "warning /responseVariables/1/name"]);
  });
});
