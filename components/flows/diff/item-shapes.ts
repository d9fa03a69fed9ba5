import { isJsonObject, type JsonObject } from "@/lib/flows/flow-content";
import { MASK } from "@/lib/flows/secret-values";

/** One thing to know about an item of a list. */
export interface ItemFact {
  label: string;
  value: unknown;
}

/** How the items of one list are recognised, called and told. */
export interface ItemShape {
  /** One and many of them: "webhook", "webhooks". */
  nouns: [string, string];
  title: (item: JsonObject) => string;
  /** What may tell that two items are the same one, the surest first. */
  identities: ((item: JsonObject) => unknown)[];
  facts: (item: JsonObject) => ItemFact[];
  /** What to say when two lists differ although all facts are alike. */
  unseen: string;
}

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** Headers come as a list from the upstream and as an object in a request. A value may be a secret. */
function headerNames(headers: unknown): string[] {
  if (isJsonObject(headers)) return Object.keys(headers);
  return objectsIn(headers).map(({ name }) => String(name ?? ""));
}

function webhookFacts(webhook: JsonObject): ItemFact[] {
  return [
    { label: "Name", value: webhook.name },
    { label: "Method", value: webhook.method },
    { label: "Address", value: webhook.url },
    { label: "Description", value: webhook.description },
    ...headerNames(webhook.headers).map((name) => ({ label: `Header ${name}`, value: MASK })),
    { label: "Body", value: webhook.body },
    ...objectsIn(webhook.variables ?? webhook.variablesforcallflow).map(({ name, description }) => ({
      label: `Variable ${name}`,
      value: description || "No description",
    })),
    ...objectsIn(webhook.responseVariables).map(({ name, path, description }) => ({
      label: `Response variable ${name}`,
      value: [path, description].filter(Boolean).join(": ") || "No path",
    })),
    { label: "Spoken text", value: webhook.textToSpeak },
    { label: "Testing", value: webhook.isTesting },
    { label: "Test response", value: webhook.testResponse },
  ];
}

function collectionFacts(collection: JsonObject): ItemFact[] {
  return [
    { label: "Name", value: collection.name },
    { label: "Default", value: collection.isDefault },
    ...objectsIn(collection.variables).map(({ key, value }) => ({ label: `{{${key}}}`, value })),
  ];
}

const named = (item: JsonObject) => String(item.name || "Without a name");

const SHAPES: Record<string, ItemShape> = {
  "/webhooks": {
    nouns: ["webhook", "webhooks"],
    title: named,
    identities: [({ id }) => id, ({ name, url }) => JSON.stringify([name, url]), ({ name }) => name],
    facts: webhookFacts,
    unseen: "The value of a header changed. Header values are never shown.",
  },
  "/dynamicVariableCollections": {
    nouns: ["collection", "collections"],
    title: named,
    identities: [({ id }) => id, ({ name }) => name],
    facts: collectionFacts,
    unseen: "Only the order changed.",
  },
  "/settings/knowledgeBaseFiles": {
    nouns: ["file", "files"],
    title: ({ filename }) => String(filename || "Without a name"),
    identities: [({ key }) => key, ({ filename }) => filename],
    facts: ({ key, url }) => [
      { label: "Key", value: key },
      { label: "Address", value: url },
    ],
    unseen: "Only the order changed.",
  },
};

/** Gives how to tell about the items of a list, or null where their shape is not known. */
export function itemShape(path: string, before: unknown, after: unknown): ItemShape | null {
  const shape = SHAPES[path];
  const fits = [before, after].every(
    (value) => value === null || value === undefined || (Array.isArray(value) && value.every(isJsonObject)),
  );
  return shape && fits ? shape : null;
}
