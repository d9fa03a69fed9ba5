"use client";

import { ErrorPanel } from "@/components/shell/error-panel";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function PortalErrorPage({ error, retry }: ErrorPageProps) {
  return <ErrorPanel error={error} onRetry={retry} />;
}
