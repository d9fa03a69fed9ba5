/** The look of dialogs, apart from their script: the frame of one that is still loading has it, too. */
export const OVERLAY_CLASSES = "animate-fade fixed inset-0 z-50 bg-black/50";
export const DIALOG_CLASSES =
  "animate-pop fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-lg -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl border bg-popover p-5 text-popover-foreground shadow-xl";
