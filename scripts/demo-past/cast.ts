import type { Role } from "@/lib/identity/roles";

/** The demo's workspaces, by short names. */
export type Place = "harbour" | "northwind";

interface Member {
  name: string;
  /** In a domain that nobody can have (RFC 2606), and that no owner of a portal will name as theirs. */
  email: string;
  /** From the networks for documentation (RFC 5737). */
  ip: string;
  userAgent: string;
  roles: Partial<Record<Place, Role>>;
}

const MAC =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605.1.15";
const WINDOWS =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36";
const LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0";

/**
 * The five people of the demo's past. None of them is an owner, so nobody gets the portal by one of these accounts. Their
 * passwords are random, and forgotten when the past is made.
 */
export const CAST = {
  priya: {
    name: "Priya Raman",
    email: "priya.raman@studio.example",
    ip: "203.0.113.24",
    userAgent: MAC,
    roles: { harbour: "admin", northwind: "editor" },
  },
  tomas: {
    name: "Tomás Ferreira",
    email: "tomas.ferreira@studio.example",
    ip: "198.51.100.7",
    userAgent: WINDOWS,
    roles: { northwind: "admin", harbour: "viewer" },
  },
  dana: {
    name: "Dana Whitfield",
    email: "dana.whitfield@studio.example",
    ip: "203.0.113.61",
    userAgent: WINDOWS,
    roles: { harbour: "editor" },
  },
  marcus: {
    name: "Marcus Oyelaran",
    email: "marcus.oyelaran@studio.example",
    ip: "192.0.2.140",
    userAgent: LINUX,
    roles: { harbour: "editor", northwind: "editor" },
  },
  ines: {
    name: "Ines Kowalczyk",
    email: "ines.kowalczyk@studio.example",
    ip: "192.0.2.88",
    userAgent: MAC,
    roles: { harbour: "auditor", northwind: "auditor" },
  },
} as const satisfies Record<string, Member>;

export type Who = keyof typeof CAST;
