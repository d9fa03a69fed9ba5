import { createStore } from "../ui/store";
import { number, object } from "./answer-shape";
import { sendRequest } from "./send-request";

/** How many notices the person has not read; null until that was asked for. */
export const unreadNotices = createStore<number | null>(null);

const answer = object({ unread: number });

/** Asks how many notices the person has not read. Where there is no answer, the last one counts. */
export async function refreshUnread(): Promise<void> {
  const reply = await sendRequest("GET", "/api/me/notices/unread", { answer, background: true });
  if (reply.ok) unreadNotices.set(reply.data.unread);
}
