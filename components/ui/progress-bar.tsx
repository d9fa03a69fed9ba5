interface ProgressBarProps {
  label: string;
  /** Of a hundred; null while nobody knows. */
  percent: number | null;
}

/** How far something has come. */
export function ProgressBar({ label, percent }: ProgressBarProps) {
  return (
    <progress
      aria-label={label}
      max={100}
      {...(percent === null ? {} : { value: percent })}
      className="block h-2 w-full appearance-none overflow-hidden rounded-full bg-muted ring-1 ring-input ring-inset [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-transparent [&::-webkit-progress-value]:bg-primary"
    />
  );
}
