import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { lockPerson } from "./factors/factors";
import { rememberDevice } from "./known-devices";
import { leaveNotice } from "./notices";
import { makeRoom, type ProviderPart, storeSession } from "./sessions";
import type { SignInMethod } from "./sign-in-methods";
import { type Person, userActor } from "./users";

/** What the browser of a sign-in brings along. */
export interface SignInBrowser {
  /** The session that its cookie names, which may be over. */
  sessionId: string | null;
  /** What its cookie of a known device has, from outside. */
  deviceToken: string | null;
}

/** A script, or a browser that was never here. */
export const NEW_BROWSER: SignInBrowser = { sessionId: null, deviceToken: null };

interface NewSession {
  /**
   * Whether what let the person in still does, in the session's own transaction. It comes first, since it locks the person. Whoever
   * changes a password meanwhile may do so because somebody else knows it.
   */
  isStillRight: (tx: Transaction) => Promise<boolean>;
  method: SignInMethod;
  request: AuditRequest;
  browser: SignInBrowser;
  deviceToken: string;
  /** Set for a sign-in at an identity provider. */
  provider?: ProviderPart & { name: string };
  /** What happens besides, in the same transaction. */
  within?: (tx: Transaction) => Promise<void>;
}

/**
 * Locks a person, and reads them anew: their sessions end under the same lock when their password is changed, or when they are
 * disabled.
 * @returns null for somebody who is disabled or gone
 */
export async function holdPerson(tx: Transaction, userId: string): Promise<User | null> {
  await lockPerson(tx, userId);
  return await tx.user.findUnique({ where: { id: userId, disabledAt: null } });
}

/**
 * Opens a session for somebody who has proved who they are. The one that the browser had before ends, and so do those above
 * the most that one person may have. A browser that the person never used before is a notice for them.
 *
 * @returns the session's id; null where what let them in doesn't any more
 */
export async function openSession(user: Person, session: NewSession): Promise<string | null> {
  const { method, request, browser, deviceToken, provider = null, within } = session;
  const sessionId = uuidv7();
  const { ip, userAgent } = request;
  return await database().$transaction(async (tx) => {
    if (!(await session.isStillRight(tx))) return null;
    await within?.(tx);
    const { replaced, ended } = await makeRoom(tx, user.id, browser.sessionId);
    await storeSession(tx, {
      id: sessionId,
      userId: user.id,
      ip,
      userAgent,
      method,
      continues: null,
      provider,
    });
    const isNewDevice = await rememberDevice(tx, user.id, deviceToken);
    const notice = { kind: "new_device", detail: { ip, userAgent } } as const;
    if (isNewDevice) await leaveNotice(tx, user.id, notice, request);
    await recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "session.sign_in",
      outcome: "succeeded",
      target: { type: "session", id: sessionId, name: null },
      request,
      detail: {
        method,
        ...(provider ? { provider: provider.name } : {}),
        ...(isNewDevice ? { newDevice: true } : {}),
        ...(replaced ? { replaced: true } : {}),
        ...(ended > 0 ? { sessionsEnded: ended } : {}),
      },
    });
    return sessionId;
  });
}
