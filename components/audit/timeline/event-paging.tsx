import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import { listAddress } from "../../lists/list-address";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";

interface EventPagingProps {
  pathname: string;
  params: [string, string][];
  /** The cursor of the page with newer events; null when that is the first page. */
  newerCursor: string | null;
  /** Null on the last page. */
  olderCursor: string | null;
}

/** Links to newer and older events. Cursors are places in the log, so pages stay the same while events arrive. */
export function EventPaging({ pathname, params, newerCursor, olderCursor }: EventPagingProps) {
  const later = params.some(([name]) => name === "cursor");
  if (!later && olderCursor === null) return null;
  const style = buttonVariants({ variant: "outline", size: "sm" });
  const at = (cursor: string | null) => listAddress(pathname, params, { cursor });
  return (
    <nav aria-label="Pages" className="ml-auto flex flex-wrap justify-end gap-2">
      {later ? (
        <>
          <AppLink className={style} href={at(null)}>
            <ChevronFirst aria-hidden />
            Back to newest
          </AppLink>
          <AppLink className={style} href={at(newerCursor)}>
            <ChevronLeft aria-hidden />
            Newer
          </AppLink>
        </>
      ) : null}
      {olderCursor ? (
        <AppLink className={style} href={at(olderCursor)}>
          Older
          <ChevronRight aria-hidden />
        </AppLink>
      ) : null}
    </nav>
  );
}
