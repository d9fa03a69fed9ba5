import { NoRotation, type Rotation, rotateKeys } from "@/lib/keyring/rotate-keys";
import { SEALED_COLUMNS, type SealedColumn } from "@/lib/keyring/sealed-columns";
import { runBesidePortal } from "./start/beside-portal";
import { say } from "./start/progress";

/**
 * `npm run keys:rotate`: seals every stored secret with the first key of PORTAL_KEYRING, while the portal runs. It can be
 * stopped and started again.
 */
const plain = (count: number) => count.toLocaleString("en-US");

/** On a terminal a line counts up in place; elsewhere there is one for each thousand values, and at the end of each column. */
function showProgress(column: SealedColumn, done: number, total: number): void {
  const line = `  ${SEALED_COLUMNS[column].what}: ${plain(done)} of ${plain(total)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[2K${line}${done >= total ? "\n" : ""}`);
  else if (done % 1000 === 0 || done >= total) say(line);
}

function report({ keyId, resealed, left }: Rotation): void {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[2K");
  say(`  ${plain(resealed)} values were sealed anew with the key ${keyId}`);
  if (left.length === 0) {
    say(`  Nothing is left under another key: ${keyId} can stay in PORTAL_KEYRING alone`);
    return;
  }
  for (const { column, keyId: other, count } of left)
    say(`  Left under the key ${other}: ${plain(count)} ${SEALED_COLUMNS[column].what}`);
  say(
    "  Keep these keys. What their key can't open has to be replaced. If a portal still seals with one of them, start it",
  );
  say(`  with ${keyId} first in PORTAL_KEYRING, and run this again`);
  process.exitCode = 1;
}

await runBesidePortal(
  async () => report(await rotateKeys(showProgress)),
  (error) => error instanceof NoRotation,
  "The keys could not be rotated",
);
