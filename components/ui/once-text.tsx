import { CopyButton } from "./copy-button";
import { Label } from "./field";
import { Input } from "./input";

interface OnceTextProps {
  id: string;
  label: string;
  /** The text, such as a link or a secret. */
  text: string;
  copyLabel: string;
  /** Says what the text is for, and that it is shown only now. */
  children: React.ReactNode;
}

/** A text that is shown once, to be copied. */
export function OnceText({ id, label, text, copyLabel, children }: OnceTextProps) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm">{children}</p>
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        readOnly
        value={text}
        className="font-mono sm:text-xs"
        onFocus={(event) => event.target.select()}
      />
      <div>
        <CopyButton wide text={text} label={copyLabel} />
      </div>
    </div>
  );
}
