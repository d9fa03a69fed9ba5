import { LockKeyhole } from "lucide-react";
import { MASK } from "@/lib/flows/diff/secret-values";
import { isJsonObject } from "@/lib/json/json-value";
import { Badge, type BadgeTone } from "../../ui/badge";

const WORDS: Record<SecretChange, { tone: BadgeTone; word: string; more: string }> = {
  set: { tone: "good", word: "Set", more: "" },
  removed: { tone: "bad", word: "Removed", more: "" },
  changed: { tone: "info", word: "Changed", more: "" },
  same: { tone: "neutral", word: "As before", more: "" },
  hidden: { tone: "neutral", word: "Hidden", more: " Whether it changed is not recorded." },
};

interface SecretDiffProps {
  change: SecretChange;
  before: unknown;
  after: unknown;
}

/** A change of a secret: that there was one, never what it is. Digests let two events be compared. */
export function SecretDiff({ change, before, after }: SecretDiffProps) {
  const { tone, word, more } = WORDS[change];
  const digests = [hiddenValue(before)?.digest, hiddenValue(after)?.digest].flatMap((digest) =>
    digest ? [digest.slice(0, 12)] : [],
  );
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <LockKeyhole aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
      Secret
      <Badge tone={tone}>{word}</Badge>
      <span className="text-muted-foreground">The value is never recorded.{more}</span>
      {digests.length > 0 ? (
        <code
          className="font-mono text-xs text-muted-foreground"
          title="Digests, to compare with other events"
        >
          {[...new Set(digests)].join(" → ")}
        </code>
      ) : null}
    </p>
  );
}

/** What is known about a value that is not shown: a digest, by which two of them can be told apart, or nothing. */
interface HiddenValue {
  digest: string | null;
}

/** Reads a value that was replaced before it was recorded: by the mask, or by a note with a keyed digest. */
export function hiddenValue(value: unknown): HiddenValue | null {
  if (value === MASK) return { digest: null };
  if (!isJsonObject(value)) return null;
  const stands = value.redacted === true || value.value === MASK;
  if (!stands) return null;
  return { digest: typeof value.digest === "string" ? value.digest : null };
}

/** Whether a value was there at all: an empty text or nothing is no secret. */
function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}

/** What can be told about a secret without telling it. `hidden`: without digests nobody can say. */
type SecretChange = "set" | "removed" | "changed" | "same" | "hidden";

/** Says what became of a secret; null where neither value is one. */
export function secretChange(before: unknown, after: unknown): SecretChange | null {
  const [old, present] = [hiddenValue(before), hiddenValue(after)];
  if (old === null && present === null) return null;
  if (!isThere(before)) return "set";
  if (!isThere(after)) return "removed";
  // One side in the clear and the other one hidden can't be one value.
  if (old === null || present === null) return "changed";
  if (old.digest === null || present.digest === null) return "hidden";
  return old.digest === present.digest ? "same" : "changed";
}
