"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { problemText } from "../http/problem";
import { sendRequest } from "../http/send-request";
import { ConfirmQuestion } from "../ui/confirm-dialog";
import { Label } from "../ui/field";
import { Switch } from "../ui/switch";
import { toast } from "../ui/toast";

interface RequireFactorSwitchProps {
  required: boolean;
  /** How many people have no second factor. */
  without: number;
  /** Whether the reader is one of them. */
  selfWithout: boolean;
}

/** Makes a second factor necessary for everybody, after a question that says whom it concerns. */
export function RequireFactorSwitch({ required, without, selfWithout }: RequireFactorSwitchProps) {
  const router = useRouter();
  const [asks, setAsks] = useState(false);
  const have = without === 1 ? "1 person has" : `${without} people have`;

  async function change(): Promise<string | null> {
    const body = { requireSecondFactor: !required };
    const answer = await sendRequest("PATCH", "/api/portal-settings", { body });
    if (!answer.ok) return problemText(answer.problem);
    toast.success(required ? "Second factors are optional now" : "Everybody needs a second factor now");
    router.refresh();
    return null;
  }

  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <Label htmlFor="require-factor">Everybody needs a second factor</Label>
        <p id="require-factor-hint" className="text-sm text-muted-foreground">
          Whoever has none is led to setting one up first, and can do nothing before that.{" "}
          {without === 0 ? "Everybody has one." : `${have} none yet.`}
        </p>
      </div>
      <Switch
        id="require-factor"
        aria-describedby="require-factor-hint"
        checked={required}
        onCheckedChange={() => setAsks(true)}
      />
      <ConfirmQuestion
        open={asks}
        onOpenChange={setAsks}
        title={required ? "Make second factors optional?" : "Require a second factor of everybody?"}
        description={
          required
            ? "Workspaces that require one go on to do so. Nobody's second factor is removed."
            : `${without === 0 ? "Everybody has one already." : `${have} none yet, and must set one up before anything else.`}${selfWithout ? " You are one of them, and begin at once." : ""}`
        }
        confirmLabel={required ? "Make optional" : "Require it"}
        onConfirm={change}
      />
    </div>
  );
}
