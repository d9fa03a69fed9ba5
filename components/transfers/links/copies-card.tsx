import { ArrowDown, ArrowRight } from "lucide-react";
import { flowPathSegment } from "@/lib/flows/model/flow";
import type { FlowLinks, LinkEnd } from "@/lib/transfers/flow-links";
import { counted } from "../../flows/words/counted";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { SectionCard } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { TimeAgo } from "../../ui/time-ago";

interface CopiesCardProps {
  links: FlowLinks;
  /** The workspaces by their slugs. */
  names: Readonly<Record<string, { name: string; colour: number }>>;
  /** The page that brings up to date what is behind; null for people who may not, and where nothing is. */
  update: string | null;
  /** The page that takes over here what its source has newer; null likewise. */
  pull: string | null;
}

/** Where a flow came from and where it went, and how far each copy is behind. Nothing for a flow without copies. */
export function CopiesCard({ links: { from, to }, names, update, pull }: CopiesCardProps) {
  if (from === null && to.length === 0) return null;
  const behind = to.filter((end) => end.behind > 0).length;
  return (
    <SectionCard
      title="Copies"
      actions={
        update === null && pull === null ? null : (
          <>
            {pull === null ? null : (
              <AppLink href={pull} className={buttonVariants({ variant: "outline", size: "sm" })}>
                <ArrowDown aria-hidden />
                Bring this flow up to date
              </AppLink>
            )}
            {update === null ? null : (
              <AppLink href={update} className={buttonVariants({ variant: "outline", size: "sm" })}>
                <ArrowRight aria-hidden />
                Bring {behind === 1 ? "the copy" : `${behind} copies`} up to date
              </AppLink>
            )}
          </>
        )
      }
    >
      <ul className="flex flex-col gap-2 text-sm">
        {from ? <End end={from} names={names} isSource /> : null}
        {to.map((end) => (
          <End key={`${end.workspace} ${end.id}`} end={end} names={names} isSource={false} />
        ))}
      </ul>
    </SectionCard>
  );
}

function behindWords(behind: number, isSource: boolean): string {
  if (behind === 0) return "up to date";
  return isSource ? `${counted(behind, "newer version")} there` : `${counted(behind, "version")} behind`;
}

interface EndProps extends Pick<CopiesCardProps, "names"> {
  end: LinkEnd;
  isSource: boolean;
}

function End({ end, names, isSource }: EndProps) {
  const { workspace, kind, id, name, behind, takenAt, transferId } = end;
  const known = names[workspace];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      <span className="flex min-w-0 items-center gap-2">
        <span className="text-muted-foreground">{isSource ? "From" : "To"}</span>
        {known ? (
          <WorkspaceMark name={known.name} colour={known.colour} className="size-5 text-[0.5625rem]" />
        ) : null}
        <AppLink
          href={`/${workspace}/${flowPathSegment(kind)}/${id}`}
          className="min-w-0 truncate rounded-sm font-medium hover:text-link hover:underline"
        >
          <GivenName>{`${known?.name ?? workspace}: ${name || "Flow without a name"}`}</GivenName>
        </AppLink>
      </span>
      <span className={behind > 0 ? "text-warning" : "text-muted-foreground"}>
        {behindWords(behind, isSource)}
      </span>
      <AppLink
        href={`/copies/${transferId}`}
        className="rounded-sm text-muted-foreground hover:text-link hover:underline"
      >
        copied <TimeAgo at={takenAt} />
      </AppLink>
    </li>
  );
}
