import type { ReactNode } from "react";
import { matchingSpans, type SearchHit } from "@/lib/flows/search/search-hits";
import type { SearchQuery } from "@/lib/flows/search/search-query";
import { withoutDisguise } from "@/lib/text/readable";

function Match({ children }: { children: ReactNode }) {
  return <mark className="bg-transparent font-semibold text-link">{children}</mark>;
}

function* parts(text: string, query: SearchQuery): Generator<ReactNode> {
  let shown = 0;
  for (const { start, end } of matchingSpans(text, query)) {
    yield text.slice(shown, start);
    yield <Match key={start}>{text.slice(start, end)}</Match>;
    shown = end;
  }
  yield text.slice(shown);
}

/** A text with what a search matches in it. It may be written from right to left, and can't look like another one. */
export function Highlighted({ text, query }: { text: string; query: SearchQuery }) {
  return <bdi>{[...parts(withoutDisguise(text), query)]}</bdi>;
}

/** A hit with what is around it, where other words of the search may match, too. */
export function HitText({ hit, query }: { hit: SearchHit; query: SearchQuery }) {
  return (
    <bdi>
      {[...parts(withoutDisguise(hit.before), query)]}
      <Match>{withoutDisguise(hit.match)}</Match>
      {withoutDisguise(hit.after)}
    </bdi>
  );
}
