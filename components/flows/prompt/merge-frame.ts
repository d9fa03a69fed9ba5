/** The frame of a comparison, alike while it is being loaded and after. */
export const MERGE_FRAME_CLASSES =
  "min-w-0 rounded-md border bg-card font-mono text-sm leading-6 [--code-max-height:min(32rem,60dvh)] has-[.cm-content:focus-visible]:outline-2 has-[.cm-content:focus-visible]:outline-ring";
