import type { RuleKey } from "./rules";

/** How the portal deals with one field: where people meet it, what it is called upstream, and what shows it works. */
export interface FieldMapping {
  /** JSON pointer in normal form. */
  path: string;
  /** The control in the form of a new flow, or why there is none. */
  create: string;
  /** The control in the editor of an existing flow, or why there is none. */
  update: string;
  /** Its name in the create request, with a remark after a comma; null where no create request takes it. */
  createRequest: string | null;
  updateRequest: string | null;
  /** Its name in answers of the newer generation, or null where they don't tell it. */
  newer: string | null;
  older: string | null;
  rules: RuleKey[];
}

/** Why there is no control. */
export const NO_CONTROL = {
  fixed: "read-only: the upstream fixes it at creation",
  made: "read-only: the upstream makes it",
  json: "read-only, in the JSON view: the upstream makes it",
  later: "none: no create request takes it",
  only_create: "none: no update takes it",
  copy: "none: a copy, sent as the field at the top; the JSON view takes it",
  copy_told: "read-only, in the JSON view: a copy",
  none: "none: it does not exist yet",
} as const;

type Names = Partial<Pick<FieldMapping, "createRequest" | "updateRequest" | "newer" | "older">>;

/** Gives a path the way requests are written about: `webhooks[].url` for `/webhooks/*\/url`. */
export function dotted(path: string): string {
  return path.slice(1).replaceAll("/*", "[]").replaceAll("/", ".");
}

/** Gives a field's row. It is called alike everywhere unless `names` says otherwise; without a control it is not sent. */
export function field(
  path: string,
  controls: [create: string, update: string],
  rules: RuleKey[],
  names: Names = {},
): FieldMapping {
  const [create, update] = controls;
  const noControl: readonly string[] = Object.values(NO_CONTROL);
  const sent = (control: string) => (noControl.includes(control) ? null : dotted(path));
  return {
    path,
    create,
    update,
    createRequest: sent(create),
    updateRequest: sent(update),
    newer: dotted(path),
    older: dotted(path),
    rules,
    ...names,
  };
}
