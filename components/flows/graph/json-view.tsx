import { jsonText } from "./json-text";

/** A value shown as JSON. It can be reached by keyboard, because it may scroll. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 text-sm font-medium">{label}</figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse.
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-md border bg-muted/50 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
      >
        {value === undefined ? "nothing" : jsonText(value)}
      </pre>
    </figure>
  );
}
