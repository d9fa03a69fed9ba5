"use client";

import { GitCompareArrows, UserPen } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "../../ui/button";
import { CompareStates } from "./compare-states";
import { type ComparisonChoice, comparisonAddress, comparisonChoice } from "./comparison-choice";
import { PromptBlame } from "./prompt-blame";
import type { Revision } from "./revision-words";

interface HistoryToolsProps {
  apiPath: string;
  newest: number;
  known: Revision[];
}

type Tool = "compare" | "blame";

/** The tools of a history, one at a time: the comparison of two states, and the authors of the prompt. */
export function HistoryTools({ apiPath, newest, known }: HistoryToolsProps) {
  const params = useSearchParams();
  const comparable = newest > 1;
  const linked = params.has("from") || params.has("to");
  const [tool, setTool] = useState<Tool | null>(comparable && linked ? "compare" : null);
  const [choice, setChoice] = useState(() => comparisonChoice(params, newest));

  function remember(next: ComparisonChoice | null) {
    // The address follows for links and reloads, without a request to render the page again.
    const address = comparisonAddress(window.location.href, next);
    window.history.replaceState(window.history.state, "", address);
  }

  function choose(next: ComparisonChoice) {
    setChoice(next);
    remember(next);
  }

  function toggle(wanted: Tool) {
    const next = tool === wanted ? null : wanted;
    setTool(next);
    remember(next === "compare" ? choice : null);
  }

  return (
    <div className="mb-5">
      <div className="flex flex-wrap gap-2">
        {comparable ? (
          <ToolButton tool="compare" open={tool} onToggle={toggle}>
            <GitCompareArrows aria-hidden />
            Compare states
          </ToolButton>
        ) : null}
        <ToolButton tool="blame" open={tool} onToggle={toggle}>
          <UserPen aria-hidden />
          Who wrote this prompt?
        </ToolButton>
      </div>
      {tool === null ? null : (
        <div id={`history-${tool}`} className="mt-3 rounded-lg border bg-card p-4">
          {tool === "compare" ? (
            <CompareStates
              apiPath={apiPath}
              newest={newest}
              known={known}
              choice={choice}
              onChoice={choose}
            />
          ) : (
            <PromptBlame apiPath={apiPath} />
          )}
        </div>
      )}
    </div>
  );
}

interface ToolButtonProps {
  tool: Tool;
  open: Tool | null;
  onToggle: (tool: Tool) => void;
  children: React.ReactNode;
}

function ToolButton({ tool, open, onToggle, children }: ToolButtonProps) {
  const expanded = open === tool;
  return (
    <Button
      variant={expanded ? "secondary" : "outline"}
      size="sm"
      aria-expanded={expanded}
      {...(expanded ? { "aria-controls": `history-${tool}` } : {})}
      onClick={() => onToggle(tool)}
    >
      {children}
    </Button>
  );
}
