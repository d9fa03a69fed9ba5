import "server-only";
import type { UnreadValue } from "@/lib/flows/diff/kept-changes";
import { MASK } from "@/lib/flows/diff/secret-values";
import { flowField, flowFields, isDocumented, pathsWhere, tablePath } from "@/lib/flows/fields/flow-fields";
import type { FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { isJsonObject } from "@/lib/json/json-value";
import { clearAddresses, withoutCredentials } from "@/lib/text/credentials";
import { keyedDigest, redactedValue } from "./secret-digest";

/**
 * Documented fields whose items have no documented shape. Such values are shown, without anything named like a
 * credential.
 */
const FREE_FORM = pathsWhere(({ kind }) => kind === "json" || kind === "objects");
/** Shown only if the value is the mask. */
const SECRETS = pathsWhere(({ copy }) => copy === "secret");

/** Our own masking adds this digest beside the value. The workspace's key made it, and the log's key replaces it. */
const HEADER_DIGEST = "/webhooks/*/headers/*/digest";

/** Every path above a documented field, so that its values are searched and not digested as a whole. */
function parentsOf(kind: FlowKind): ReadonlySet<string> {
  const steps = flowFields(kind).map(([path]) => path.split("/"));
  return new Set(steps.flatMap((all) => all.slice(1).map((_, index) => all.slice(0, index + 1).join("/"))));
}

const PARENTS: Record<FlowKind, ReadonlySet<string>> = {
  call_flow: parentsOf("call_flow"),
  message_flow: parentsOf("message_flow"),
};

function holdsFields(kind: FlowKind, path: string): boolean {
  return PARENTS[kind].has(path);
}

/** Any text may contain an address, and any address a credential: a webhook's own as well as one in a prompt. */
function clearText(value: unknown): unknown {
  return typeof value === "string" ? clearAddresses(value) : value;
}

function clearScalar(chain: string, kind: FlowKind, path: string, value: unknown): unknown {
  if (SECRETS.has(path)) return value === MASK ? MASK : redactedValue(chain, value);
  return flowField(kind, path) && !holdsFields(kind, path) ? clearText(value) : redactedValue(chain, value);
}

function below(path: string, key: PropertyKey): string {
  return tablePath(`${path}${jsonPointer([key])}`);
}

/**
 * Returns a flow's value as an event may contain it. Documented fields are in clear, without credentials in addresses;
 * everything else is a digest. A header's value is clear only if it is the mask.
 * @param path JSON pointer in the flow's normal form, list positions as numbers or `*`
 */
export function clearFlowValue(chain: string, kind: FlowKind, path: string, value: unknown): unknown {
  const here = tablePath(path);
  if (value === null || value === undefined) return null;
  if (here === HEADER_DIGEST) return keyedDigest(chain, value);
  if (typeof value !== "object") return clearScalar(chain, kind, here, value);
  if (FREE_FORM.has(here) && flowField(kind, here)) {
    return withoutCredentials(value, (hidden) => redactedValue(chain, hidden));
  }
  const known = flowField(kind, here) !== null;
  if (Array.isArray(value) && known) {
    return value.map((item, position) =>
      typeof item === "object" || holdsFields(kind, here)
        ? clearFlowValue(chain, kind, below(here, position), item)
        : clearText(item),
    );
  }
  if (!isJsonObject(value) || !holdsFields(kind, here)) return redactedValue(chain, value);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, clearFlowValue(chain, kind, below(here, key), inner)]),
  );
}

/**
 * Returns a value that the normal form has no place for, as an event may contain it: of a documented field without
 * credentials, of any other key as a digest.
 * @param value as `flowChanges` makes it, with our own digest beside the masked value
 */
export function clearUnreadValue(
  chain: string,
  kind: FlowKind,
  path: string,
  value: UnreadValue & { digest?: unknown },
): unknown {
  if (!isDocumented(kind, path)) return redactedValue(chain, value);
  const digest = keyedDigest(chain, value.digest ?? value.value);
  return {
    unread: true,
    value: withoutCredentials(value.value, (hidden) => redactedValue(chain, hidden)),
    digest,
  };
}
