import { MASK } from "@/lib/flows/diff/secret-values";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { hiddenValue } from "./secret-value";

/** One fact about an item of a list. */
export interface ItemFact {
  label: string;
  value: unknown;
}

/** How the items of one list are recognised, named and described. */
export interface ItemShape {
  /** One and many of them: "webhook", "webhooks". */
  nouns: [string, string];
  title: (item: JsonObject) => string;
  /** Two items with an equal identity are the same one; the surest identity comes first. */
  identities: ((item: JsonObject) => unknown)[];
  facts: (item: JsonObject) => ItemFact[];
  /** Shown when two lists differ although all facts are alike. */
  unseen: string;
}

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** A header's value may be a secret: the fact says only that there is one, and its digest whether it changed. */
function headerFact(header: JsonObject): ItemFact {
  const digest = hiddenValue(header.value)?.digest ?? header.digest;
  const value = typeof digest === "string" ? { redacted: true, digest } : MASK;
  return { label: `Header ${header.name ?? ""}`, value };
}

/** Headers come as a list from the upstream and as an object in a request. */
function headerFacts(headers: unknown): ItemFact[] {
  if (!isJsonObject(headers)) return objectsIn(headers).map(headerFact);
  return Object.entries(headers).map(([name, value]) => headerFact({ name, value }));
}

/** Describes a variable that the agent collects. */
function variableText({ description, required }: JsonObject): string {
  const meaning = typeof description === "string" && description !== "" ? description : "No description";
  if (typeof required !== "boolean") return meaning;
  return `${meaning} (${required ? "required" : "optional"})`;
}

function webhookFacts(webhook: JsonObject): ItemFact[] {
  return [
    { label: "Name", value: webhook.name },
    { label: "Method", value: webhook.method },
    { label: "Address", value: webhook.url },
    { label: "Description", value: webhook.description },
    ...headerFacts(webhook.headers),
    { label: "Body", value: webhook.body },
    ...objectsIn(webhook.variables ?? webhook.variablesforcallflow).map((variable) => ({
      label: `Variable ${variable.name}`,
      value: variableText(variable),
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

/** The keys that may have the name of an item of an undocumented shape. */
const TITLE_KEYS = ["name", "title", "label", "number", "phoneNumber", "to", "id"];

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function firstText(item: JsonObject, keys: string[]): string | null {
  const found = keys.map((key) => item[key]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? found : null;
}

/** One fact for each key of an item of an undocumented shape. */
function plainFacts(item: JsonObject): ItemFact[] {
  return Object.entries(item).map(([key, value]) => ({
    label: fieldLabel(`/${key}`),
    value: typeof value === "object" && value !== null && !hiddenValue(value) ? text(value) : value,
  }));
}

const dataOf = ({ data }: JsonObject): JsonObject => (isJsonObject(data) ? data : {});

function nodeFacts(node: JsonObject): ItemFact[] {
  return [{ label: "Type", value: node.type }, ...plainFacts(dataOf(node))];
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
  "/settings/transfers": {
    nouns: ["transfer", "transfers"],
    title: (item) => firstText(item, TITLE_KEYS) ?? "Without a name",
    identities: [({ id }) => id, (item) => firstText(item, TITLE_KEYS)],
    facts: plainFacts,
    unseen: "Only the order changed.",
  },
  "/flowData/nodes": {
    nouns: ["node", "nodes"],
    title: (node) =>
      firstText(dataOf(node), ["label", "name", "title"]) ?? String(node.id ?? "Without a name"),
    identities: [({ id }) => id],
    facts: nodeFacts,
    unseen: "Only the order of the nodes changed, or their places in the picture.",
  },
  "/flowData/edges": {
    nouns: ["edge", "edges"],
    title: ({ source, target }) => `${source} → ${target}`,
    identities: [({ id }) => id, ({ source, target, label }) => JSON.stringify([source, target, label])],
    facts: plainFacts,
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

/** Returns how to describe the items of a list, or null where their shape is not known. */
export function itemShape(path: string, before: unknown, after: unknown): ItemShape | null {
  const shape = SHAPES[path];
  const fits = [before, after].every(
    (value) => value === null || value === undefined || (Array.isArray(value) && value.every(isJsonObject)),
  );
  return shape && fits ? shape : null;
}
