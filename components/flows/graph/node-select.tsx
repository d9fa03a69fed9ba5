"use client";

import { Field } from "../../ui/field";
import { Select } from "../../ui/select";
import { isConnectable } from "./flow-graph-edits";
import { useGraphScene } from "./graph-scene";
import { nodeWords } from "./graph-words";

interface NodeSelectProps {
  id: string;
  label: string;
  /** What the empty choice is called. */
  none: string;
  value: string;
  onChange: (key: string) => void;
}

/** Chooses a node that an edge can name. */
export function NodeSelect({ id, label, none, value, onChange }: NodeSelectProps) {
  const { graph } = useGraphScene();
  return (
    <Field id={id} label={label}>
      {(control) => (
        <Select {...control} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">{none}</option>
          {graph.nodes.filter(isConnectable).map((node) => (
            <option key={node.key} value={node.key}>
              {nodeWords(node)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
