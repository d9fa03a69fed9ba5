"use client";

import { goToNextChunk, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ArrowDown, FoldVertical, UnfoldVertical } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { baseExtensions } from "../../code/base-extensions";
import { MERGE_THEME } from "../../code/code-theme";
import { withLineFeeds } from "../../code/line-breaks";
import { Button } from "../../ui/button";
import { lineFirstDiff } from "./line-first-diff";

/** The unchanged lines shown around a change, and the fewest further ones that are folded. */
const COLLAPSE = { margin: 3, minSize: 4 };

export interface MergeTexts {
  before: string;
  after: string;
  /** Names the two compared texts for screen readers. */
  label: string;
}

/** Two texts as one, with removed and added text: a large script, which `TextMergeView` loads. */
export function MergeEditor(texts: MergeTexts) {
  const host = useRef<HTMLDivElement>(null);
  const [folded, setFolded] = useState(true);
  const view = useMergeView(host, texts, folded);
  const goOn = () => {
    if (!view.current) return;
    goToNextChunk(view.current);
    view.current.focus();
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      {/* Folded places open by mouse only, so the keyboard needs a button. */}
      <div className="flex flex-wrap gap-2">
        <Button variant="outline" size="sm" onClick={goOn}>
          <ArrowDown aria-hidden />
          Next change
        </Button>
        <Button variant="outline" size="sm" onClick={() => setFolded(!folded)}>
          {folded ? <UnfoldVertical aria-hidden /> : <FoldVertical aria-hidden />}
          {folded ? "Show unchanged lines" : "Fold unchanged lines"}
        </Button>
      </div>
      <div ref={host} className={MERGE_FRAME_CLASSES} />
    </div>
  );
}

function useMergeView(
  host: RefObject<HTMLDivElement | null>,
  { before, after, label }: MergeTexts,
  folded: boolean,
): RefObject<EditorView | null> {
  const view = useRef<EditorView | null>(null);
  useLayoutEffect(() => {
    if (!host.current) return;
    const state = EditorState.create({
      doc: withLineFeeds(after),
      extensions: [
        EditorState.readOnly.of(true),
        EditorView.contentAttributes.of({ "aria-label": label }),
        MERGE_THEME,
        baseExtensions({ lineNumbers: false, prose: false }),
        unifiedMergeView({
          original: withLineFeeds(before),
          mergeControls: false,
          diffConfig: { override: lineFirstDiff },
          ...(folded ? { collapseUnchanged: COLLAPSE } : {}),
        }),
      ],
    });
    const made = new EditorView({ state, parent: host.current });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, [host, before, after, label, folded]);
  return view;
}

/** The frame of a comparison, the same while it loads and after. */
const MERGE_FRAME_CLASSES =
  "min-w-0 rounded-md border bg-card font-mono text-sm leading-6 [--code-max-height:min(32rem,60dvh)] has-[.cm-content:focus-visible]:outline-2 has-[.cm-content:focus-visible]:outline-ring";
