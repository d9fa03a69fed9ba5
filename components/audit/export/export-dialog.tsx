"use client";

import { Download } from "lucide-react";
import { lazy, Suspense } from "react";
import { buttonVariants } from "../../ui/button-variants";
import { useHydrated } from "../../ui/use-hydrated";
import { EXPORT_KINDS, type ExportKind, exportAddress, PROVEN_EXPORT } from "./export-kinds";

export interface ExportDialogProps {
  /** The events' address under `/api`. */
  apiPath: string;
  /** The filters in use, as the API takes them. */
  filters: string;
  /** The same in words; empty for the whole log. */
  filterWords: { label: string; text: string }[];
}

/** Few readers export, so the dialog is no part of the page's first load. */
const LiveExport = lazy(() => import("./live-export").then((module) => ({ default: module.LiveExport })));

/**
 * Exports the events of a log's list, on all its pages. Before the script runs, and without it, there are plain links.
 */
export function ExportDialog(props: ExportDialogProps) {
  const hydrated = useHydrated();
  const links = <PlainLinks {...props} />;
  return hydrated ? (
    <Suspense fallback={links}>
      <LiveExport {...props} />
    </Suspense>
  ) : (
    links
  );
}

function PlainLinks({ apiPath, filters }: ExportDialogProps) {
  const link = (kind: ExportKind, label: string) => (
    <a
      key={kind.id}
      href={exportAddress(apiPath, filters, kind)}
      download
      className={buttonVariants({ variant: "outline", size: "sm" })}
    >
      <Download aria-hidden className="max-sm:hidden" />
      {label}
    </a>
  );
  return (
    <>
      {link(PROVEN_EXPORT, "Export")}
      <noscript className="contents">
        {EXPORT_KINDS.filter((kind) => kind !== PROVEN_EXPORT).map((kind) => link(kind, kind.label))}
      </noscript>
    </>
  );
}
