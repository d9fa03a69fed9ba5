"use client";

import { useRef, useState } from "react";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { isUnanswered } from "../../http/attempt";
import { ProblemNotice } from "../../http/problem-notice";
import { sendRequest } from "../../http/send-request";
import { useKeyedRequest } from "../../http/use-keyed-request";
import { noteStartedJob } from "../../jobs/tray/started-jobs";
import { startedJob } from "../../jobs/words/job-shapes";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogFooter } from "../../ui/dialog";
import { Notice } from "../../ui/notice";
import { toast } from "../../ui/toast";
import { counted } from "../words/counted";
import { givenReason, ReasonField } from "../write/reason-field";
import type { BulkTarget } from "./bulk-bar";
import type { SelectableFlow } from "./bulk-selection";

interface BulkDialogProps {
  target: BulkTarget;
  flows: SelectableFlow[];
  isActive: boolean;
  requireReason: boolean;
  /** `started`: a job works on the flows now. */
  onClose: (started: boolean) => void;
}

const DESCRIPTION =
  "One flow after the other, on the server: it goes on when you leave the page. Each is a change of its own in the history. A flow that somebody changes meanwhile is left alone, and named.";

/** Upstream quirk Q4: of some flows a request without both limits fails. */
const SIDE_EFFECT =
  "Some flows can only be changed together with their call limits. Where Trillet shows none, the change also sets this workspace's default limits; without defaults, such a flow stays as it is.";

/** What of the flows can be switched: those whose state is known. */
interface Readable {
  known: (SelectableFlow & { etag: string })[];
  unread: SelectableFlow[];
}

/** The state of a flow that a switch is made for; it is read where nobody has read it in full. Null where it can't be. */
async function stateOf(
  { workspace, kind }: BulkTarget,
  { id, etag }: SelectableFlow,
): Promise<string | null> {
  if (etag !== null) return etag;
  const answer = await sendRequest("GET", `/api/workspaces/${workspace}/${flowPathSegment(kind)}/${id}`);
  return answer.ok ? answer.etag : null;
}

async function readStates(target: BulkTarget, flows: readonly SelectableFlow[]): Promise<Readable> {
  const read: Readable = { known: [], unread: [] };
  for (const flow of flows) {
    const etag = await stateOf(target, flow);
    if (etag === null) read.unread.push(flow);
    else read.known.push({ ...flow, etag });
  }
  return read;
}

/** Switches the chosen flows on or off, by a job: asks for a reason, and starts it. */
export function BulkDialog({ target, flows, isActive, requireReason, onClose }: BulkDialogProps) {
  const { workspace, kind } = target;
  const [reason, setReason] = useState("");
  const [reading, setReading] = useState(false);
  const [unread, setUnread] = useState<SelectableFlow[]>([]);
  /** What was read for a start that got no answer. To read anew would make another job, since the first may have begun. */
  const known = useRef<Readable["known"] | null>(null);
  const { busy, problem, post } = useKeyedRequest();
  const { reason: why } = givenReason(reason);
  const verb = isActive ? "Activate" : "Deactivate";

  /** The flows with their states; null where some can't be read, which are then left to the person. */
  async function read(): Promise<Readable["known"] | null> {
    setReading(true);
    const states = await readStates(
      target,
      flows.filter((flow) => !unread.includes(flow)),
    );
    setReading(false);
    if (states.unread.length === 0) return states.known;
    setUnread([...unread, ...states.unread]);
    return null;
  }

  async function start() {
    known.current ??= await read();
    if (known.current === null) return;
    const items = known.current.map(({ id, etag }) => ({ workspace, kind, id, ifMatch: etag }));
    const body = { type: "patch_flows", items, patch: { isActive } };
    const answer = await post("/api/jobs", { body, reason: why, answer: startedJob });
    if (!answer.ok) {
      if (!isUnanswered(answer.problem)) known.current = null;
      return;
    }
    noteStartedJob();
    toast.success(`The job has begun: ${counted(items.length, "flow")}`);
    onClose(true);
  }

  const left = flows.length - unread.length;
  return (
    <Dialog open onOpenChange={(open) => (open || busy ? undefined : onClose(false))}>
      <DialogContent title={`${verb} ${counted(flows.length, "call flow")}`} description={DESCRIPTION}>
        <div className="flex flex-col gap-4">
          <p className="text-sm">{SIDE_EFFECT}</p>
          <ReasonField
            id="bulk-reason"
            hint="Kept with the change of each flow, in its history and in the audit log."
            value={reason}
            onChange={setReason}
            required={requireReason}
          />
          {unread.length > 0 ? (
            <Notice tone="warn" role="alert" title={`${counted(unread.length, "flow")} can't be read now`}>
              <p>
                {unread.map(({ name }) => name || "Flow without a name").join(", ")}
                {left > 0 ? ". The job can begin without them." : ". Try again later."}
              </p>
            </Notice>
          ) : null}
          <ProblemNotice problem={problem} />
        </div>
        <DialogFooter>
          <Button variant="outline" onClick={() => onClose(false)}>
            Cancel
          </Button>
          <Button
            busy={busy || reading}
            disabled={left === 0 || (requireReason && why === undefined)}
            onClick={() => void start()}
          >
            {unread.length > 0 ? `${verb} the other ${left}` : verb}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
