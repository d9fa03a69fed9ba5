import { LockKeyhole } from "lucide-react";
import { Badge, type BadgeTone } from "../../ui/badge";
import { hiddenValue, type SecretChange } from "./secret-value";

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

/** A change of a secret, never its value. Readers can compare two events by their digests. */
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
