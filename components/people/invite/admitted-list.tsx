import { Badge, type BadgeTone } from "../../ui/badge";
import { CopyButton } from "../../ui/copy-button";
import { GivenName } from "../../ui/given-name";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/notice";
import { namesInWords, roleWord } from "../role-words";
import type { AdmittedPerson, AdmittedRole } from "./admitted";

const OUTCOMES: Record<AdmittedPerson["outcome"], { label: string; tone: BadgeTone }> = {
  invited: { label: "Invited", tone: "good" },
  here: { label: "Was here already", tone: "neutral" },
  refused: { label: "Refused", tone: "bad" },
};

/** What became of each person, with the links of those who were invited. They can't be read again later. */
export function AdmittedList({ people }: { people: AdmittedPerson[] }) {
  const links = people.flatMap(({ name, email, inviteUrl }) =>
    inviteUrl === null ? [] : [`${name} <${email}>: ${inviteUrl}`],
  );
  const mailed = people.flatMap(({ mailedTo }) => (mailedTo === null ? [] : [mailedTo]));
  return (
    <div className="flex flex-col gap-4">
      {links.length > 0 ? <LinksNotice links={links} mailed={mailed} /> : null}
      <ul aria-label="People" className="flex flex-col divide-y">
        {people.map((person) => (
          <li key={person.email} className="flex flex-col gap-1.5 py-3 first:pt-0 last:pb-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
              <span className="font-medium">
                <GivenName>{person.name}</GivenName>
              </span>
              <span className="min-w-0 wrap-anywhere text-muted-foreground">{person.email}</span>
              <Badge tone={OUTCOMES[person.outcome].tone}>{OUTCOMES[person.outcome].label}</Badge>
            </p>
            {person.reason === null ? null : <p className="text-sm text-muted-foreground">{person.reason}</p>}
            <GivenRoles roles={person.roles} none={person.outcome === "here" ? "No role changes." : null} />
            {person.inviteUrl === null ? null : (
              <div className="flex items-center gap-1">
                <Input
                  readOnly
                  aria-label={`Invitation link for ${person.name}`}
                  value={person.inviteUrl}
                  className="font-mono sm:text-xs"
                  onFocus={(event) => event.target.select()}
                />
                <CopyButton text={person.inviteUrl} label={`Copy the link for ${person.name}`} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says who hands the links over: the portal by mail, or whoever invited. */
function LinksNotice({ links, mailed }: { links: string[]; mailed: string[] }) {
  const copyAll =
    links.length > 1 ? <CopyButton wide text={links.join("\n")} label="Copy all links" /> : null;
  const [to] = mailed;
  if (to !== undefined)
    return (
      <Notice
        tone="good"
        title={
          mailed.length === 1 ? `A mail is on its way to ${to}` : `${mailed.length} mails are on their way`
        }
        actions={copyAll}
      >
        Below is what they bring, should one not arrive. Each link works once, for 7 days, and is shown only
        now.
      </Notice>
    );
  return (
    <Notice
      tone="info"
      title={links.length === 1 ? "Send the link yourself" : `Send the ${links.length} links yourself`}
      actions={copyAll}
    >
      Over a channel you trust: whoever has a link can become that person. Each works once, for 7 days, and is
      shown only now.
    </Notice>
  );
}

/** The roles that somebody gets, by role: "Editor in Harbour Dental and Pine Insurance". */
export function GivenRoles({ roles, none }: { roles: AdmittedRole[]; none: string | null }) {
  const byRole = new Map<string, string[]>();
  for (const { workspace, after } of roles) {
    const word = roleWord(after);
    byRole.set(word, [...(byRole.get(word) ?? []), workspace.name]);
  }
  const words = [...byRole].map(([role, names]) => `${role} in ${namesInWords(names, 6)}`).join("; ");
  const shown = words === "" ? none : `Now ${words}.`;
  return shown === null ? null : <p className="text-sm text-muted-foreground">{shown}</p>;
}
