"use client";

import { useEffect, useState } from "react";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import { flag, number, object } from "../../http/answer-shape";
import { sendRequest } from "../../http/send-request";

const USUAL_MS = 5_000;
const LONGEST_MS = 120_000;

/** Returns the wait before the next request, in milliseconds: longer after each failure in a row. */
export function pollDelay(failures: number): number {
  return Math.min(USUAL_MS * 2 ** failures, LONGEST_MS);
}

/** Returns the number of new events in words. */
export function newsText({ count, more }: { count: number; more: boolean }): string {
  const words = eventsWords(count, "new");
  return more ? `More than ${words}` : words;
}

export interface News {
  count: number;
  more: boolean;
}

const isNews = object<News>({ count: number, more: flag });

const NONE: News = { count: 0, more: false };

/**
 * Requests the number of newer events every few seconds. Nothing is requested while the page is hidden, and ever less
 * often while there is no answer.
 *
 * @param address the address to request; null to request nothing
 */
export function useNewerEvents(address: string | null): News {
  const [news, setNews] = useState<{ address: string | null; news: News }>({ address, news: NONE });

  useEffect(() => {
    if (address === null) return;
    let ended = false;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      if (!ended && !document.hidden) timer = setTimeout(() => void ask(), pollDelay(failures));
    };
    const ask = async () => {
      const answer = await sendRequest("GET", address, { answer: isNews, background: true });
      if (ended) return;
      failures = answer.ok ? 0 : failures + 1;
      if (answer.ok) setNews({ address, news: answer.data });
      later();
    };
    later();
    document.addEventListener("visibilitychange", later);
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", later);
    };
  }, [address]);

  // An answer about another list says nothing about this one.
  return news.address === address ? news.news : NONE;
}
