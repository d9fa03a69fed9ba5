import type { ReactNode } from "react";
import { Wordmark } from "@/components/shell/marks";

export default function SignInLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-10">
      <Wordmark className="text-lg" />
      {children}
    </main>
  );
}
