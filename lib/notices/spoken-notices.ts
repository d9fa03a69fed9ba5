import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { withoutDisguise } from "@/lib/text/readable";
import { doerOf, inWords } from "./happenings";

/** A stored notice, as statements read it. */
export const noticeRow = z.object({
  id: z.string(),
  kind: z.string(),
  detail: z.unknown(),
  createdAt: z.date(),
  readAt: z.date().nullable(),
  workspaceId: z.string().nullable(),
});
export type NoticeRow = z.output<typeof noticeRow>;

/** A notice in words. */
export interface SpokenNotice {
  sentence: string;
  /** The page that says more. */
  path: string;
  workspace: { slug: string; name: string } | null;
}

/** The texts that strangers typed must not look like others. */
function plain(value: unknown): unknown {
  if (typeof value === "string") return withoutDisguise(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inside]) => [name, plain(inside)]));
}

/**
 * Returns notices in words, by their ids. Names of people and of workspaces are those of now: somebody who has left is a pseudonym.
 * Those of another version are left out.
 */
export async function spokenNotices(
  rows: readonly Pick<NoticeRow, "id" | "kind" | "detail" | "workspaceId">[],
): Promise<Map<string, SpokenNotice>> {
  if (rows.length === 0) return new Map();
  const doers = rows.flatMap(({ detail }) => doerOf(detail) ?? []);
  const places = rows.flatMap(({ workspaceId }) => workspaceId ?? []);
  const [people, workspaces] = await Promise.all([
    database().user.findMany({ where: { id: { in: doers } }, select: { id: true, name: true } }),
    database().workspace.findMany({
      where: { id: { in: places } },
      select: { id: true, slug: true, name: true },
    }),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, withoutDisguise(name)]));
  const known = new Map(
    workspaces.map(({ id, slug, name }) => [id, { slug, name: withoutDisguise(name) }] as const),
  );
  return new Map(
    rows.flatMap(({ id, kind, detail, workspaceId }) => {
      const workspace = workspaceId === null ? null : (known.get(workspaceId) ?? null);
      const by = names.get(doerOf(detail) ?? "") ?? null;
      const words = inWords({ kind, detail: plain(detail) }, { by, workspace });
      return words ? [[id, { ...words, workspace }] as const] : [];
    }),
  );
}
