import type { ExternalToast } from "sonner";
import { createStore } from "./store";

/** A short confirmation that waits for the script which shows it. */
export interface WaitingToast {
  kind: "message" | "success" | "warning" | "error";
  text: string;
  options: ExternalToast | undefined;
}

const NONE: readonly WaitingToast[] = [];
const { set, ...waiting } = createStore(NONE);

/** The store of toasts that are not shown yet, for `Toaster`. */
export const waitingToasts = {
  ...waiting,
  readOnServer: () => NONE,
  /** Returns the toasts and forgets them, so that each is shown once. */
  take: (): readonly WaitingToast[] => {
    const taken = waiting.read();
    if (taken.length > 0) set(NONE);
    return taken;
  },
};

const show = (kind: WaitingToast["kind"]) => (text: string, options?: ExternalToast) =>
  set([...waiting.read(), { kind, text, options }]);

/**
 * Shows a short confirmation, which goes by itself. The first one of a page loads what shows them: most visits see none.
 * A failure is never only a toast.
 */
export const toast = Object.assign(show("message"), {
  success: show("success"),
  warning: show("warning"),
  error: show("error"),
});
