"use client";

import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { buttonVariants } from "./button-variants";
import { cn } from "./class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "./dialog-classes";
import { useOpener } from "./use-opener";

interface DialogProps extends ComponentProps<typeof DialogPrimitive.Root> {
  /**
   * Whether an answer is awaited. The dialog then stays: nothing else shows why it was refused, or a link or secret that
   * can be read only once.
   */
  busy?: boolean;
}

/** What opens and closes a dialog. */
export function Dialog({ busy = false, onOpenChange, ...rest }: DialogProps) {
  return (
    <DialogPrimitive.Root
      {...rest}
      onOpenChange={(open) => (open || !busy ? onOpenChange?.(open) : undefined)}
    />
  );
}
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

interface DialogContentProps extends Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> {
  title: ReactNode;
  description?: ReactNode;
  /** What stays in view below the content, while a long content scrolls. */
  footer?: ReactNode;
}

/** A modal dialog with a title, an optional description and a close button. */
export function DialogContent(props: DialogContentProps) {
  const { title, description, footer, className, children, ...rest } = props;
  const { onOpenAutoFocus, onCloseAutoFocus } = rest;
  const framed = footer !== undefined;
  const opener = useOpener();
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={OVERLAY_CLASSES} />
      <DialogPrimitive.Content
        className={cn(DIALOG_CLASSES, framed && "flex flex-col overflow-hidden p-0", className)}
        {...(description ? {} : { "aria-describedby": undefined })}
        {...rest}
        onOpenAutoFocus={(event) => {
          opener.onOpenAutoFocus();
          onOpenAutoFocus?.(event);
        }}
        onCloseAutoFocus={(event) => {
          onCloseAutoFocus?.(event);
          opener.onCloseAutoFocus(event);
        }}
      >
        <div className={cn("pr-8", framed && "shrink-0 border-b py-4 pr-13 pl-5")}>
          <DialogPrimitive.Title className="text-lg font-semibold">{title}</DialogPrimitive.Title>
          {description ? (
            <DialogPrimitive.Description className="mt-1 text-sm text-muted-foreground">
              {description}
            </DialogPrimitive.Description>
          ) : null}
        </div>
        <div className={framed ? "min-h-0 flex-1 overflow-y-auto px-5 py-4" : "mt-4"}>{children}</div>
        {framed ? <div className="shrink-0 border-t px-5 py-3">{footer}</div> : null}
        <DialogPrimitive.Close
          aria-label="Close"
          className={cn(buttonVariants({ variant: "ghost", size: "icon-sm" }), "absolute top-3.5 right-3.5")}
        >
          <X aria-hidden />
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

export function DialogFooter({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("mt-5 flex flex-wrap justify-end gap-2", className)} {...rest} />;
}

interface DialogActionsProps {
  /** Whether an answer is awaited, which the way out has to wait for. */
  busy?: boolean;
  /** The words of the way out. */
  cancel?: string;
  className?: string;
  /** The button for what the dialog is about, where that can still be done. */
  children?: ReactNode;
}

/** The foot of a dialog: the way out, and what the dialog is about. */
export function DialogActions({ busy = false, cancel = "Cancel", className, children }: DialogActionsProps) {
  return (
    <DialogFooter className={className}>
      <DialogClose asChild>
        <Button variant="outline" disabled={busy}>
          {cancel}
        </Button>
      </DialogClose>
      {children}
    </DialogFooter>
  );
}
