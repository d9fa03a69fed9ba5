import {
  accept,
  addMember,
  attemptDenied,
  create,
  edit,
  editOutside,
  open,
  restore,
  rewrite,
  saveRefused,
  saveTooLate,
} from "./acts";
import { CAST } from "./cast";
import type { Line } from "./timeline";

const NURSE = { name: "Nurse", phoneNumber: "+14155550130", condition: "severe pain, swelling or bleeding" };

const NEW_PATIENTS = `You are Ava, and this caller has never been to Harbour Dental.

1. Welcome them, and ask what brings them to us.
2. Ask for the full name and the date of birth, and spell the name back.
3. Ask whether they are insured, and with whom. Don't ask for the member number on this call.
4. Offer the two next first visits. A first visit takes an hour.

Never quote a price. Say that the dentist explains every cost before anything is done.`;

/** The five weeks at the dental clinic. Passages of prompts are those of the sandbox's demo data, and of lines before. */
export const harbourStory: Line[] = [
  [0, "09:31", "priya", addMember(CAST.dana.email, "editor")],
  [0, "09:32", "priya", addMember(CAST.marcus.email, "editor")],
  [0, "09:34", "priya", addMember(CAST.tomas.email, "viewer")],
  [
    0,
    "10:12",
    "priya",
    rewrite(
      "Front desk",
      [
        [
          "Never give a diagnosis. Never read out another patient's details. Keep every turn under two sentences.\n",
          "Rules:\n- Never give a diagnosis.\n- Never read out another patient's details.\n- Keep every turn under two sentences.\n\n",
        ],
      ],
      "One rule per line, so that we can see who changed which",
    ),
  ],
  [
    0,
    "14:26",
    "marcus",
    edit(
      "Six-month recall",
      { description: "Calls patients whose check-up is due, Monday to Thursday" },
      "No recall calls on Fridays, the desk is short-handed",
    ),
  ],
  [
    1,
    "09:44",
    "dana",
    edit(
      "Front desk",
      { customWelcomeMessage: "Thank you for calling Harbour Dental, this is Ava. How can I help?" },
      "Callers were not sure whom they had reached",
    ),
  ],
  [1, "09:49", "dana", open("Missed call follow-up")],
  [1, "11:03", "tomas", attemptDenied("Waitlist filler")],
  [
    2,
    "10:37",
    "marcus",
    rewrite(
      "After-hours emergencies",
      [
        [
          "You answer Harbour Dental's emergency line at night. Ask about bleeding, swelling and fever first. Real emergencies go to the dentist on call; everything else becomes a message for the morning.",
          "You answer Harbour Dental's emergency line at night.\n\nAsk about bleeding, swelling and fever first, one at a time.\nReal emergencies go to the dentist on call.\nEverything else becomes a message for the morning.",
        ],
      ],
      "Ava asked three things in one breath",
    ),
  ],
  [
    2,
    "15:18",
    "priya",
    edit(
      "After-hours emergencies",
      { settings: { callSettings: { maxCallDuration: 900, endCallOnSilence: 30 } } },
      "A caller in pain needs more than ten minutes and long pauses",
    ),
  ],
  [
    3,
    "10:05",
    "marcus",
    rewrite(
      "Front desk",
      [
        [
          "2. Book, move or cancel an appointment. Confirm the name, the date of birth and a call-back number.",
          "2. Book, move or cancel an appointment. Ask for one thing at a time: the name, then the date of birth, then a call-back number.",
        ],
      ],
      "In 14 of 40 calls people answered only the last question",
    ),
  ],
  [
    4,
    "11:20",
    "marcus",
    create(
      "call_flow",
      "Front desk",
      {
        name: "New patient welcome",
        direction: "bidirectional",
        description: "First contact; books the first visit",
        welcomeMessage: "ai_custom",
        customWelcomeMessage: "Welcome to Harbour Dental, this is Ava. Is this your first visit with us?",
        prompt: NEW_PATIENTS,
      },
      "New patients get their own flow, the front desk prompt grew too long",
    ),
  ],
  [
    4,
    "16:02",
    "priya",
    rewrite(
      "New patient welcome",
      [
        [
          "A first visit takes an hour.",
          "A first visit takes an hour, and costs nothing if they have to cancel.",
        ],
      ],
      "Often asked",
    ),
  ],
  [5, "10:18", "priya", addMember(CAST.ines.email, "auditor")],
  [
    5,
    "13:41",
    "dana",
    edit(
      "Insurance check",
      { description: "Confirms cover before the first visit; not for emergencies" },
      null,
    ),
  ],
  [
    6,
    "09:15",
    "dana",
    rewrite(
      "Front desk",
      [
        [
          "3. Answer questions about opening hours, parking, fees and insurers from the knowledge base.",
          "3. Answer questions about opening hours, fees and insurers from the knowledge base.\n4. Parking: the garage at Pier 15 is closed until further notice. Send drivers to the Embarcadero Center.",
        ],
      ],
      "The garage is closed, three patients came late today",
    ),
  ],
  [
    6,
    "09:21",
    "marcus",
    saveTooLate(
      "Front desk",
      { customWelcomeMessage: "Harbour Dental, Ava speaking. What can I do for you?" },
      "Shorter greeting, two seconds less",
    ),
  ],
  [
    6,
    "09:27",
    "marcus",
    edit(
      "Front desk",
      { customWelcomeMessage: "Harbour Dental, Ava speaking. What can I do for you?" },
      "Shorter greeting, two seconds less",
    ),
  ],
  [
    7,
    "11:09",
    "dana",
    saveRefused(
      "Waitlist filler",
      {
        settings: {
          transfers: [{ name: "Front desk", phoneNumber: "+1415555010", condition: "wants a person" }],
        },
      },
      {
        message: "transfers[0].phoneNumber is not a valid phone number",
        reason: "People want to reach a person",
      },
    ),
  ],
  [
    7,
    "11:12",
    "dana",
    edit(
      "Waitlist filler",
      {
        settings: {
          transfers: [{ name: "Front desk", phoneNumber: "+14155550101", condition: "wants a person" }],
        },
      },
      "People want to reach a person; a digit was missing",
    ),
  ],
  [
    8,
    "10:24",
    "priya",
    edit("Kids' day sign-up", { isActive: false }, "The open day is over, 61 families came"),
  ],
  [
    8,
    "14:33",
    "marcus",
    rewrite(
      "Six-month recall",
      [
        [
          "Remind {{firstName}} that the last check-up was on {{lastVisit}}. Offer two slots from {{slots}}. If the patient moved away, thank them and mark the record. Stop at the first no.",
          "Remind {{firstName}} that the last check-up was on {{lastVisit}}.\nOffer two slots from {{slots}}.\nIf the patient moved away, thank them and mark the record.\nStop at the first no.",
        ],
      ],
      "Same text, one step per line",
    ),
  ],
  [
    9,
    "09:38",
    "marcus",
    rewrite(
      "Front desk",
      [
        [
          "- Keep every turn under two sentences.",
          "- Keep every turn under two sentences.\n- Wait until the caller has finished. A pause of a second is not the end.",
        ],
      ],
      "Ava talked over callers who were thinking",
    ),
  ],
  [
    9,
    "15:47",
    "dana",
    edit(
      "Appointment reminder",
      { settings: { responseSettings: { delay: 45 } } },
      "Answers within 20 seconds looked like a machine",
    ),
  ],
  [
    10,
    "10:51",
    "priya",
    rewrite(
      "Front desk",
      [
        [
          "1. Find out whether the caller is in pain. If so, offer the next emergency slot and hand over to the nurse.",
          "1. Find out whether the caller is in pain. With swelling, bleeding or fever hand over to the nurse at once. With pain alone offer the next emergency slot.",
        ],
      ],
      "Agreed with Dr. Osei: pain alone does not go to the nurse",
    ),
  ],
  [
    10,
    "10:58",
    "priya",
    edit("Front desk", { settings: { transfers: [NURSE] } }, "The same for the transfer's condition"),
  ],
  [
    11,
    "09:52",
    "marcus",
    rewrite(
      "Aftercare call",
      [
        [
          "Ask how the night was, whether it bleeds and whether the pain relief is enough. Escalate fever or heavy bleeding.",
          "Ask how the night was.\nAsk whether it still bleeds, and whether the pain relief is enough.\nFever or heavy bleeding: say that the dentist calls back within ten minutes, and end the call with the time.",
        ],
      ],
      '"Escalate" meant nothing to the agent',
    ),
  ],
  [
    11,
    "18:46",
    "outside",
    editOutside("Missed call follow-up", {
      initiationMessage: "Sorry we missed your call! How can Harbour Dental help? Reply STOP to opt out.",
    }),
  ],
  [12, "09:07", "dana", open("Missed call follow-up")],
  [12, "09:41", "priya", accept("Missed call follow-up")],
  [
    12,
    "13:15",
    "dana",
    rewrite(
      "New patient welcome",
      [
        [
          "3. Ask whether they are insured, and with whom. Don't ask for the member number on this call.",
          "3. Ask whether they are insured, and with whom. If they have the card at hand, take the member number too.",
        ],
      ],
      "We had to call half of them back for the number",
    ),
  ],
  [
    13,
    "10:30",
    "dana",
    rewrite(
      "Front desk",
      [
        [
          "- Never read out another patient's details.",
          "- Never read out another patient's details.\n- A visit that is cancelled less than 24 hours ahead costs 50 dollars. Say so once, kindly.",
        ],
      ],
      "New cancellation policy from today",
    ),
  ],
  [14, "11:46", "ines", attemptDenied("Treatment plan questions")],
  [
    14,
    "14:05",
    "priya",
    edit(
      "Treatment plan questions",
      {
        settings: {
          emailSettings: {
            signature: "Harbour Dental, Pier 14\nThis mailbox is read by our assistant first.",
          },
        },
      },
      "Ines asked for the notice",
    ),
  ],
  [
    15,
    "10:44",
    "marcus",
    rewrite(
      "Front desk",
      [
        [
          "- A visit that is cancelled less than 24 hours ahead costs 50 dollars. Say so once, kindly.\n- Keep every turn under two sentences.\n- Wait until the caller has finished. A pause of a second is not the end.",
          "- Be short, warm and cheerful, as with an old friend.",
        ],
      ],
      "Trial: one rule instead of three, for faster answers",
    ),
  ],
  [
    15,
    "14:12",
    "marcus",
    edit(
      "Front desk",
      { settings: { enableHumanLikeVoiceAndTone: true, welcomeMessageDelay: 1 } },
      "Part of the trial",
    ),
  ],
  [
    16,
    "09:19",
    "priya",
    restore("Front desk", -2, "The trial talked over people and forgot the fee: 9 bookings instead of 31"),
  ],
  [
    16,
    "11:33",
    "dana",
    create(
      "message_flow",
      "Appointment reminder",
      {
        name: "Thank you after the visit",
        direction: "outbound",
        description: "The evening after a visit; asks for nothing",
        initiationMessage:
          "Thank you for your visit today, {{firstName}}. If anything hurts or bleeds, call 415-555-0118.",
        prompt:
          "Answer questions about the visit with the aftercare leaflets. For anything clinical, say that the practice calls back. Never ask for a review.",
        messageChannel: "SMS",
        isActive: true,
        autopilot: true,
      },
      "Dr. Osei's idea, first for a month",
    ),
  ],
  [
    17,
    "10:08",
    "marcus",
    rewrite(
      "Front desk",
      [
        [
          "- Keep every turn under two sentences.",
          "- Keep every turn under two sentences, and under fifteen words where you can.",
        ],
      ],
      "What was good about the trial: shorter turns",
    ),
  ],
  [
    17,
    "19:22",
    "outside",
    editOutside("Six-month recall", {
      isActive: false,
      prompt: "Remind {{firstName}} that the check-up is due. Offer two slots from {{slots}}.",
    }),
  ],
  [18, "09:02", "dana", open("Six-month recall")],
  [
    18,
    "09:36",
    "marcus",
    restore("Six-month recall", -1, "Nobody here did that; the recall list was waiting since last night"),
  ],
  [
    19,
    "10:40",
    "dana",
    rewrite(
      "Front desk",
      [
        [
          "3. Answer questions about opening hours, fees and insurers from the knowledge base.",
          "3. Answer questions about opening hours, fees and insurers from the knowledge base. If an insurer is not in it, take the member number and promise a call back on the same day.",
        ],
      ],
      'Ava said "we don\'t take that insurer" to two patients, which was wrong',
    ),
  ],
  [
    19,
    "15:30",
    "marcus",
    rewrite(
      "After-hours emergencies",
      [
        [
          "Everything else becomes a message for the morning.",
          "Everything else becomes a message for the morning: the name, a number, and what hurts.\nBefore the call ends, say when the practice opens.",
        ],
      ],
      "Messages without a number were useless",
    ),
  ],
  [
    20,
    "10:15",
    "priya",
    edit(
      "Front desk",
      {
        settings: {
          responseSettings: { workingHours: { enabled: true, start: "08:00", end: "18:00" } },
        },
      },
      "Longer hours from this week on",
    ),
  ],
  [
    20,
    "10:22",
    "priya",
    edit(
      "Missed call follow-up",
      { settings: { responseSettings: { workingHours: { enabled: true, start: "08:00", end: "18:00" } } } },
      "Longer hours from this week on",
    ),
  ],
  [
    21,
    "11:17",
    "marcus",
    edit(
      "Patient survey (draft)",
      {
        isActive: true,
        description: "Three questions, the week after a visit",
        prompt: `Ask three questions about the last visit, and nothing else:
1. How long did you wait?
2. Were we friendly?
3. Would you recommend us?

Thank them after each answer. If somebody is upset, stop the survey and offer a call from Priya.`,
      },
      "Ready for a first week with 50 patients",
    ),
  ],
  [
    22,
    "09:58",
    "marcus",
    rewrite(
      "Front desk",
      [
        [
          "then the date of birth, then a call-back number.",
          "then the date of birth, then a call-back number. Read the number back in groups of three digits.",
        ],
      ],
      "One number in twenty was wrong",
    ),
  ],
  [
    22,
    "14:20",
    "dana",
    rewrite(
      "New patient welcome",
      [
        [
          "Never quote a price.",
          "Never quote a price, except for the first visit: 90 dollars without insurance.",
        ],
      ],
      null,
    ),
  ],
  [
    23,
    "10:26",
    "priya",
    edit(
      "Patient survey (draft)",
      { settings: { callSettings: { maxCallDuration: 240, endCallOnSilence: 10 } } },
      "Nobody wants a survey of ten minutes",
    ),
  ],
  [
    23,
    "15:05",
    "dana",
    edit(
      "Appointment reminder",
      { description: "Three days before the visit: confirm, move or cancel" },
      "Three days instead of two, as of Monday",
    ),
  ],
  [
    24,
    "09:23",
    "dana",
    rewrite(
      "Front desk",
      [
        [
          "Send drivers to the Embarcadero Center.",
          "Send drivers to the Embarcadero Center, which is four minutes on foot.",
        ],
      ],
      "They always ask how far it is",
    ),
  ],
  [
    24,
    "10:47",
    "priya",
    rewrite(
      "Front desk",
      [["Say so once, kindly.", "Say so once, kindly, and never to somebody who is ill."]],
      "A mother with a feverish child was told about the fee",
    ),
  ],
];
