import type { ResourceKind } from "./attributes";

/** An attribute as a schema describes it (RFC 7643, section 7). */
interface Attribute {
  name: string;
  type: "string" | "boolean" | "complex" | "reference";
  multiValued: boolean;
  description: string;
  required: boolean;
  mutability: "readWrite" | "immutable";
  returned: "default";
  caseExact?: boolean;
  uniqueness?: "none" | "server";
  canonicalValues?: string[];
  referenceTypes?: string[];
  subAttributes?: Attribute[];
}

const USUAL = { multiValued: false, required: false, mutability: "readWrite", returned: "default" } as const;

function text(name: string, description: string, more: Partial<Attribute> = {}): Attribute {
  return { name, type: "string", description, ...USUAL, caseExact: false, uniqueness: "none", ...more };
}

function flag(name: string, description: string): Attribute {
  return { name, type: "boolean", description, ...USUAL };
}

function complex(
  name: string,
  description: string,
  subAttributes: Attribute[],
  multiValued = false,
): Attribute {
  return { name, type: "complex", description, ...USUAL, multiValued, uniqueness: "none", subAttributes };
}

const FIXED = { mutability: "immutable" } as const;

const ATTRIBUTES: Record<ResourceKind, Attribute[]> = {
  User: [
    text("userName", "The name by which the directory knows the person. No other of its people has it.", {
      required: true,
      uniqueness: "server",
    }),
    complex("name", "The parts of the person's name.", [
      text("formatted", "The whole name."),
      text("familyName", "The family name."),
      text("givenName", "The given name."),
    ]),
    text("displayName", "The name by which others see the person."),
    flag("active", "Whether the person may sign in."),
    complex(
      "emails",
      "The addresses of the person, of which one is kept: the primary one, else the first.",
      [
        text("value", "The address, of a domain that is proven for the identity provider."),
        text("type", "What the address is for.", { canonicalValues: ["work", "home", "other"] }),
        flag("primary", "Whether it is the one to use."),
      ],
      true,
    ),
  ],
  Group: [
    text("displayName", "The name of the group, by which roles are given. No other group has it.", {
      required: true,
      uniqueness: "server",
    }),
    complex(
      "members",
      "The people in the group.",
      [
        text("value", "The id of a person.", { ...FIXED, caseExact: true }),
        text("display", "The person's name.", FIXED),
        { ...text("$ref", "Where the person is read.", FIXED), type: "reference", referenceTypes: ["User"] },
      ],
      true,
    ),
  ],
};

/** The attributes that are kept of one kind, as the standard describes them. `id`, `externalId` and `meta` belong to every kind. */
export function attributesOf(kind: ResourceKind): readonly Attribute[] {
  return ATTRIBUTES[kind];
}
