interface UnreadValueProps {
  label: string;
  value: unknown;
}

/** A stored value in a form that no control of ours can show: to read, and never to edit. */
export function UnreadValue({ label, value }: UnreadValueProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-sm font-medium">{label}</p>
      <div className="font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap">
        {JSON.stringify(value)}
      </div>
      <p className="text-sm text-muted-foreground">
        It is stored in a form that this portal doesn&rsquo;t read, so it is kept as it is. The JSON view can
        replace it as a whole.
      </p>
    </div>
  );
}
