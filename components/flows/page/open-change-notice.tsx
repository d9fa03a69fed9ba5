"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../../ui/button";
import { GivenName } from "../../ui/given-name";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { checkChange, checkText } from "../write/check-change";

export interface OpenChange {
  id: string;
  state: "pending" | "unknown";
  actorName: string;
  startedAt: string;
}

interface OpenChangeNoticeProps {
  workspaceSlug: string;
  change: OpenChange;
}

/** Says that a change of this flow is under way, or that its outcome is not known. */
export function OpenChangeNotice({ workspaceSlug, change }: OpenChangeNoticeProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string | null>(null);

  async function check() {
    setBusy(true);
    const found = await checkChange(`/api/workspaces/${workspaceSlug}`, change.id);
    setWords(checkText(found));
    setBusy(false);
    if (found.state === "succeeded" || found.state === "failed") router.refresh();
  }

  const unknown = change.state === "unknown";
  return (
    <Notice
      tone={unknown ? "warn" : "info"}
      title={unknown ? "It is not known whether a change was made" : "A change is under way"}
      actions={
        <Button size="sm" variant="outline" busy={busy} onClick={() => void check()}>
          Check now
        </Button>
      }
    >
      <p>
        <GivenName>{change.actorName}</GivenName> sent a change <TimeAgo at={change.startedAt} />
        {unknown
          ? ", and no answer came back. Check the flow below before you change it again."
          : ". Until it is settled, nobody else can change this flow."}
      </p>
      <p aria-live="polite" className="mt-1 font-medium">
        {words}
      </p>
    </Notice>
  );
}
