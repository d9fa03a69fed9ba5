"use client";

import { Trash2, Undo2 } from "lucide-react";
import type { KnowledgeBaseFile } from "@/lib/flows/model/call-flow";
import { Button } from "../../../ui/button";
import { GroupField } from "../../inputs/group-field";
import type { InputProps } from "../../inputs/input-props";
import { KnowledgeBasePicker } from "../../inputs/knowledge-base-picker";
import { TransfersInput } from "../../inputs/transfers-input";
import { undoButtonId, useRows } from "../../inputs/use-rows";
import { useFormKind } from "../fields/form-kind";
import { ValueField } from "../fields/value-field";
import { useChoices } from "../use-choices";

/** The agent's knowledge bases and files, and the people to whom it can transfer a call. */
export function KnowledgeSection() {
  const { mode, workspaceApiPath, unfinished } = useFormKind();
  const { choices, problem } = useChoices(`${workspaceApiPath}/knowledge-bases`);
  return (
    <>
      <ValueField<string[]> name="settings.knowledgeBases">
        {(control) => <KnowledgeBasePicker {...control} choices={choices} problem={problem} />}
      </ValueField>
      {mode === "update" ? (
        <ValueField<KnowledgeBaseFile[]> name="settings.knowledgeBaseFiles">
          {(control) => <KnowledgeFiles {...control} />}
        </ValueField>
      ) : null}
      <ValueField<unknown[]> name="settings.transfers">
        {(control) => (
          <TransfersInput
            {...control}
            onUnfinished={(is) => {
              if (is) unfinished.set(control.id, "A transfer is not finished: mend its JSON, or remove it.");
              else unfinished.delete(control.id);
            }}
          />
        )}
      </ValueField>
    </>
  );
}

/** The files attached to a flow. People upload files elsewhere; here they can only detach a file. */
export function KnowledgeFiles(props: InputProps<KnowledgeBaseFile[]>) {
  const { id, label, hint, value, onChange, errorAt } = props;
  const list = useRows({
    id,
    value,
    onChange,
    controlId: (index) => `${id}.${index}`,
    nameOf: (index) => value[index]?.filename ?? "",
    undoable: true,
  });
  return (
    <GroupField id={id} label={label} hint={hint} error={errorAt?.("")} changed={props.changed}>
      {value.length === 0 ? <p className="text-sm text-muted-foreground">No files.</p> : null}
      <ul className="flex flex-col gap-1.5 empty:hidden">
        {list.rows.map(({ key, item }, position) => (
          <li key={key} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 text-sm wrap-anywhere">{item.filename}</span>
            <Button
              id={`${id}.${position}`}
              variant="ghost"
              size="icon-sm"
              aria-label={`Take off ${item.filename}`}
              onClick={() => list.remove(position)}
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      {list.removed ? (
        <p role="status" className="flex flex-wrap items-center gap-2 text-sm">
          {list.removed.name} will be taken off when you save.
          <Button id={undoButtonId(id)} variant="outline" size="sm" onClick={list.undo}>
            <Undo2 aria-hidden />
            Undo
          </Button>
        </p>
      ) : null}
    </GroupField>
  );
}
