"use client";

import { List, Workflow } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Skeleton } from "../../ui/card";
import { cn } from "../../ui/class-names";
import { useLatePart } from "../../ui/late-part";
import { useHydrated } from "../../ui/use-hydrated";
import { counted } from "../words/counted";
import { FlowGraphList } from "./flow-graph-list";
import { GraphDetails } from "./graph-details";
import { GraphProblems } from "./graph-problems";
import { useGraphScene } from "./graph-scene";
import { type GraphView, useGraphView } from "./use-graph-view";
import { useNear } from "./use-near";

interface GraphStageProps {
  /** Shown at the left of the bar above the graph. */
  tools?: ReactNode;
  /** Shown between the bar and the graph. */
  children?: ReactNode;
  /** Shown in place of the graph while there is none. */
  empty?: ReactNode;
}

/** A graph as a picture with details beside it, or as a list with details in it, whichever this device chose. */
export function GraphStage({ tools, children, empty }: GraphStageProps) {
  const { graph, selection, select } = useGraphScene();
  const [view, choose] = useGraphView();
  const label = `The flow's graph: ${counted(graph.nodes.length, "node")}, ${counted(graph.edges.length, "edge")}`;
  const change = (chosen: GraphView) => {
    // The selection stays, but the focus stays on this switch.
    if (selection) select({ ...selection, focus: false });
    choose(chosen);
  };
  return (
    <div className="@container flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        {tools}
        <span className="text-sm text-muted-foreground">
          {counted(graph.nodes.length, "node")}, {counted(graph.edges.length, "edge")}
        </span>
        <ViewSwitch view={view} onChange={change} />
      </div>
      {children}
      <GraphProblems />
      {empty ?? <GraphBody view={view} label={label} />}
    </div>
  );
}

function GraphBody({ view, label }: { view: GraphView; label: string }) {
  if (view === "list") return <FlowGraphList label={label} />;
  return (
    <div className="grid gap-3 @3xl:grid-cols-[minmax(0,1fr)_20rem] @3xl:items-start">
      <LazyCanvas label={label} />
      <GraphDetails />
    </div>
  );
}

const VIEWS = [
  { view: "graph", words: "Graph", icon: Workflow },
  { view: "list", words: "List", icon: List },
] as const;

function ViewSwitch({ view, onChange }: { view: GraphView; onChange: (view: GraphView) => void }) {
  const hydrated = useHydrated();
  return (
    <fieldset className="ml-auto flex rounded-md border border-input/60 p-0.5">
      <legend className="sr-only">Show the graph as</legend>
      {VIEWS.map(({ view: own, words, icon: Icon }) => (
        <button
          key={own}
          type="button"
          disabled={!hydrated}
          aria-pressed={view === own}
          onClick={() => onChange(own)}
          className={cn(
            "flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium",
            view === own ? "bg-accent text-accent-foreground" : "text-muted-foreground hover:text-foreground",
          )}
        >
          <Icon aria-hidden className="size-4" />
          {words}
        </button>
      ))}
    </fieldset>
  );
}

// React Flow and the arrangement are as large as the rest of a page's script, so they load only for a visible picture.
const loadCanvas = () => import("./graph-canvas").then(({ GraphCanvas }) => GraphCanvas);

/** The place of the picture. The picture loads when this comes near the window, not while it is hidden in a tab. */
function LazyCanvas({ label }: { label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const GraphCanvas = useLatePart(loadCanvas, useNear(frame, "200px"));
  return (
    <div
      ref={frame}
      className="h-[min(70dvh,38rem)] min-h-72 overflow-hidden rounded-lg border max-sm:h-[55dvh]"
    >
      {GraphCanvas ? <GraphCanvas label={label} /> : <Loading />}
    </div>
  );
}

function Loading() {
  return (
    <div className="h-full p-4">
      <Skeleton className="h-full w-full" />
      <span role="status" className="sr-only">
        The picture is being loaded.
      </span>
    </div>
  );
}
