"use client";

import { ClipboardPaste, Download, FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { jsonFileName } from "./file-name";
import { PasteBox } from "./paste-box";
import { acceptPastedText, type BroughtText, readJsonFile } from "./read-json-file";
import { saveTextFile } from "./save-text-file";

interface JsonExchangeProps {
  text: string;
  /** What the downloaded file is called after, without ".json". */
  fileName: string;
  /** Gets the text that was brought in. Without it there is only copying and downloading. */
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
      // Browsers keep the clipboard from pages on plain http and where the person said no; some never give it.
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
          // The same file may be chosen again after it was put right.
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
