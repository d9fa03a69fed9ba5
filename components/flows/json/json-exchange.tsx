"use client";

import { ClipboardPaste, Download, FileUp } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { Field } from "../../ui/field";
import { Textarea } from "../../ui/input";
import { acceptPastedText, type BroughtText, jsonFileName, readJsonFile, saveTextFile } from "./text-files";

interface JsonExchangeProps {
  text: string;
  /** The name of the downloaded file, without ".json". */
  fileName: string;
  /** Gets the imported text. Without it a person can only copy and download. */
  onImport?: (text: string) => void;
}

/** Brings JSON in from a file or the clipboard, and takes it out again. */
export function JsonExchange({ text, fileName, onImport }: JsonExchangeProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      {onImport ? <ImportButtons onImport={onImport} /> : null}
      <CopyButton text={text} label="Copy" wide />
      <Button variant="outline" onClick={() => saveTextFile(jsonFileName(fileName), text)}>
        <Download aria-hidden />
        Download
      </Button>
    </div>
  );
}

function ImportButtons({ onImport }: { onImport: (text: string) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<{ tone: "good" | "bad"; words: string } | null>(null);
  const pasteButton = useRef<HTMLButtonElement>(null);
  const [pasting, setPasting] = useState(false);

  function closePasteBox() {
    setPasting(false);
    pasteButton.current?.focus();
  }

  function take(brought: BroughtText, from: string) {
    if (brought.kind === "refused") {
      setOutcome({ tone: "bad", words: brought.why });
      return;
    }
    if (pasting) closePasteBox();
    setOutcome({ tone: "good", words: `Brought in from ${from}. Undo brings back what stood here.` });
    onImport(brought.text);
  }

  async function takeFile(file: File | undefined) {
    if (file) take(await readJsonFile(file), `“${file.name}”`);
  }

  async function paste() {
    try {
      take(acceptPastedText(await navigator.clipboard.readText()), "the clipboard");
    } catch {
      // Browsers refuse the clipboard on plain http and where the person said no; some always do.
      setOutcome(null);
      setPasting(true);
    }
  }

  return (
    <>
      <input
        ref={picker}
        type="file"
        accept=".json,application/json"
        aria-label="JSON file to import"
        className="hidden"
        onChange={(event) => {
          void takeFile(event.target.files?.[0]);
          // The same file may be chosen again after a correction.
          event.target.value = "";
        }}
      />
      <Button variant="outline" onClick={() => picker.current?.click()}>
        <FileUp aria-hidden />
        Import a file
      </Button>
      <Button ref={pasteButton} variant="outline" onClick={() => void paste()}>
        <ClipboardPaste aria-hidden />
        Paste
      </Button>
      <p
        role="status"
        className={`order-last w-full text-sm empty:hidden ${outcome?.tone === "bad" ? "text-destructive" : "text-muted-foreground"}`}
      >
        {outcome?.words}
      </p>
      {pasting ? (
        <PasteBox
          onUse={(pasted) => take(acceptPastedText(pasted), "what you pasted")}
          onCancel={closePasteBox}
        />
      ) : null}
    </>
  );
}

/** A box to paste a text by hand, when the browser refuses the clipboard; takes the focus. */
function PasteBox({ onUse, onCancel }: { onUse: (text: string) => void; onCancel: () => void }) {
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
