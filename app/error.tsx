"use client";

import { ErrorPanel } from "@/components/shell/error-panel";

interface ErrorPageProps {
  error: Error & { digest?: string };
  retry: () => void;
}

export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main className="px-6">
      <ErrorPanel error={error} onRetry={retry} />
    </main>
  );
}
