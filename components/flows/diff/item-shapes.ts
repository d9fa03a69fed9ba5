import { MASK } from "@/lib/flows/diff/secret-values";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { isEmptyValue, isJsonObject, type JsonObject } from "@/lib/json/json-value";
import { hiddenValue } from "./secret-value";

/** One fact about an item of a list. */
export interface ItemFact {
  label: string;
  value: unknown;
  /** Set for a thing of its own, such as a variable: it is there or not, also with an empty value. */
  isEntry?: true;
  /** Set for what only a comparison needs: an item that came or went is described without it. */
  isQuiet?: true;
}

/** How the items of one list are recognised, named and described. */
export interface ItemShape {
  /** One and many of them: "webhook", "webhooks". */
  nouns: [string, string];
  title: (item: JsonObject) => string;
  /** Two items with an equal identity are the same one; the surest identity comes first. */
  identities: ((item: JsonObject) => unknown)[];
  /** Everything about an item: two items with the same facts are alike. */
  facts: (item: JsonObject) => ItemFact[];
}

const objectsIn = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : []);

/** A header's value may be a secret: the fact says only that there is one, and its digest whether it changed. */
function headerFact(header: JsonObject): ItemFact {
  const digest = hiddenValue(header.value)?.digest ?? header.digest;
  const value = typeof digest === "string" ? { redacted: true, digest } : MASK;
  return { label: `Header ${header.name ?? ""}`, value, isEntry: true };
}

/** Headers come as a list from the upstream and as an object in a request. */
function headerFacts(headers: unknown): ItemFact[] {
  if (!isJsonObject(headers)) return objectsIn(headers).map(headerFact);
  return Object.entries(headers).map(([name, value]) => headerFact({ name, value }));
}

/** Describes a variable that the agent collects. */
function variableText({ description, required, name: _, ...others }: JsonObject): string {
  const meaning = typeof description === "string" && description !== "" ? description : "No description";
  const known =
    typeof required === "boolean" ? `${meaning} (${required ? "required" : "optional"})` : meaning;
  return withOthers(known, typeof required === "boolean" ? others : { ...others, required });
}

function responseVariableText({ path, description, name: _, ...others }: JsonObject): string {
  return withOthers([path, description].filter(Boolean).join(": ") || "No path", others);
}

/** Adds what is stored beside the documented parts, so that no difference goes unnamed. */
function withOthers(described: string, others: JsonObject): string {
  const stated = Object.entries(others).filter(([, value]) => !isEmptyValue(value));
  return stated.length === 0 ? described : `${described} ${JSON.stringify(Object.fromEntries(stated))}`;
}

/** The members of a webhook that its facts have names for. */
const WEBHOOK_KEYS = [
  ...["id", "name", "method", "url", "description", "headers", "body", "variables", "variablesforcallflow"],
  ...["responseVariables", "textToSpeak", "isTesting", "testResponse"],
];

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
      isEntry: true as const,
    })),
    ...objectsIn(webhook.responseVariables).map((variable) => ({
      label: `Response variable ${variable.name}`,
      value: responseVariableText(variable),
      isEntry: true as const,
    })),
    { label: "Spoken text", value: webhook.textToSpeak },
    { label: "Testing", value: webhook.isTesting },
    { label: "Test response", value: webhook.testResponse },
    ...plainFacts(webhook, WEBHOOK_KEYS),
    idFact(webhook),
  ];
}

function collectionFacts(collection: JsonObject): ItemFact[] {
  return [
    { label: "Name", value: collection.name },
    { label: "Default", value: collection.isDefault },
    ...objectsIn(collection.variables).map(({ key, value, ...others }) => ({
      label: `{{${key}}}`,
      value: isEmptyValue(others) ? value : withOthers(String(value ?? ""), others),
      isEntry: true as const,
    })),
    ...plainFacts(collection, ["id", "name", "isDefault", "variables"]),
    idFact(collection),
  ];
}

const idFact = ({ id }: JsonObject): ItemFact => ({ label: "Id", value: id, isQuiet: true });

/** The keys that may have the name of an item of an undocumented shape. */
const TITLE_KEYS = ["name", "title", "label", "number", "phoneNumber", "to", "id"];

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

function firstText(item: JsonObject, keys: string[]): string | null {
  const found = keys.map((key) => item[key]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? found : null;
}

/** One fact for each key of an item, but for those that have a name of their own. */
function plainFacts(item: JsonObject, named: readonly string[] = []): ItemFact[] {
  return Object.entries(item)
    .filter(([key]) => !named.includes(key))
    .map(([key, value]) => ({
      label: fieldLabel(`/${key}`),
      value: typeof value === "object" && value !== null && !hiddenValue(value) ? text(value) : value,
      isEntry: true,
    }));
}

const dataOf = ({ data }: JsonObject): JsonObject => (isJsonObject(data) ? data : {});

/** The place of a node in the picture, as "120, 40". */
function placeText({ position }: JsonObject): unknown {
  if (!isJsonObject(position)) return position;
  const { x, y, ...others } = position;
  return withOthers(`${String(x)}, ${String(y)}`, others);
}

function nodeFacts(node: JsonObject): ItemFact[] {
  const named = isJsonObject(node.data) ? ["id", "type", "position", "data"] : ["id", "type", "position"];
  return [
    { label: "Type", value: node.type },
    ...plainFacts(dataOf(node)),
    ...plainFacts(node, named),
    { label: "Place in the picture", value: placeText(node), isQuiet: true },
    idFact(node),
  ];
}

const named = (item: JsonObject) => String(item.name || "Without a name");

const SHAPES: Record<string, ItemShape> = {
  "/webhooks": {
    nouns: ["webhook", "webhooks"],
    title: named,
    identities: [({ id }) => id, ({ name, url }) => JSON.stringify([name, url]), ({ name }) => name],
    facts: webhookFacts,
  },
  "/dynamicVariableCollections": {
    nouns: ["collection", "collections"],
    title: named,
    identities: [({ id }) => id, ({ name }) => name],
    facts: collectionFacts,
  },
  "/settings/transfers": {
    nouns: ["transfer", "transfers"],
    title: (item) => firstText(item, TITLE_KEYS) ?? "Without a name",
    identities: [({ id }) => id, (item) => firstText(item, TITLE_KEYS)],
    facts: (item) => plainFacts(item),
  },
  "/flowData/nodes": {
    nouns: ["node", "nodes"],
    title: (node) =>
      firstText(dataOf(node), ["label", "name", "title"]) ?? String(node.id ?? "Without a name"),
    identities: [({ id }) => id],
    facts: nodeFacts,
  },
  "/flowData/edges": {
    nouns: ["edge", "edges"],
    title: ({ source, target }) => `${source} → ${target}`,
    identities: [({ id }) => id, ({ source, target, label }) => JSON.stringify([source, target, label])],
    facts: (item) => plainFacts(item),
  },
  "/settings/knowledgeBaseFiles": {
    nouns: ["file", "files"],
    title: ({ filename }) => String(filename || "Without a name"),
    identities: [({ key }) => key, ({ filename }) => filename],
    facts: (file) => [
      { label: "Key", value: file.key },
      { label: "Address", value: file.url },
      { label: "File name", value: file.filename, isQuiet: true },
      ...plainFacts(file, ["key", "url", "filename"]),
    ],
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
