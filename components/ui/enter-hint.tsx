/** Says on a button that Ctrl and Enter press it, too; phones have no such keys. The button itself names them to screen readers. */
export function EnterHint() {
  return (
    <kbd aria-hidden className="font-mono text-xs opacity-80 max-sm:hidden">
      Ctrl ↵
    </kbd>
  );
}
