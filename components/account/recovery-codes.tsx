"use client";

import { Download } from "lucide-react";
import { useId } from "react";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";

/** New recovery codes, which are shown once: to be copied, saved or written down. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const label = useId();
  const text = `${codes.join("\n")}\n`;

  function save() {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = "switchboard-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(address);
  }

  return (
    <div className="flex flex-col gap-3">
      <p id={label} className="text-sm">
        Put these recovery codes where you find them without your phone, such as a password manager. Each lets
        you in once in place of the second step. They are shown only now.
      </p>
      <ul
        aria-labelledby={label}
        className="flex flex-wrap gap-x-6 gap-y-1 rounded-md border bg-muted px-4 py-3 font-mono text-sm whitespace-nowrap"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyButton wide text={text} label="Copy all" />
        <Button variant="outline" onClick={save}>
          <Download aria-hidden />
          Save as a file
        </Button>
      </div>
    </div>
  );
}
