import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { validate as isUuid } from "uuid";
import { EventPage } from "@/components/audit/event/event-page";
import { eventSentence } from "@/components/audit/event/sentence";
import { EventProof } from "@/components/audit/proof/event-proof";
import { PORTAL_CHAIN } from "@/lib/audit/event";
import { readAuditEvent } from "@/lib/audit/read-event";
import { requireOwner } from "@/lib/bff/page-access";

interface PortalEventPageProps {
  params: Promise<{ event: string }>;
}

const readPage = cache(async (id: string) => {
  await requireOwner();
  const event = isUuid(id) ? await readAuditEvent(PORTAL_CHAIN, id) : null;
  if (event === null) notFound();
  return event;
});

export async function generateMetadata({ params }: PortalEventPageProps): Promise<Metadata> {
  return { title: eventSentence(await readPage((await params).event)) };
}

export default async function PortalEventPage({ params }: PortalEventPageProps) {
  const event = await readPage((await params).event);
  return (
    <EventPage
      event={event}
      context={{ logPath: "/audit", flowsPath: null, mayRestore: false }}
      crumbs={[{ href: "/audit", label: "Portal audit" }]}
      proof={<EventProof id={event.id} apiPath="/api/audit-events" />}
    />
  );
}
