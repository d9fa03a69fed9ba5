import type { ReactNode } from "react";
import { BulkBar } from "./bulk-bar";
import { BulkSelection } from "./bulk-selection";

interface SelectableFlowsProps {
  items: { id: string; name: string; missing: boolean }[];
  /** The flows' address under `/api`. */
  apiPath: string;
  requireReason: boolean;
  /** The table, its rows with boxes to choose with. */
  children: ReactNode;
}

/** A table of flows to choose from, and what can be done with the chosen ones. Those gone upstream can't be chosen. */
export function SelectableFlows({ items, apiPath, requireReason, children }: SelectableFlowsProps) {
  const flows = items.filter(({ missing }) => !missing).map(({ id, name }) => ({ id, name }));
  return (
    <BulkSelection flows={flows}>
      {children}
      <BulkBar apiPath={apiPath} requireReason={requireReason} />
    </BulkSelection>
  );
}
