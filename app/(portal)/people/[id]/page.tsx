import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SessionList } from "@/components/account/session-list";
import { TokenList } from "@/components/account/token-list";
import { PersonBadges } from "@/components/people/people-table";
import { GroupListCard } from "@/components/people/person/group-list-card";
import { LeaverCard } from "@/components/people/person/leaver-card";
import { RolesTable } from "@/components/people/person/roles-table";
import { PersonActions } from "@/components/people/person-actions";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { GivenName } from "@/components/ui/given-name";
import { PersonMark } from "@/components/ui/person-mark";
import { TimeAgo } from "@/components/ui/time-ago";
import { requireOwner } from "@/lib/bff/page-access";
import { listTokens } from "@/lib/identity/api-tokens";
import { type PersonView, readPerson } from "@/lib/identity/person-page";
import { listSessions } from "@/lib/identity/sessions";
import { UUID } from "@/lib/text/ids";

export const metadata: Metadata = { title: "Person" };

/** The page of one person, for owners: the parts of it are sections, one below the other. */
export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const { user } = await requireOwner();
  const { id } = await params;
  const person = UUID.test(id) ? await readPerson(id) : null;
  if (!person) notFound();
  const sessions = await listSessions(id, user.sessionId);
  const isSelf = person.id === user.id;
  const who = isSelf ? {} : { person: { id, name: person.name } };
  return (
    <>
      <PageHeader
        title={
          <span className="flex items-center gap-2.5">
            <PersonMark name={person.name} className="size-9 text-sm" />
            <GivenName>{person.name}</GivenName>
          </span>
        }
        crumbs={[{ href: "/people", label: "People" }]}
        meta={<PersonFacts person={person} />}
        actions={person.pseudonymised ? null : <PersonActions person={person} wide />}
      />
      <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,1fr)_19rem]">
        <RolesTable person={person} roles={person.roles} locked={person.pseudonymised} />
        <div className="flex min-w-0 flex-col gap-5">
          <GroupListCard groups={person.groups} />
          {person.pseudonymised ? null : (
            <SessionList sessions={sessions} {...(isSelf ? {} : { of: { id, name: person.name } })} />
          )}
          {person.pseudonymised ? null : <TokenList tokens={await listTokens(id)} {...who} />}
          {person.disabled && !person.pseudonymised ? <LeaverCard person={person} /> : null}
        </div>
      </div>
    </>
  );
}

function PersonFacts({ person }: { person: PersonView }) {
  return (
    <>
      <PersonBadges person={person} />
      <span className="text-sm wrap-anywhere text-muted-foreground">{person.email}</span>
      <span className="text-sm text-muted-foreground">
        added <TimeAgo at={person.createdAt} />
        {" · "}
        {person.lastSeenAt ? (
          <>
            last seen <TimeAgo at={person.lastSeenAt} />
          </>
        ) : (
          "never signed in"
        )}
      </span>
      <AppLink
        href={`/activity?actor=${person.id}&period=last-7-days`}
        className="rounded-sm text-sm font-medium text-link hover:underline"
      >
        What they did in the last 7 days
      </AppLink>
    </>
  );
}
