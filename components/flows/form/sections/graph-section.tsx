"use client";

import type { CallFlow } from "@/lib/flows/model/call-flow";
import { FlowGraphField } from "../../graph/flow-graph-field";
import { ValueField } from "../fields/value-field";

/** The steps of a call and the paths between them. */
export function GraphSection({ flow }: { flow: CallFlow | null }) {
  if (flow) return <FlowGraphField value={flow.flowData} startNodeId={flow.startNodeId} />;
  return (
    <ValueField<{ nodes: unknown[]; edges: unknown[] }> name="flowData">
      {({ value, onChange }) => <FlowGraphField value={value} onChange={onChange} />}
    </ValueField>
  );
}
