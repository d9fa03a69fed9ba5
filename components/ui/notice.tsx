import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

const TONES = {
  info: { classes: "border-info/25 bg-info-wash text-info", icon: Info },
  warn: { classes: "border-warning/25 bg-warning-wash text-warning", icon: TriangleAlert },
  bad: { classes: "border-destructive/25 bg-destructive-wash text-destructive", icon: CircleAlert },
  good: { classes: "border-success/25 bg-success-wash text-success", icon: CircleCheck },
};

interface NoticeProps extends Omit<ComponentProps<"div">, "title"> {
  tone?: keyof typeof TONES;
  title: ReactNode;
  actions?: ReactNode;
}

/** A message about the page's state. Pass `role="alert"` where it answers something a person just did. */
export function Notice({ tone = "info", title, actions, className, children, ...rest }: NoticeProps) {
  const { classes, icon: Icon } = TONES[tone];
  return (
    <div className={cn("flex gap-3 rounded-lg border px-4 py-3", classes, className)} {...rest}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-semibold">{title}</p>
        {children ? <div className="mt-0.5 text-sm text-foreground wrap-break-word">{children}</div> : null}
        {actions ? <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
