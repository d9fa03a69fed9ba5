import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { nameFromAddress } from "@/lib/text/address-list";
import { folded } from "@/lib/text/readable";
import { listNamedWorkspaces } from "../named-workspaces";
import { strongest } from "../role-grants";
import type { Role } from "../roles";
import { type Admitted, carryOut } from "./admit-people";
import { type CsvFault, type CsvRow, readPeopleCsv } from "./people-csv";
import {
  type AdmissionPlan,
  type AdmissionPreview,
  planAdmission,
  previewOf,
  type WantedPerson,
} from "./plan-admission";

/** A person of a list, and the line that names them first. */
interface ListedPerson extends WantedPerson {
  line: number;
}

/** What an import would do. With any fault, nothing can be imported, and there is no fingerprint. */
export interface ImportPreview {
  fingerprint: string | null;
  faults: CsvFault[];
  people: (AdmissionPreview & { line: number })[];
}

/** The workspaces and groups that a list may name. */
interface Places {
  workspaces: { id: string; slug: string; name: string }[];
  groups: { id: string; foldedName: string }[];
}

function findWorkspace({ workspaces }: Places, text: string): string | string[] {
  const bySlug = workspaces.find(({ slug }) => slug === text.toLowerCase());
  if (bySlug) return bySlug.id;
  const named = workspaces.filter(({ name }) => folded(name) === folded(text));
  return named.length === 1 && named[0] ? named[0].id : named.map(({ slug }) => slug);
}

/** Adds a role to those of a person: the stronger one counts where a place is named twice. */
function addRole<Place extends { role: Role }>(
  list: Place[],
  place: Place,
  isSame: (one: Place) => boolean,
): void {
  const same = list.find(isSame);
  if (same) same.role = strongest([same.role, place.role]) ?? place.role;
  else list.push(place);
}

/** A row with the ids of the workspace and the group that it names; null where it names none. */
interface PlacedRow extends CsvRow {
  workspaceId: string | null;
  groupId: string | null;
}

/** Finds what a row names, and reports what is not there. */
function placed(row: CsvRow, places: Places, faults: CsvFault[]): PlacedRow {
  const { line } = row;
  const workspace = row.workspace === "" ? null : findWorkspace(places, row.workspace);
  if (Array.isArray(workspace)) {
    const message =
      workspace.length === 0
        ? `There is no workspace “${row.workspace}” here`
        : `Several workspaces have this name. Write one of: ${workspace.join(", ")}`;
    faults.push({ line, column: "workspace", message });
  }
  const group = places.groups.find(({ foldedName }) => foldedName === folded(row.group));
  if (row.group !== "" && !group)
    faults.push({ line, column: "group", message: `There is no group “${row.group}” here` });
  return {
    ...row,
    workspaceId: typeof workspace === "string" ? workspace : null,
    groupId: group?.id ?? null,
  };
}

function addRights(person: ListedPerson, { role, workspaceId, groupId }: PlacedRow): void {
  if (role === null) return;
  if (workspaceId !== null)
    addRole(person.roles, { workspaceId, role }, (one) => one.workspaceId === workspaceId);
  if (groupId !== null) addRole(person.groups, { groupId, role }, (one) => one.groupId === groupId);
}

/** Puts the rows of a list together by person. */
function peopleOf(rows: readonly PlacedRow[], faults: CsvFault[]): ListedPerson[] {
  const people = new Map<string, ListedPerson & { written: string }>();
  for (const row of rows.filter(({ email }) => email !== "")) {
    const { line, email, name, owner } = row;
    const known = people.get(email);
    const person = known ?? { line, email, name: "", written: "", owner: false, roles: [], groups: [] };
    if (person.written !== "" && name !== "" && name !== person.written)
      faults.push({ line, column: "name", message: `This person is called “${person.written}” above` });
    if (person.written === "") person.written = name;
    person.name = person.written || nameFromAddress(email);
    person.owner ||= owner;
    addRights(person, row);
    people.set(email, person);
  }
  return [...people.values()].map(({ written: _, ...person }) => person);
}

interface ReadList {
  people: ListedPerson[];
  faults: CsvFault[];
  plan: AdmissionPlan;
  preview: AdmissionPreview[];
}

async function readList(tx: Transaction, csv: string): Promise<ReadList> {
  const { rows, faults } = readPeopleCsv(csv);
  const workspaces = await listNamedWorkspaces(tx);
  const groups = await tx.workspaceGroup.findMany({ select: { id: true, foldedName: true } });
  const places = { workspaces, groups };
  const people = peopleOf(
    rows.map((row) => placed(row, places, faults)),
    faults,
  );
  const plan = await planAdmission(tx, people);
  for (const [place, { outcome, reason }] of plan.people.entries()) {
    const line = people[place]?.line ?? 1;
    if (outcome === "refused") faults.push({ line, column: "email", message: reason ?? "is refused" });
    else if (reason !== null) faults.push({ line, column: "owner", message: reason });
  }
  faults.sort((one, other) => one.line - other.line);
  return { people, faults, plan, preview: await previewOf(tx, plan) };
}

/** Names exactly what an import would do: it changes with the list, and with what is in the portal. */
function fingerprintOf(preview: readonly AdmissionPreview[]): string {
  return createHash("sha256")
    .update(canonicalize(preview) ?? "")
    .digest("hex");
}

/** Says what an import of a list would do, and all that is wrong with the list. It changes nothing. */
export async function previewPeopleImport(csv: string): Promise<ImportPreview> {
  return await database().$transaction(async (tx) => {
    const { people, faults, preview } = await readList(tx, csv);
    return {
      fingerprint: faults.length > 0 ? null : fingerprintOf(preview),
      faults,
      people: preview.map((person, place) => ({ ...person, line: people[place]?.line ?? 1 })),
    };
  });
}

/**
 * Imports a list of people: all of what its preview said, or nothing.
 * @param fingerprint that of the preview
 * @throws Problem `invalid_body` for a list with faults; `conflict` where it would do something else than the preview said
 */
export async function importPeople(csv: string, fingerprint: string, by: ActedBy): Promise<Admitted[]> {
  return await database().$transaction(async (tx) => {
    const { faults, plan, preview } = await readList(tx, csv);
    if (faults.length > 0) {
      throw invalidBody(
        faults.map(({ line, column, message }) => ({
          path: "/csv",
          message: `Line ${line}${column ? `, ${column}` : ""}: ${message}`,
        })),
      );
    }
    if (fingerprintOf(preview) !== fingerprint)
      throw new Problem(
        "conflict",
        "Something has changed since the preview. Look at the preview again, then import",
      );
    const admitted = await carryOut(tx, plan, by);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.import",
      outcome: "succeeded",
      target: { type: "portal", id: null, name: null },
      detail: {
        invited: admitted.filter(({ outcome }) => outcome === "invited").length,
        rolesChanged: admitted.reduce((sum, { roles }) => sum + roles.length, 0),
      },
    });
    return admitted;
  });
}
