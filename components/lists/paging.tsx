import { ChevronFirst, ChevronRight } from "lucide-react";
import { AppLink } from "../ui/app-link";
import { buttonVariants } from "../ui/button-variants";
import { listAddress } from "./list-address";

interface PagingProps {
  pathname: string;
  params: [string, string][];
  nextCursor: string | null;
}

/** Leads to the next page and back to the first one; a cursor knows no page numbers. */
export function Paging({ pathname, params, nextCursor }: PagingProps) {
  const later = params.some(([name]) => name === "cursor");
  if (!later && nextCursor === null) return null;
  const linkClasses = buttonVariants({ variant: "outline", size: "sm" });
  return (
    <nav aria-label="Pages" className="mt-4 flex justify-end gap-2">
      {later ? (
        <AppLink className={linkClasses} href={listAddress(pathname, params, { cursor: null })}>
          <ChevronFirst aria-hidden />
          First page
        </AppLink>
      ) : null}
      {nextCursor ? (
        <AppLink className={linkClasses} href={listAddress(pathname, params, { cursor: nextCursor })}>
          Next page
          <ChevronRight aria-hidden />
        </AppLink>
      ) : null}
    </nav>
  );
}
