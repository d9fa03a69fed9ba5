"use client";

import { usePathname } from "next/navigation";
import { lazy, Suspense } from "react";
import type { Notice } from "@/lib/identity/notice-kinds";

/** Few visits have one, and the words of all kinds would be in the scripts of every page. */
const NoticeBox = lazy(() => import("./notice-box").then((module) => ({ default: module.NoticeBox })));

/** The pages that people come to from the sign-in, or to see what happened to their account. */
const PLACES = ["/", "/account"];

interface ShownNotice {
  notice: Notice;
  /** Whether it is only for these places. */
  quiet: boolean;
}

/**
 * What happened to the account of the person who is signed in, until they have read it. What somebody else has done, such as
 * a link for a new password, is on every page; what is mostly the person's own doing only where it is in nobody's way.
 */
export function AccountNotices({ notices }: { notices: ShownNotice[] }) {
  const pathname = usePathname();
  const shown = notices.filter(({ quiet }) => !quiet || PLACES.includes(pathname));
  if (shown.length === 0) return null;
  return (
    <div className="mb-5">
      <Suspense fallback={null}>
        <NoticeBox notices={shown.map(({ notice }) => notice)} onAccount={pathname === "/account"} />
      </Suspense>
    </div>
  );
}
