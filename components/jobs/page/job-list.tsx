import { JOB_STATES } from "@/lib/jobs/job-states";
import type { JobSummary } from "@/lib/jobs/job-view";
import { AppLink } from "../../ui/app-link";
import { Badge, type BadgeTone } from "../../ui/badge";
import { AmountCell, HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";
import { jobPath, jobTitle, throughWords } from "../words/job-words";

function toneOf({ state, failed }: JobSummary): BadgeTone {
  if (state === "running") return "info";
  if (state === "done") return failed > 0 ? "warn" : "good";
  return "neutral";
}

/** Jobs, each with how far it came. */
export function JobList({ jobs }: { jobs: JobSummary[] }) {
  return (
    <Table stacks label="Jobs">
      <TableHead>
        <tr>
          <HeaderCell>Job</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Flows</HeaderCell>
          <HeaderCell>To look at</HeaderCell>
          <HeaderCell>Reason</HeaderCell>
          <HeaderCell>Started</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {jobs.map((job) => (
          <TableRow key={job.id} data-row>
            <TableCell className="max-w-80 font-medium">
              <AppLink
                data-row-link
                href={jobPath(job)}
                className="block truncate rounded-sm hover:text-link hover:underline"
              >
                {jobTitle(job)}
              </AppLink>
            </TableCell>
            <TableCell>
              <Badge tone={toneOf(job)}>{JOB_STATES[job.state].label}</Badge>
            </TableCell>
            <TableCell className="whitespace-nowrap">{throughWords(job)}</TableCell>
            <AmountCell count={job.failed} words="to look at" />
            <TableCell className="max-w-60 truncate text-muted-foreground">{job.reason}</TableCell>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <TimeAgo at={job.startedAt} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
