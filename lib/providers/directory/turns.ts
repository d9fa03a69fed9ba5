import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import type { SignInProvider } from "@/lib/db/generated/client";
import { errorCode, Problem } from "@/lib/problems/problem";
import { type Directory, holdDirectory } from "./connection";

/** So many changes of one directory may wait. It sends a later one again. */
const MOST_WAITING = 50;
const TRY_AGAIN_SECONDS = 5;

/** A deadlock ends one of two transactions, of which nothing is left then. */
const DEADLOCK = "P2034";
const MOST_ATTEMPTS = 3;

/** The end of each directory's queue in this process, and how many wait in it. */
const queues = new Map<string, { last: Promise<unknown>; waiting: number }>();

async function again<Result>(work: () => Promise<Result>, attempts = MOST_ATTEMPTS): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (errorCode(error) !== DEADLOCK || attempts <= 1) throw error;
    return await again(work, attempts - 1);
  }
}

/**
 * Makes a change of a directory after its earlier ones. Those that wait would each keep a connection of the pool, and a directory that
 * sends a hundred at once would leave none for people.
 * @throws Problem `too_many_requests` where too many wait
 */
export async function inTurn<Result>(directoryId: string, work: () => Promise<Result>): Promise<Result> {
  const queue = queues.get(directoryId) ?? { last: Promise.resolve(), waiting: 0 };
  if (queue.waiting >= MOST_WAITING)
    throw new Problem("too_many_requests", "Too many changes of this directory wait. Send it again later", {
      headers: { "Retry-After": String(TRY_AGAIN_SECONDS) },
    });
  queues.set(directoryId, queue);
  queue.waiting++;
  const done = queue.last.then(work);
  queue.last = done.catch(() => undefined);
  try {
    return await done;
  } finally {
    queue.waiting--;
    if (queue.waiting === 0) queues.delete(directoryId);
  }
}

/**
 * Runs a change of a directory in a transaction that holds its provider, since there may be other replicas.
 * @throws Problem `not_signed_in` for a token that was replaced at this moment
 */
export async function changeLocked<Result>(
  directory: Directory,
  change: (tx: Transaction, provider: SignInProvider) => Promise<Result>,
): Promise<Result> {
  return await again(() =>
    database().$transaction(async (tx) => await change(tx, await holdDirectory(tx, directory))),
  );
}
