"use client";

import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { refreshUnread, unreadNotices } from "../http/unread-notices";

const EVERY_MS = 60_000;
const MOST_SHOWN = 99;

/** How many notices wait to be read, kept up while the page is looked at; nothing for none. */
export function UnreadCount() {
  const unread = useSyncExternalStore(unreadNotices.subscribe, unreadNotices.read, () => null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that is opened is a good moment to ask again.
  useEffect(() => {
    const ask = () => (document.hidden ? undefined : void refreshUnread());
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [pathname]);
  if (unread === null || unread === 0) return null;
  return (
    <span className="ml-auto rounded-full bg-lamp px-1.5 text-xs font-semibold text-black tabular-nums">
      {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
      <span className="sr-only"> unread</span>
    </span>
  );
}
