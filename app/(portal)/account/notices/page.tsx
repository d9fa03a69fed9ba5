import type { Metadata } from "next";
import { ChannelList } from "@/components/notices/channel-list";
import { RulesTable } from "@/components/notices/rules-table";
import { TimingForm } from "@/components/notices/timing-form";
import { PageHeader } from "@/components/shell/page-header";
import { SectionCard } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { mailSettings } from "@/lib/mail/mail-settings";
import { listChannels } from "@/lib/notices/channels";
import { readNoticeRules } from "@/lib/notices/rules";
import { zoneOf } from "@/lib/notices/timing";
import { zonePlace } from "@/lib/time/moment-words";

export const metadata: Metadata = { title: "Rules for notices" };

/** What the person wants to learn, on which ways and when. */
export default async function NoticeRulesPage() {
  const { user } = await requireUser();
  const { rules, timing } = await readNoticeRules(user.id);
  const hasMail = mailSettings() !== null;
  const zone = zoneOf(user.timeZone);
  return (
    <>
      <PageHeader
        title="Rules for notices"
        description="What you want to learn, and how. A notice never says anything of a workspace that you may not read."
        crumbs={[{ href: "/account", label: "Your account" }]}
      />
      <div className="flex max-w-4xl flex-col gap-5">
        <RulesTable rules={rules} hasMail={hasMail} />
        <ChannelList channels={await listChannels(user.id)} />
        <SectionCard title="Hours">
          <TimingForm timing={timing} zone={zone === "UTC" ? "UTC" : zonePlace(zone)} hasMail={hasMail} />
        </SectionCard>
      </div>
    </>
  );
}
