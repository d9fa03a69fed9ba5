"use client";

import { useState } from "react";
import type { PromptVersion } from "@/lib/flows/model/call-flow";
import { Button } from "../../ui/button";
import { CopyButton } from "../../ui/copy-button";
import { Dialog, DialogContent } from "../../ui/dialog";
import { TextMergeView } from "./text-merge-view";

interface VersionDialogProps {
  version: PromptVersion;
  title: string;
  current: boolean;
  prompt: string;
  onClose: () => void;
}

/** One version: its differences from the present prompt, and its text. */
export function VersionDialog({ version, title, current, prompt, onClose }: VersionDialogProps) {
  const [view, setView] = useState<"changes" | "text">("changes");
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={title}
        description={
          current
            ? "Trillet names it as the current version."
            : (version.notes ?? "A version that Trillet keeps.")
        }
        className="max-w-3xl"
      >
        {version.prompt === null ? (
          <p className="text-sm text-muted-foreground">Trillet sent no text of this version.</p>
        ) : (
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center gap-2">
              <ViewButton pressed={view === "changes"} onPress={() => setView("changes")}>
                Changes since
              </ViewButton>
              <ViewButton pressed={view === "text"} onPress={() => setView("text")}>
                Its text
              </ViewButton>
            </div>
            {view === "changes" ? (
              <TextMergeView
                before={version.prompt}
                after={prompt}
                label={`What changed from ${title} to the present prompt`}
              />
            ) : (
              <VersionText text={version.prompt} />
            )}
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}

interface ViewButtonProps {
  pressed: boolean;
  onPress: () => void;
  children: string;
}

function ViewButton({ pressed, onPress, children }: ViewButtonProps) {
  return (
    <Button variant={pressed ? "secondary" : "ghost"} size="sm" aria-pressed={pressed} onClick={onPress}>
      {children}
    </Button>
  );
}

/** A version's text. The dialog scrolls as a whole, so that keys scroll it from each of its buttons. */
function VersionText({ text }: { text: string }) {
  return (
    <div className="flex min-w-0 flex-col items-start gap-2">
      <CopyButton text={text} label="Copy the text" wide />
      <p className="w-full rounded-md border bg-muted/50 px-3 py-2 font-mono text-sm leading-6 whitespace-pre-wrap wrap-anywhere">
        {text === "" ? "This version is empty." : text}
      </p>
    </div>
  );
}
