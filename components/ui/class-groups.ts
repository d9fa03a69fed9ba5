/**
 * The Tailwind classes that set the same property, for `cn`. tailwind-merge's own table knows every class there is, and is a
 * twentieth of a page's script; this one knows those that the portal uses. `class-names.test.ts` compares the two.
 */
type Match = string | ((value: string) => boolean) | { [prefix: string]: Match[] };

const any = () => true;
const isPlain = (value: string) => !value.startsWith("[");
const isNumber = (value: string) => /^\d/.test(value);
const isSize = (value: string) => /^(\d*(xs|sm|md|lg|xl)|base)$/.test(value);
const isLength = (value: string) => /^\[[\d.-]+(px|r?em|%)\]$/.test(value);
const isImage = (value: string) => /^\[(repeating-)?(linear|radial)-gradient\(/.test(value);
const isShadow = (value: string) => /^\[[\d-]/.test(value);

const sides = (name: string) => ["x", "y", "t", "r", "b", "l"].map((side) => `${name}${side}`);
const corners = (name: string) => ["t", "r", "b", "l", "tl", "tr", "br", "bl"].map((at) => `${name}-${at}`);

/** Properties with one class each, which is the property's name and any value. */
const SIMPLE = [
  ...["p", ...sides("p"), "m", ...sides("m"), "gap", "gap-x", "gap-y"],
  ...["inset", "inset-x", "inset-y", "top", "right", "bottom", "left", "z", "order"],
  ...["w", "h", "size", "min-w", "max-w", "min-h", "max-h", "basis", "grow", "shrink"],
  ...[
    "grid-cols",
    "grid-rows",
    "items",
    "justify",
    "place-items",
    "self",
    "float",
    "clear",
    "cursor",
    "resize",
    "appearance",
  ],
  ...[
    "opacity",
    "leading",
    "tracking",
    "whitespace",
    "wrap",
    "select",
    "pointer-events",
    "transition",
    "fill",
  ],
  ...[
    "accent",
    "underline-offset",
    "outline-offset",
    "divide",
    "divide-x",
    "divide-y",
    "rotate",
    "line-clamp",
  ],
  ...["translate", "translate-x", "translate-y", "overflow", "overflow-x", "overflow-y", "field-sizing"],
  ...[
    "border-spacing",
    "break-after",
    "break-inside",
    "content",
    "rounded",
    ...corners("rounded"),
    "scroll-mt",
    "row-span",
    "row-start",
  ],
];

const BORDERS = ["t", "r", "b", "l"];

/** Groups whose classes begin alike, or share no beginning. The first that matches counts. */
const MIXED: Record<string, Match[]> = {
  display: [
    ...["block", "inline-block", "inline", "flex", "inline-flex", "table", "table-cell", "grid", "contents"],
    "hidden",
  ],
  "screen-readers": ["sr-only", "not-sr-only"],
  position: ["static", "fixed", "absolute", "relative", "sticky"],
  visibility: ["visible", "invisible", "collapse"],
  flex: [{ flex: [isNumber, "auto", "none"] }],
  "flex-direction": [{ flex: ["row", "col", "row-reverse", "col-reverse"] }],
  "flex-wrap": [{ flex: ["wrap", "nowrap"] }],
  "col-span": [{ col: [{ span: [any] }] }],
  "col-start": [{ "col-start": [any] }],
  "vertical-align": [{ align: [any] }],
  "font-size": [{ text: [isSize, isLength] }],
  "text-align": [{ text: ["left", "center", "right"] }],
  "text-colour": [{ text: [any] }],
  "font-weight": [{ font: ["normal", "medium", "semibold", "bold"] }],
  "font-family": [{ font: [isPlain] }],
  italic: ["italic", "not-italic"],
  numbers: ["tabular-nums"],
  capitals: ["uppercase", "capitalize", "normal-case"],
  truncate: ["truncate"],
  "line-through": ["underline", "line-through", "no-underline"],
  "underline-style": [{ decoration: ["dotted"] }],
  list: [{ list: ["disc", "none"] }],
  "background-image": [{ bg: [isImage] }],
  background: [{ bg: [any] }],
  "border-collapse": [{ border: ["collapse", "separate"] }],
  "border-style": [{ border: ["solid", "dashed"] }],
  "border-width": [{ border: ["", isNumber] }],
  ...Object.fromEntries(
    BORDERS.flatMap((side) => [
      [`border-width-${side}`, [{ [`border-${side}`]: ["", isNumber] }]],
      [`border-colour-${side}`, [{ [`border-${side}`]: [any] }]],
    ]),
  ),
  "border-colour": [{ border: [any] }],
  "outline-style": [{ outline: ["none", "hidden"] }],
  "outline-width": [{ outline: ["", isNumber] }],
  "outline-colour": [{ outline: [any] }],
  "ring-inset": ["ring-inset"],
  "ring-width": [{ ring: ["", isNumber] }],
  "ring-colour": [{ ring: [any] }],
  shadow: [{ shadow: ["", "none", isSize, isShadow] }],
  "shadow-colour": [{ shadow: [any] }],
  animation: [{ animate: ["none", "spin", "pulse", (value) => value.startsWith("[")] }],
  filter: ["filter"],
  container: ["@container"],
};

export const CLASS_GROUPS: Record<string, Match[]> = {
  ...Object.fromEntries(SIMPLE.map((name) => [name, [{ [name]: ["", any] }]])),
  ...MIXED,
};

/** The groups that a class of another group sets, too. */
export const CONFLICTS: Record<string, string[]> = {
  p: sides("p"),
  px: ["pr", "pl"],
  py: ["pt", "pb"],
  m: sides("m"),
  mx: ["mr", "ml"],
  my: ["mt", "mb"],
  gap: ["gap-x", "gap-y"],
  inset: ["inset-x", "inset-y", "top", "right", "bottom", "left"],
  "inset-x": ["right", "left"],
  "inset-y": ["top", "bottom"],
  size: ["w", "h"],
  flex: ["basis", "grow", "shrink"],
  overflow: ["overflow-x", "overflow-y"],
  translate: ["translate-x", "translate-y"],
  "line-clamp": ["display", "overflow"],
  "font-size": ["leading"],
  rounded: corners("rounded"),
  "rounded-t": ["rounded-tl", "rounded-tr"],
  "rounded-r": ["rounded-tr", "rounded-br"],
  "rounded-b": ["rounded-br", "rounded-bl"],
  "rounded-l": ["rounded-tl", "rounded-bl"],
  "border-width": BORDERS.map((side) => `border-width-${side}`),
  "border-colour": BORDERS.map((side) => `border-colour-${side}`),
};
