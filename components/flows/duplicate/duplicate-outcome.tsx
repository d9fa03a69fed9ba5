import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { problemText } from "../../http/problem";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { Notice } from "../../ui/notice";
import type { DuplicateStage } from "./use-duplicate";

interface DuplicateOutcomeProps {
  stage: DuplicateStage;
  /** The address of the list of flows, such as `/harbour-dental/call-flows`. */
  flowsPath: string;
}

/** Says how far the copy is, or how it ended. */
export function DuplicateOutcome({ stage, flowsPath }: DuplicateOutcomeProps) {
  switch (stage.kind) {
    case "idle":
      return null;
    case "creating":
    case "finishing":
      return (
        <p role="status" className="text-sm text-muted-foreground">
          {stage.kind === "creating"
            ? "Making the copy…"
            : "The copy is there. Setting what can only be set afterwards…"}
        </p>
      );
    case "refused":
      return (
        <Notice tone="bad" role="alert" title="No copy was made">
          {refusalText(stage)}
        </Notice>
      );
    case "unknown":
      return (
        <Notice
          tone="warn"
          role="alert"
          title="It is not known yet whether the copy was made"
          actions={<ToList flowsPath={flowsPath} />}
        >
          Don&rsquo;t send it again: that could make a second one. Switchboard keeps looking by itself.
        </Notice>
      );
    case "partial":
      return (
        <Notice
          tone="warn"
          role="alert"
          title="The copy exists, but it is not complete"
          actions={<ToCopy flowsPath={flowsPath} id={stage.id} />}
        >
          <p>Setting the rest failed: {problemText(stage.problem)}</p>
          <p className="mt-1">The copy does not have the source&rsquo;s values of:</p>
          <ul className="mt-1 list-disc pl-4">
            {stage.missing.map((path) => (
              <li key={path}>{fieldLabel(path)}</li>
            ))}
          </ul>
        </Notice>
      );
    case "done":
      // The page goes to the copy, so there is nothing to say.
      if (stage.notCopied.length === 0) return null;
      return (
        <Notice
          tone="good"
          role="status"
          title="The copy is there, except for these fields"
          actions={<ToCopy flowsPath={flowsPath} id={stage.id} />}
        >
          <ul className="list-disc pl-4">
            {stage.notCopied.map(({ path, why }) => (
              <li key={`${path} ${why}`}>
                {fieldLabel(path)}: {why}
              </li>
            ))}
          </ul>
        </Notice>
      );
  }
}

function refusalText({ problem, again }: Extract<DuplicateStage, { kind: "refused" }>): string {
  if (again) return "No answer came. You can send the same request again: it is not carried out twice.";
  const errors = problem.errors ?? [];
  return errors.length > 0 ? errors.map(({ message }) => `${message}.`).join(" ") : problemText(problem);
}

function ToCopy({ flowsPath, id }: { flowsPath: string; id: string }) {
  return (
    <AppLink href={`${flowsPath}/${id}`} className={buttonVariants({ variant: "outline", size: "sm" })}>
      Open the copy
    </AppLink>
  );
}

function ToList({ flowsPath }: { flowsPath: string }) {
  return (
    <AppLink href={flowsPath} className={buttonVariants({ variant: "outline", size: "sm" })}>
      To the list
    </AppLink>
  );
}
