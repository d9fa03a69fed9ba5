import { SectionCard } from "../../ui/card";
import { CopyButton } from "../../ui/copy-button";
import { ALL_KEYS, keyFile } from "./key-list";

/** The guide to a verification that does not trust this portal. */
export function OfflineGuide({ keyIds }: { keyIds: readonly string[] }) {
  const [only = ALL_KEYS, ...others] = keyIds;
  const key = keyFile(others.length === 0 ? only : ALL_KEYS);
  return (
    <SectionCard
      title="Verify elsewhere"
      description="On any machine with a copy of Switchboard’s source and Node.js. It needs no database, no network and no running portal."
    >
      <div className="flex flex-col gap-4">
        <Command
          label="An export with proof"
          command={`npm run audit:verify -- audit-events.ndjson --key ${key}`}
        />
        <Command
          label="A CSV or OCSF export, with its proof beside it"
          command={`npm run audit:verify -- audit-events.csv --proof audit-events.proof.ndjson --key ${key}`}
        />
        <Command
          label="Against a checkpoint that was kept from before"
          command={`npm run audit:verify -- audit-events.ndjson --key ${key} --earlier switchboard-checkpoint-100.txt`}
        />
      </div>
    </SectionCard>
  );
}

function Command({ label, command }: { label: string; command: string }) {
  return (
    <div className="text-sm">
      <p>{label}</p>
      <div className="mt-1 flex items-start gap-1 rounded-md bg-muted py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 py-1.5 font-mono text-xs wrap-anywhere">{command}</code>
        <CopyButton text={command} label={`Copy the command: ${label}`} />
      </div>
    </div>
  );
}
