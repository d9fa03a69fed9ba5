"use client";
import type { PromptVersion } from "@/lib/flows/call-flow";
export function PromptVersions({
  versions,
}: {
  versions: PromptVersion[] | null;
  currentPromptId: string | null;
  prompt: string;
}) {
  return <p>{versions?.length ?? 0} versions</p>;
}
