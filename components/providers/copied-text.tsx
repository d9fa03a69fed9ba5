import { CopyButton } from "../ui/copy-button";

/** A text that belongs elsewhere, such as in a provider's settings or in DNS, with a button that copies it. */
export function CopiedText({ label, text }: { label: string; text: string }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted-foreground">{label}</dt>
      <dd className="flex items-center gap-1">
        <code className="min-w-0 font-mono text-xs wrap-anywhere">{text}</code>
        <CopyButton text={text} label={`Copy: ${label}`} />
      </dd>
    </div>
  );
}
