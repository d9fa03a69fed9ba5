"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { Skeleton } from "../../ui/skeleton";

// React Flow and the arrangement are as large as the rest of a page's script: they come only when a picture is seen.
const GraphCanvas = dynamic(() => import("./graph-canvas").then((module) => module.GraphCanvas), {
  ssr: false,
  loading: () => <Loading />,
});

/** The place of the picture. It begins to load when it comes near the window, not while it is hidden in a tab. */
export function LazyCanvas({ label }: { label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !frame.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: "200px" },
    );
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [seen]);
  return (
    <div
      ref={frame}
      className="h-[min(70dvh,38rem)] min-h-72 overflow-hidden rounded-lg border max-sm:h-[55dvh]"
    >
      {seen ? <GraphCanvas label={label} /> : <Loading />}
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
