import { randomUUID } from "node:crypto";
import { addPerson, MAYA, TOM } from "./add-person";
import type { HttpClient } from "./http-client";
import { askSandbox } from "./sandbox-control";
import type { Portal } from "./start-portal";

const API = "/api/workspaces/harbour-dental";

interface ListItem {
  id: string;
  name: string;
}

async function findFlow(client: HttpClient, segment: string, name: string): Promise<string> {
  const { json } = await client.call<{ items: ListItem[] }>("GET", `${API}/${segment}?limit=200`);
  const found = json.items.find((item) => item.name === name);
  if (!found) throw new Error(`the demo has no flow "${name}"`);
  return `${API}/${segment}/${found.id}`;
}

/** Changes a flow as it is now; `body` may depend on its prompt. */
async function change(
  client: HttpClient,
  flowApi: string,
  reason: string | null,
  body: (prompt: string) => Record<string, unknown>,
): Promise<void> {
  const { headers, json } = await client.call<{ prompt: string }>("GET", flowApi);
  const why = reason === null ? {} : { "x-change-reason": reason };
  const sent = { "if-match": headers.etag, "idempotency-key": randomUUID(), ...why };
  const answer = await client.call("PATCH", flowApi, { body: body(json.prompt), headers: sent });
  if (answer.status !== 200) throw new Error(`changing ${flowApi}: ${answer.status} ${answer.text}`);
}

async function makeOwner(owner: HttpClient, email: string): Promise<void> {
  const { json } = await owner.call<{ items: { id: string; email: string }[] }>("GET", "/api/users");
  const id = json.items.find((user) => user.email === email)?.id;
  await owner.call("PATCH", `/api/users/${id}`, { body: { owner: true } });
}

async function editFrontDesk(maya: HttpClient, tom: HttpClient, flowApi: string): Promise<void> {
  await change(tom, flowApi, "Callers asked for the new opening hours", () => ({
    customWelcomeMessage: "Harbour Dental, this is Ava. We are open until six today. How can I help?",
  }));
  await change(maya, flowApi, "The pier has no parking since March", (prompt) => ({
    prompt: prompt.replace("opening hours, parking, fees and insurers", "opening hours, fees and insurers"),
  }));
  await change(tom, flowApi, null, () => ({
    settings: { callSettings: { maxCallDuration: 1200, endCallOnSilence: 15 } },
  }));
  await change(maya, flowApi, "Emergencies first: the nurse is in from eight", (prompt) => ({
    prompt: prompt
      .replace("hand over to the nurse.", "hand over to the nurse, who is in from eight.")
      .replace("Keep every turn under two sentences.", "Keep every turn under three sentences."),
  }));
}

/**
 * Lets two people work on the demo's dental clinic: edits with reasons, one made elsewhere, one that is refused.
 * @returns a client signed in as Maya, who is an owner, and the address of the flow with the longest history
 */
export async function makeHistory(portal: Portal): Promise<{ maya: HttpClient; flowPath: string }> {
  const owner = await portal.signedIn();
  const maya = await addPerson(owner, MAYA, {
    "harbour-dental": "admin",
    "northwind-home-services": "editor",
  });
  const tom = await addPerson(owner, TOM, { "harbour-dental": "editor" });
  await makeOwner(owner, MAYA.email);
  // What somebody may has changed, which ended their session.
  await maya.signIn(MAYA.email, MAYA.password);

  const recall = await findFlow(maya, "call-flows", "Six-month recall");
  await change(maya, recall, "Fewer calls on Fridays", () => ({
    description: "Calls patients whose check-up is due, Monday to Thursday",
  }));
  await askSandbox(portal.controlUrl, "PATCH", `/flows/call/${recall.split("/").at(-1)}`, {
    isActive: false,
  });
  await maya.call("GET", recall);
  const reminder = await findFlow(tom, "message-flows", "Appointment reminder");
  await change(tom, reminder, "Two days are enough", () => ({
    description: "Reminds two days before the appointment",
  }));

  const frontDesk = await findFlow(maya, "call-flows", "Front desk");
  await editFrontDesk(maya, tom, frontDesk);
  await tom.call("PATCH", API, { body: { name: "Harbour Dental West" } });
  return { maya, flowPath: frontDesk.replace("/api/workspaces", "") };
}
