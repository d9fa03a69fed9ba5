import { type RefObject, useEffect, useState } from "react";

/**
 * Whether an element has come near the window since it was drawn. An element in a hidden tab is nowhere near.
 * @param margin how much around the window counts as near, as in CSS
 */
export function useNear(place: RefObject<Element | null>, margin: string): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (seen || !place.current) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setSeen(true),
      { rootMargin: margin },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [seen, place, margin]);
  return seen;
}
