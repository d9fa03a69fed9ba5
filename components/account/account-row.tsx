import type { ReactNode } from "react";

interface AccountRowProps {
  icon: ReactNode;
  name: ReactNode;
  /** The whole name, where `name` is short for it. */
  title?: string | undefined;
  details: ReactNode;
  /** What can be done about it. */
  children?: ReactNode;
}

/** One thing that belongs to an account, such as a passkey, a session or a token, in a list of such things. */
export function AccountRow({ icon, name, title, details, children }: AccountRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-md bg-muted text-muted-foreground [&_svg]:size-4"
      >
        {icon}
      </span>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium" title={title}>
          {name}
        </p>
        <p className="text-sm text-muted-foreground wrap-anywhere">{details}</p>
      </div>
      {children ? <div className="flex gap-2">{children}</div> : null}
    </li>
  );
}
