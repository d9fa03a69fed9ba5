"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/textarea";

/** Where a text is pasted by hand when the browser keeps the clipboard to itself. It takes the focus. */
export function PasteBox({ onUse, onCancel }: { onUse: (text: string) => void; onCancel: () => void }) {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  useEffect(() => box.current?.focus(), []);
  return (
    <div className="order-last w-full rounded-md border border-dashed p-3">
      <Field
        id={id}
        label="Paste the JSON here"
        hint="Your browser did not give this page the clipboard. Paste with the keyboard or the context menu."
      >
        {(control) => (
          <Textarea
            {...control}
            ref={box}
            rows={4}
            spellCheck={false}
            className="font-mono leading-5 sm:text-sm"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-2 flex gap-2">
        <Button size="sm" disabled={text.trim() === ""} onClick={() => onUse(text)}>
          Use this text
        </Button>
        <Button size="sm" variant="outline" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
