import { ChevronRight } from "lucide-react";
import { Fragment, type ReactNode } from "react";
import { AppLink } from "../ui/app-link";
import { cn } from "../ui/class-names";
import { GivenName } from "../ui/given-name";
import { WorkspaceMark } from "./marks";

export interface Crumb {
  href: string;
  label: string;
  /** The colour of its mark, for a workspace. */
  colour?: number;
}

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** The pages above this one. */
  crumbs?: Crumb[];
  /** Badges and ids under the title. */
  meta?: ReactNode;
  actions?: ReactNode;
}

/** A page's way up, its title and its actions. */
export function PageHeader({ title, description, crumbs = [], meta, actions }: PageHeaderProps) {
  return (
    <header
      className={cn(
        "mb-4 flex flex-wrap justify-between gap-x-6 gap-y-3",
        meta ? "items-start" : "items-end",
      )}
    >
      <div className="min-w-0 flex-1 basis-40">
        {crumbs.length > 0 ? <Breadcrumbs crumbs={crumbs} /> : null}
        <h1 className="text-xl font-semibold wrap-break-word">{title}</h1>
        {description ? <p className="mt-1 max-w-prose text-sm text-muted-foreground">{description}</p> : null}
        {meta ? <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">{meta}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap gap-2">{actions}</div> : null}
    </header>
  );
}

function Breadcrumbs({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="mb-1">
      <ol className="flex flex-wrap items-center gap-1 text-sm text-muted-foreground">
        {crumbs.map(({ href, label, colour }, position) => (
          <Fragment key={href}>
            {position > 0 ? (
              <li aria-hidden>
                <ChevronRight className="size-3.5" />
              </li>
            ) : null}
            <li>
              <AppLink
                href={href}
                className="flex items-center gap-1.5 rounded-sm hover:text-foreground hover:underline"
              >
                {colour === undefined ? null : (
                  <WorkspaceMark
                    name={label}
                    colour={colour}
                    className="size-4.5 rounded-sm text-[0.5625rem]"
                  />
                )}
                <GivenName>{label}</GivenName>
              </AppLink>
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
