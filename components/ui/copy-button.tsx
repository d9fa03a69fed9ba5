"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { toast } from "./toast";

interface CopyButtonProps {
  text: string;
  /** The button's name for screen readers: "Copy flow id". */
  label: string;
  /** Shows the label beside the icon. */
  wide?: boolean;
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, wide = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Browsers refuse the clipboard to pages on plain http, and where the person said no.
      toast.error("Your browser did not allow copying. Select the text and copy it by hand.");
    }
  }

  const words = copied ? "Copied" : label;
  return (
    <Button
      variant={wide ? "outline" : "ghost"}
      size={wide ? "md" : "icon-sm"}
      aria-label={wide ? undefined : words}
      title={wide ? undefined : label}
      onClick={() => void copy()}
    >
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {wide ? words : null}
    </Button>
  );
}
