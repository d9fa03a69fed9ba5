"use client";

import { useHydrated } from "../../ui/use-hydrated";
import { useBulkSelection } from "./bulk-selection";

const BOX_CLASSES = "block size-4 cursor-pointer accent-primary disabled:cursor-not-allowed";

/** Room around the box, so that a finger or a hurried pointer hits it. */
const TARGET_CLASSES = "-m-2 grid size-8 cursor-pointer place-items-center";

/** Chooses one flow; with Shift all from the one pressed before. */
export function SelectFlow({ id, name, disabled = false }: { id: string; name: string; disabled?: boolean }) {
  const { isSelected, press } = useBulkSelection();
  const hydrated = useHydrated();
  return (
    <label className={TARGET_CLASSES}>
      <span className="sr-only">Select {name || "the flow without a name"}</span>
      <input
        type="checkbox"
        className={BOX_CLASSES}
        disabled={disabled || !hydrated}
        checked={isSelected(id)}
        // The browser would also select the text of the rows between.
        onMouseDown={(event) => (event.shiftKey ? event.preventDefault() : undefined)}
        onChange={(event) => press(id, wasWithShift(event.nativeEvent))}
      />
    </label>
  );
}

/** Whether Shift was down at the click that changed a box; its label and the keyboard make such a click, too. */
function wasWithShift(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey;
}

/** Chooses all flows of the page, or none. */
export function SelectPage() {
  const { flows, selected, isSelected, selectPage, clear } = useBulkSelection();
  const hydrated = useHydrated();
  const all = flows.length > 0 && flows.every(({ id }) => isSelected(id));
  return (
    <label className={TARGET_CLASSES}>
      <span className="sr-only">Select all flows on this page</span>
      <input
        type="checkbox"
        className={BOX_CLASSES}
        disabled={flows.length === 0 || !hydrated}
        checked={all}
        ref={(box) => {
          if (box) box.indeterminate = selected.length > 0 && !all;
        }}
        onChange={() => (all ? clear() : selectPage())}
      />
    </label>
  );
}
