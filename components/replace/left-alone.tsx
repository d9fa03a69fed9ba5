interface Reason {
  why: string;
  fields: readonly string[];
}

export interface LeftAloneProps {
  /** What isn't read, by reason. */
  notSearched: readonly Reason[];
  /** What is read and can't be changed. */
  notReplaced: readonly Reason[];
}

/** Names what find and replace doesn't reach. */
export function LeftAlone({ notSearched, notReplaced }: LeftAloneProps) {
  return (
    <details className="rounded-lg border bg-card text-sm shadow-xs">
      <summary className="cursor-pointer rounded-lg px-4 py-2.5 font-medium">
        What isn't searched or replaced
      </summary>
      <div className="grid gap-4 border-t px-4 py-3 md:grid-cols-2">
        <Reasons heading="Found, but not replaced" reasons={notReplaced} />
        <Reasons heading="Not searched" reasons={notSearched} />
      </div>
    </details>
  );
}

function Reasons({ heading, reasons }: { heading: string; reasons: readonly Reason[] }) {
  return (
    <section aria-label={heading}>
      <h3 className="font-medium">{heading}</h3>
      <ul className="mt-1 flex flex-col gap-1.5 text-muted-foreground">
        {reasons.map(({ why, fields }) => (
          <li key={why}>
            <span className="text-foreground">{why}:</span> {fields.join(", ")}
          </li>
        ))}
      </ul>
    </section>
  );
}
