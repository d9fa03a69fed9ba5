import {
  BookOpen,
  Box,
  CircleAlert,
  ClipboardList,
  Flag,
  type LucideIcon,
  MessageSquareText,
  PhoneForwarded,
  Play,
  Split,
  Webhook,
} from "lucide-react";

// The upstream lists no types; these are the ones seen in flows. Any other type is drawn just as well, by its name.
const ICONS = new Map<string, LucideIcon>([
  ["start", Play],
  ["end", Flag],
  ["prompt", MessageSquareText],
  ["message", MessageSquareText],
  ["condition", Split],
  ["transfer", PhoneForwarded],
  ["collect", ClipboardList],
  ["knowledge", BookOpen],
  ["webhook", Webhook],
]);

interface NodeTypeIconProps {
  /** Null for a node that an edge names and that doesn't exist. */
  type: string | null;
  className?: string;
}

/** A small picture of a node's type: a plain box for a type that nobody here knows. */
export function NodeTypeIcon({ type, className }: NodeTypeIconProps) {
  const Icon = type === null ? CircleAlert : (ICONS.get(type.toLowerCase()) ?? Box);
  return <Icon aria-hidden className={className ?? "size-4 shrink-0"} />;
}

/** A node's type in words. */
export function typeWords(type: string): string {
  return type === "" ? "no type" : type;
}
