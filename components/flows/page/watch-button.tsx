"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { useRequest } from "../../http/use-request";
import { Button } from "../../ui/button";
import { toast } from "../../ui/toast";

interface WatchButtonProps {
  /** The flow's address under `/api`. */
  apiPath: string;
  watched: boolean;
}

/** Lets the reader learn of the flow's changes, or not any more. Nobody watches a flow without having said so. */
export function WatchButton({ apiPath, watched: initial }: WatchButtonProps) {
  const { busy, send } = useRequest();
  const [watched, setWatched] = useState(initial);
  const Icon = watched ? EyeOff : Eye;

  async function press() {
    const answer = await send(watched ? "DELETE" : "PUT", `${apiPath}/watch`);
    if (!answer.ok) return toast.error(answer.problem.detail ?? answer.problem.title);
    setWatched(!watched);
    toast.success(
      watched ? "You watch this flow no longer" : "You get a notice when somebody changes this flow",
    );
  }

  return (
    <Button variant="outline" size="sm" aria-pressed={watched} busy={busy} onClick={() => void press()}>
      {busy ? null : <Icon aria-hidden />}
      {watched ? "Stop watching" : "Watch"}
    </Button>
  );
}
