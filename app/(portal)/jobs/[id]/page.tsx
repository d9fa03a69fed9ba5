import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { JobPanel } from "@/components/jobs/page/job-panel";
import { jobPath, jobTitle } from "@/components/jobs/words/job-words";
import { PageHeader } from "@/components/shell/page-header";
import { GivenName } from "@/components/ui/given-name";
import { TimeAgo } from "@/components/ui/time-ago";
import { requireUser } from "@/lib/bff/page-access";
import { readJob } from "@/lib/jobs/job-view";
import { Problem } from "@/lib/problems/problem";
import { UUID } from "@/lib/text/ids";

export const metadata: Metadata = { title: "Job" };

async function jobOr404(caller: Parameters<typeof readJob>[0], id: string) {
  if (!UUID.test(id)) notFound();
  try {
    return await readJob(caller, id);
  } catch (error) {
    if (error instanceof Problem && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function JobPage({ params }: { params: Promise<{ id: string }> }) {
  const caller = await requireUser();
  const { id } = await params;
  const job = await jobOr404(caller, id);
  // The page of a copy is its receipt.
  if (jobPath(job) !== `/jobs/${id}`) redirect(jobPath(job));
  const names = Object.fromEntries(caller.workspaces.map(({ slug, name }) => [slug, name]));
  return (
    <>
      <PageHeader
        title={jobTitle(job)}
        crumbs={[{ href: "/jobs", label: "Jobs" }]}
        description={
          <>
            {job.total === 1 ? "1 flow" : `${job.total} flows`} · started by{" "}
            <GivenName>{job.startedBy.name}</GivenName> <TimeAgo at={job.startedAt} />
            {job.reason === null ? null : ` · reason: ${job.reason}`}
          </>
        }
      />
      <JobPanel loaded={job} names={names} />
    </>
  );
}
