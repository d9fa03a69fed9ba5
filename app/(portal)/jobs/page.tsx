import { Files, ListChecks } from "lucide-react";
import type { Metadata } from "next";
import { JobList } from "@/components/jobs/page/job-list";
import { RowKeys } from "@/components/lists/row-keys";
import { PageHeader } from "@/components/shell/page-header";
import { AppLink } from "@/components/ui/app-link";
import { buttonVariants } from "@/components/ui/button-variants";
import { EmptyState } from "@/components/ui/card";
import { requireUser } from "@/lib/bff/page-access";
import { listJobs } from "@/lib/jobs/job-view";

export const metadata: Metadata = { title: "Jobs" };

/** The jobs that somebody has started. */
export default async function JobsPage() {
  const caller = await requireUser();
  const jobs = await listJobs(caller, false);
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Work on many flows at once that you have started: how far it is, and what became of each flow."
        actions={
          <AppLink href="/copies" className={buttonVariants({ variant: "outline" })}>
            <Files aria-hidden />
            Copies
          </AppLink>
        }
      />
      <RowKeys createPath={null} />
      {jobs.length === 0 ? (
        <EmptyState icon={ListChecks} title="No job yet">
          Select several flows in a list, then switch them on or off: that is a job.
        </EmptyState>
      ) : (
        <JobList jobs={jobs} />
      )}
    </>
  );
}
