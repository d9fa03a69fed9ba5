// iOS zooms into a field whose text is under 16 px and stays zoomed, hence the larger text on narrow screens.
export const CONTROL_CLASSES =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-lg text-foreground sm:text-base shadow-xs transition-colors placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed not-data-waking:disabled:border-input/60 not-data-waking:disabled:bg-muted not-data-waking:disabled:text-muted-foreground data-waking:opacity-100 aria-invalid:border-destructive";
