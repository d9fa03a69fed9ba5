import { MASK } from "@/lib/flows/diff/secret-values";
import type { Webhook, WebhookHeader } from "@/lib/flows/model/call-flow";
import { jsonPointer } from "@/lib/json/json-pointer";
import { headerNameFault, headerValueFault, repeatedHeaderNames } from "@/lib/text/http-header";
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

function nameProblem(header: WebhookHeader, upToHere: WebhookHeader[]): string | null {
  if (header.name === "") {
    return header.value === "" ? null : "This header has a value but no name.";
  }
  const fault = headerNameFault(header.name);
  if (fault !== null) return `A header's name ${fault}.`;
  const repeated = repeatedHeaderNames(upToHere.map(({ name }) => name));
  return repeated.includes(header.name)
    ? `Only one header can be named “${header.name}”: capital letters make no difference.`
    : null;
}

function valueProblem({ name, value }: WebhookHeader): string | null {
  // Drafts come back without their secrets, and a webhook that was saved with an empty one can't be corrected.
  if (value === "") return name === "" ? null : "Type this header's value, or remove the header.";
  if (value.includes(MASK)) {
    return "These dots only stand for a value that is never shown. Type the value itself.";
  }
  const fault = headerValueFault(value);
  return fault === null ? null : `A header's value ${fault}.`;
}

function headerProblems({ headers }: WebhookDraft): WebhookProblem[] {
  return headers.flatMap((header, position) => {
    const found = {
      name: nameProblem(header, headers.slice(0, position + 1)),
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
        "This flow has a webhook of this name and address already. Trillet will add a second one; it can't be removed from here.",
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
