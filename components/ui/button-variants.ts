import { cva } from "class-variance-authority";

/** The styles of a button, apart from the component so that server-rendered links can have them too. */
export const buttonVariants = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed not-data-waking:disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground shadow-xs hover:bg-primary-hover",
        outline: "border border-input/60 bg-card text-foreground shadow-xs hover:bg-muted",
        secondary: "bg-secondary text-secondary-foreground hover:bg-accent hover:text-accent-foreground",
        ghost: "text-foreground hover:bg-muted",
        destructive: "bg-destructive text-destructive-foreground shadow-xs hover:bg-destructive-hover",
        "destructive-ghost": "text-destructive hover:bg-destructive-wash",
        link: "h-auto! px-0! text-link underline-offset-4 hover:underline",
      },
      size: {
        md: "h-9 px-3.5 text-sm",
        sm: "h-8 px-2.5 text-sm",
        icon: "size-9",
        "icon-sm": "size-8",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);
