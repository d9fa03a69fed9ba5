import { MASK } from "@/lib/flows/diff/secret-values";
import type { Webhook, WebhookHeader } from "@/lib/flows/model/call-flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import type { WebhookDraft } from "./webhook-draft";

/** A problem of a staged webhook that the request's schema cannot find. */
export interface WebhookProblem {
  /** JSON pointer into the draft: "" is the webhook itself, `/headers/0/name` a place in it. */
  path: string;
  /** A whole sentence. */
  message: string;
  /** An error would lose or spoil something and must be corrected; a warning only needs a check. */
  severity: "error" | "warning";
}

/** A header's name is a token of RFC 9110, section 5.6.2. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function nameProblem(header: WebhookHeader, earlier: WebhookHeader[]): string | null {
  if (header.name === "") {
    return header.value === "" ? null : "This header has a value but no name.";
  }
  if (!HEADER_NAME.test(header.name)) {
    return "A header's name is made of letters, digits and signs such as “-”, without spaces or colons.";
  }
  // Servers treat "x-key" and "X-Key" alike, and the request has only one value for a name.
  if (earlier.some(({ name }) => name.toLowerCase() === header.name.toLowerCase())) {
    return `Only one header can be named “${header.name}”: capital letters make no difference.`;
  }
  return null;
}

function valueProblem({ name, value }: WebhookHeader): string | null {
  // Drafts come back without their secrets, and a webhook that was saved with an empty one can't be corrected.
  if (name !== "" && value === "") return "Type this header's value, or remove the header.";
  if (value.includes(MASK)) {
    return "These dots only stand for a value that is never shown. Type the value itself.";
  }
  return null;
}

function headerProblems({ headers }: WebhookDraft): WebhookProblem[] {
  return headers.flatMap((header, position) => {
    const found = {
      name: nameProblem(header, headers.slice(0, position)),
      value: valueProblem(header),
    };
    return Object.entries(found).flatMap(([part, message]): WebhookProblem[] =>
      message === null
        ? []
        : [{ path: jsonPointer(["headers", position, part]), message, severity: "error" }],
    );
  });
}

function namelessRows(draft: WebhookDraft, list: "variables" | "responseVariables"): WebhookProblem[] {
  return draft[list].flatMap((row, position): WebhookProblem[] => {
    const hasMore = Object.entries(row).some(([part, value]) => part !== "name" && value !== "");
    if (row.name !== "" || !hasMore) return [];
    const message = "Without a name nothing can refer to this variable.";
    return [{ path: jsonPointer([list, position, "name"]), message, severity: "warning" }];
  });
}

function sameText(one: string, other: string): boolean {
  const plain = (value: string) => value.trim().replace(/\/+$/, "").toLowerCase();
  return plain(one) === plain(other);
}

function repetition(draft: WebhookDraft, existing: Webhook[], before: WebhookDraft[]): WebhookProblem[] {
  if (draft.name.trim() === "" || draft.url.trim() === "") return [];
  const same = ({ name, url }: { name: string; url: string }) =>
    sameText(name, draft.name) && sameText(url, draft.url);
  const warning = (message: string): WebhookProblem => ({ path: "", message, severity: "warning" });
  if (existing.some(same)) {
    return [
      warning(
        "This flow has a webhook of this name and address already. The upstream will add a second one; it can't be removed from here.",
      ),
    ];
  }
  return before.some(same)
    ? [warning("Another webhook that you are adding has this name and address too. Both will be added.")]
    : [];
}

/**
 * Returns the problems of a staged webhook that the request's schema does not find.
 * @param existing the flow's webhooks
 * @param before the drafts above this one
 */
export function webhookDraftProblems(
  draft: WebhookDraft,
  existing: Webhook[],
  before: WebhookDraft[],
): WebhookProblem[] {
  return [
    ...repetition(draft, existing, before),
    ...headerProblems(draft),
    ...namelessRows(draft, "variables"),
    ...namelessRows(draft, "responseVariables"),
  ];
}
