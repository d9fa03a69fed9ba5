"use client";

import { type ComponentProps, type FormEvent, useEffect, useRef } from "react";

interface FormProps extends Omit<ComponentProps<"form">, "method" | "noValidate" | "onSubmit" | "ref"> {
  onSubmit: (form: FormData, element: HTMLFormElement) => Promise<void> | void;
}

/**
 * A form whose faults are shown beside their fields in the portal's words, not in the browser's own boxes. After it was
 * sent, the first wrong field gets the focus.
 */
export function Form({ onSubmit, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const sent = useRef(false);

  // No dependencies: whatever finds the faults, they are seen in the render that shows them.
  useEffect(() => {
    const wrong = sent.current ? form.current?.querySelector<HTMLElement>('[aria-invalid="true"]') : null;
    if (!wrong) return;
    sent.current = false;
    wrong.focus();
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    // React portals pass events on to a form around a dialog, which would send that one, too.
    event.stopPropagation();
    sent.current = true;
    void onSubmit(new FormData(event.currentTarget), event.currentTarget);
  }

  // By POST, so that a password never gets into the address where the script has not run.
  return <form {...rest} ref={form} method="post" noValidate onSubmit={submit} />;
}
