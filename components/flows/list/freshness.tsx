"use client";

import { RefreshCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { type Problem, problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import { UpstreamLimit } from "../../http/upstream-limit";
import { Button } from "../../ui/button";
import { TimeAgo } from "../../ui/time-ago";
import { counted } from "../words/counted";

interface FreshnessProps {
  asOf: string | null;
  /** The number of flows in the whole list. */
  total: number;
  /** The list's address under `/api`. */
  apiPath: string;
}

/** The age of the list, with a button that fetches the list anew from the upstream. */
export function Freshness({ asOf, total, apiPath }: FreshnessProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [rendering, startTransition] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  async function refresh() {
    setBusy(true);
    setProblem(null);
    const answer = await sendRequest("GET", `${apiPath}?refresh=1&limit=1`);
    setBusy(false);
    if (answer.ok) startTransition(() => router.refresh());
    else setProblem(answer.problem);
  }

  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted-foreground">
      <span>
        {counted(total, "flow")}
        {asOf ? (
          <>
            {" "}
            · as of <TimeAgo at={asOf} />
          </>
        ) : null}
      </span>
      <Button variant="ghost" size="sm" busy={busy || rendering} onClick={() => void refresh()}>
        {busy || rendering ? null : <RefreshCw aria-hidden />}
        Refresh
      </Button>
      {problem ? (
        <span role="alert" className="text-destructive">
          {problemText(problem)}
        </span>
      ) : null}
      <UpstreamLimit act="read" busy={busy || rendering} quiet={problem !== null} />
    </div>
  );
}
