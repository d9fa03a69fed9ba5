"use client";

import { useEffect, useState } from "react";
import { withLineFeeds } from "../../code/line-breaks";
import { Skeleton } from "../../ui/card";
import { Notice } from "../../ui/notice";
import type { MergeEditor, MergeTexts } from "./merge-editor";

type Loaded = { MergeEditor: typeof MergeEditor } | "failed" | null;

/**
 * Shows how `before` became `after`, read-only: removed and added text in one column, long unchanged stretches folded.
 * The comparing editor loads when the first comparison is shown.
 */
export function TextMergeView({ before, after, label }: MergeTexts) {
  const same = before === after;
  const loaded = useMergeEditor(!same);
  if (same) return <p className="text-sm text-muted-foreground">Both texts are the same.</p>;
  if (withLineFeeds(before) === withLineFeeds(after)) {
    return (
      <p className="text-sm text-muted-foreground">
        Both texts read the same. They differ only in how lines are broken (Windows or Unix).
      </p>
    );
  }
  if (loaded === null) return <Loading />;
  if (loaded === "failed") {
    return (
      <Notice tone="bad" title="The comparison could not be loaded">
        Check the connection and load the page again.
      </Notice>
    );
  }
  return <loaded.MergeEditor before={before} after={after} label={label} />;
}

function Loading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the comparison</span>
      <Skeleton className="h-40 w-full" />
    </div>
  );
}

function useMergeEditor(wanted: boolean): Loaded {
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    const arrive = (answer: Loaded) => {
      if (!gone) setLoaded(answer);
    };
    import("./merge-editor").then(
      ({ MergeEditor }) => arrive({ MergeEditor }),
      () => arrive("failed"),
    );
    return () => {
      gone = true;
    };
  }, [wanted]);
  return loaded;
}
