import { Building2, History } from "lucide-react";
import type { Metadata } from "next";
import type { FieldChoice } from "@/components/replace/replace-address";
import { ReplacePage } from "@/components/replace/replace-page";
import { PageHeader } from "@/components/shell/page-header";
import type { WorkspaceGroup } from "@/components/shell/workspace-choice";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { env } from "@/lib/env";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import { NOT_REPLACED, NOT_SEARCHED, REPLACED_FIELDS } from "@/lib/flows/fields/replaced-texts";
import { SECTIONS } from "@/lib/flows/fields/sections";
import { FLOW_KINDS } from "@/lib/flows/model/flow";
import { openWorkspaces } from "@/lib/identity/find-caller";
import { groupsOfWorkspaces } from "@/lib/identity/groups/read-groups";

export const metadata: Metadata = { title: "Find and replace" };

const ROWS = FLOW_KINDS.flatMap((kind) => flowFields(kind));

/** The names of the fields whose texts are found. */
const LABELS = Object.fromEntries(
  ROWS.filter(([, { searched }]) => typeof searched === "string").map(([path, { label }]) => [path, label]),
);

/** The fields to choose: what most people look for, and then each section that has texts. */
const CHOICES: readonly FieldChoice[] = [
  {
    value: "said",
    label: "Prompts and welcome messages",
    fields: ["/prompt", "/customWelcomeMessage"],
  },
  ...FLOW_KINDS.flatMap((kind) => SECTIONS[kind]).flatMap(({ id, title }, at, all): FieldChoice[] => {
    const fields = REPLACED_FIELDS.filter((path) =>
      ROWS.some(([own, row]) => own === path && row.section === id),
    );
    const isFirst = all.findIndex((section) => section.id === id) === at;
    return isFirst && fields.length > 0 ? [{ value: id, label: title, fields }] : [];
  }),
];

/** The groups of some workspaces, by name, each with its workspaces among them. */
function groupsOf(
  workspaces: readonly { id: string; slug: string }[],
  groups: Awaited<ReturnType<typeof groupsOfWorkspaces>>,
): WorkspaceGroup[] {
  const found = new Map<string, { id: string; name: string; workspaces: string[] }>();
  for (const { id, slug } of workspaces) {
    for (const group of groups.get(id) ?? []) {
      const known = found.get(group.id) ?? { ...group, workspaces: [] };
      found.set(group.id, { ...known, workspaces: [...known.workspaces, slug] });
    }
  }
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name, "en"));
}

export default async function FindAndReplacePage() {
  const caller = await requireUser();
  const open = openWorkspaces(caller, ["call_flow.update", "message_flow.update"]);
  const groups = await groupsOfWorkspaces(open.map(({ id }) => id));
  return (
    <>
      <PageHeader
        title="Find and replace"
        actions={
          <AppLink href="/jobs" className={buttonVariants({ variant: "outline" })}>
            <History aria-hidden />
            Earlier jobs
          </AppLink>
        }
      />
      {open.length === 0 ? (
        <EmptyState icon={Building2} title="No workspace that you may change">
          You are no editor of any workspace, so there is nothing that you could replace.
        </EmptyState>
      ) : (
        <ReplacePage
          workspaces={open.map(({ slug, name, colour, requireReason }) => ({
            slug,
            name,
            colour,
            requireReason,
          }))}
          groups={groupsOf(open, groups)}
          choices={CHOICES}
          labels={LABELS}
          perMinute={env().UPSTREAM_REQUESTS_PER_MINUTE}
          notSearched={NOT_SEARCHED}
          notReplaced={NOT_REPLACED}
        />
      )}
    </>
  );
}
