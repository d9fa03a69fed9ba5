import { pointerSteps } from "./json-pointer";

const LABELS: Record<string, string> = {
  "/name": "Name",
  "/direction": "Direction",
  "/description": "Description",
  "/agent": "Agent",
  "/folderId": "Folder",
  "/promptType": "Prompt type",
  "/prompt": "Prompt",
  "/welcomeMessage": "Welcome message",
  "/customWelcomeMessage": "Custom welcome message",
  "/initiationMessage": "Initiation message",
  "/messageChannel": "Message channel",
  "/isActive": "Active state",
  "/isGlobal": "Global availability",
  "/isPreConfigured": "Pre-configured state",
  "/preConfiguredWorkspaceId": "Pre-configured workspace",
  "/autopilot": "Autopilot",
  "/agentWebhookUrl": "Agent webhook address",
  "/inboundWebhookUrl": "Inbound webhook address",
  "/dynamicVariableCollections": "Dynamic variables",
  "/locations": "Locations",
  "/startNodeId": "Start node",
  "/webhooks": "Webhooks",
  "/flowData/nodes": "Flow nodes",
  "/flowData/edges": "Flow edges",
  "/settings": "Settings",
  "/settings/enableHumanLikeVoiceAndTone": "Human-like voice and tone",
  "/settings/welcomeMessageDelay": "Welcome message delay",
  "/settings/customerLocation": "Customer location",
  "/settings/transfers": "Transfers",
  "/settings/knowledgeBases": "Knowledge bases",
  "/settings/knowledgeBaseFiles": "Knowledge base files",
  "/settings/utilizePriorCallsContext": "Use of prior calls",
  "/settings/callSettings/trilletVoiceGuard": "Voice guard",
  "/settings/callSettings/reminderMessages": "Reminder messages",
  "/settings/callSettings/maxCallDuration": "Maximum call duration",
  "/settings/callSettings/endCallOnSilence": "End of call on silence",
  "/settings/responseSettings/delay": "Response delay",
  "/settings/responseSettings/workingHours/enabled": "Working hours",
  "/settings/responseSettings/workingHours/start": "Start of working hours",
  "/settings/responseSettings/workingHours/end": "End of working hours",
  "/settings/responseSettings/workingHours/timezone": "Time zone",
  "/settings/responseSettings/workingHours/outOfHoursMessage": "Out-of-hours message",
  "/settings/security/hipaaCompliance": "HIPAA compliance",
  "/settings/security/publicAccess": "Public access",
  "/settings/security/securityOptOut": "Security opt-out",
  "/settings/emailSettings/subjectLine": "Subject line",
  "/settings/emailSettings/signature": "Signature",
};

/** Turns `someFieldName` into `Some field name`. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase()
    .trim();
  return words === "" ? "Flow" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Gives a field's name for people, from its JSON pointer in a flow; an unknown one is named after its last step. */
export function fieldLabel(path: string): string {
  return LABELS[path] ?? inWords(pointerSteps(path).at(-1) ?? "");
}
