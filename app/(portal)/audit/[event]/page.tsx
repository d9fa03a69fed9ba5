import type { Metadata } from "next";
import { cache } from "react";
import { LogEvent, requireEvent } from "@/app/(portal)/_audit/log-event";
import { PORTAL_LOG } from "@/app/(portal)/_audit/log-place";
import { eventSentence } from "@/components/audit/event/sentence";
import { requireOwner } from "@/lib/bff/page-access";

interface PortalEventPageProps {
  params: Promise<{ event: string }>;
}

/** Reads an event once for both the page and its title. */
const readPage = cache(async (id: string) => {
  await requireOwner();
  return await requireEvent(PORTAL_LOG, id);
});

export async function generateMetadata({ params }: PortalEventPageProps): Promise<Metadata> {
  return { title: eventSentence(await readPage((await params).event), null) };
}

export default async function PortalEventPage({ params }: PortalEventPageProps) {
  const event = await readPage((await params).event);
  return (
    <LogEvent log={PORTAL_LOG} event={event} context={{ flowsPath: null, mayRestore: false }} mayVerify />
  );
}
