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
  switchFlows,
} from "./acts";
import { CAST } from "./cast";
import type { Line } from "./timeline";

const STORM_LINE = `You are Ellis, on the storm line of Northwind Home Services.

Only three things matter on this line:
1. Is anybody in danger? If so, read the safety lines and give 911.
2. Where is the water coming from: the roof, a pipe, the ground?
3. The address, and a number that will be answered.

Say honestly that it can take until tomorrow. Never promise a time.`;

/** The five weeks at the home-services company. */
export const northwindStory: Line[] = [
  [0, "09:35", "tomas", addMember(CAST.priya.email, "editor")],
  [0, "09:36", "tomas", addMember(CAST.marcus.email, "editor")],
  [
    0,
    "11:08",
    "tomas",
    edit(
      "Day dispatch",
      {
        customWelcomeMessage:
          "Northwind Home Services, Ellis speaking. First of all: is anyone in danger right now?",
      },
      "Some callers told their whole story before the question came",
    ),
  ],
  [
    1,
    "10:14",
    "marcus",
    rewrite(
      "Day dispatch",
      [
        [
          "Take the address, the trade (plumbing, heating, electrical) and how urgent it is.\n",
          "Take, one after the other:\n- the address, with the floor\n- the trade (plumbing, heating, electrical)\n- how urgent it is\n\n",
        ],
      ],
      "Engineers stood in front of the wrong door",
    ),
  ],
  [
    2,
    "09:20",
    "tomas",
    edit(
      "Night desk",
      { settings: { callSettings: { maxCallDuration: 600, endCallOnSilence: 30 } } },
      "People look for the valve while we wait",
    ),
  ],
  [
    3,
    "13:27",
    "marcus",
    rewrite(
      "Quote follow-up",
      [
        [
          "Ask {{customer}} whether quote {{quoteNumber}} is clear. Offer the next two dates. No discounts on the phone.",
          "Ask {{customer}} whether quote {{quoteNumber}} is clear.\nOffer the next two dates.\nNo discounts on the phone. If they ask, say that Jordan decides, and take a number.",
        ],
      ],
      "Jordan gave 10% away three times last week",
    ),
  ],
  [
    4,
    "10:02",
    "tomas",
    edit(
      "Engineer on the way",
      { description: "Sent by dispatch when the van leaves; not for night jobs" },
      null,
    ),
  ],
  [4, "10:06", "tomas", open("Review request")],
  [5, "10:25", "tomas", addMember(CAST.ines.email, "auditor")],
  [
    6,
    "10:33",
    "tomas",
    create(
      "call_flow",
      "Day dispatch",
      {
        name: "Storm line",
        direction: "bidirectional",
        description: "Switched on when the weather service warns",
        welcomeMessage: "ai_custom",
        customWelcomeMessage: "Northwind storm line. Is anybody in danger?",
        prompt: STORM_LINE,
        isActive: false,
      },
      "Last year a storm blocked the main number for two days",
    ),
  ],
  [
    6,
    "14:48",
    "priya",
    rewrite(
      "Storm line",
      [
        [
          "Say honestly that it can take until tomorrow. Never promise a time.",
          "Say honestly that it can take until tomorrow. Never promise a time.\nTell them how to close the main valve, unless they did already.",
        ],
      ],
      "From the safety script",
    ),
  ],
  [
    7,
    "09:31",
    "marcus",
    rewrite(
      "Day dispatch",
      [
        [
          "Quote call-out fees only from the price book. If the postcode is not in it, say that we do not cover the area.",
          "Quote call-out fees only from the price book, and say that the first half hour is included.\nIf the postcode is not in it, say that we do not cover the area.",
        ],
      ],
      "The half hour is our best argument, and nobody heard of it",
    ),
  ],
  [
    7,
    "15:52",
    "tomas",
    saveRefused(
      "Reschedule line",
      { settings: { customerLocation: "chicago, naperville, aurora" } },
      { message: "settings.customerLocation must be one location", reason: "We moved into the suburbs" },
    ),
  ],
  [
    8,
    "11:40",
    "tomas",
    edit(
      "Maintenance plan offer",
      { isActive: true, description: "Customers with a boiler older than six years" },
      "After six years they begin to fail",
    ),
  ],
  [
    9,
    "10:09",
    "priya",
    rewrite(
      "After-job survey",
      [
        [
          "Ask whether the problem is fixed and how the engineer did, from one to five. Thank the customer.",
          "Ask whether the problem is fixed.\nAsk how the engineer did, from one to five.\nBelow three, ask what went wrong, and say that Tomás will call.\nThank the customer.",
        ],
      ],
      "We asked for a number and never for the reason",
    ),
  ],
  [10, "09:17", "tomas", edit("Storm line", { isActive: true }, "Warning for Cook County until tonight")],
  [10, "16:41", "tomas", edit("Storm line", { isActive: false }, "The storm went north, 84 calls taken")],
  [
    11,
    "10:55",
    "marcus",
    rewrite(
      "Storm line",
      [
        [
          "3. The address, and a number that will be answered.",
          "3. The address, and a number that will be answered tonight. Ask for a second number.",
        ],
      ],
      "Every third call back went to an empty battery",
    ),
  ],
  [
    12,
    "11:22",
    "tomas",
    create(
      "message_flow",
      "Engineer on the way",
      {
        name: "Parts have arrived",
        direction: "outbound",
        description: "Offers two windows as soon as the part is in the van",
        initiationMessage:
          "Good news, {{customer}}: your part is here. Does {{windowOne}} or {{windowTwo}} suit you?",
        prompt:
          "Book the window that the customer picks and repeat it. If neither suits, hand over to the reschedule line. Never discuss the price of the part.",
        messageChannel: "SMS",
        isActive: true,
        autopilot: false,
      },
      "Today three people call customers by hand",
    ),
  ],
  [
    12,
    "15:10",
    "priya",
    edit("Parts have arrived", { autopilot: true }, "Worked for the first nine customers"),
  ],
  [
    13,
    "09:48",
    "marcus",
    rewrite(
      "Day dispatch",
      [
        [
          "Water or gas escaping is always urgent: read the safety lines from the knowledge base before anything else.",
          "Water or gas escaping is always urgent: read the safety lines from the knowledge base before anything else.\nNo heating is urgent below freezing, and always with children, sick or old people at home.",
        ],
      ],
      "A family with a baby waited until the next day",
    ),
  ],
  [
    13,
    "09:53",
    "priya",
    saveTooLate(
      "Day dispatch",
      { settings: { callSettings: { maxCallDuration: 900, endCallOnSilence: 15 } } },
      "Calls over a quarter of an hour are never dispatch",
    ),
  ],
  [
    14,
    "10:36",
    "tomas",
    edit(
      "Invoice questions",
      { settings: { emailSettings: { subjectLine: "Your Northwind invoice, explained" } } },
      'Fewer people write "what is this?"',
    ),
  ],
  [
    14,
    "18:15",
    "outside",
    editOutside("Day dispatch", {
      customWelcomeMessage: "Northwind Home Services, how can we help?",
      settings: { enableHumanLikeVoiceAndTone: true },
    }),
  ],
  [15, "09:06", "tomas", open("Day dispatch")],
  [15, "09:14", "tomas", restore("Day dispatch", -1, "The question about danger has to come first")],
  [15, "11:29", "ines", attemptDenied("Invoice questions")],
  [
    16,
    "10:20",
    "marcus",
    rewrite(
      "Reschedule line",
      [
        [
          "Find the job by number or address. Offer the next two windows. Confirm by reading the window back.",
          "Find the job by number or address.\nOffer the next two windows, the earlier one first.\nConfirm by reading the window back, with the day of the week.",
        ],
      ],
      '"The 4th" was heard as "the 14th"',
    ),
  ],
  [
    17,
    "10:51",
    "tomas",
    switchFlows(
      ["Quote follow-up", "Maintenance plan offer", "After-job survey"],
      false,
      "Nobody makes quotes while Jordan is away",
    ),
  ],
  [
    17,
    "15:36",
    "marcus",
    rewrite(
      "Night desk",
      [
        [
          "Only water, gas, heat failure below 0 degrees and electrical danger are emergencies at night. Everything else is a message.",
          "These are emergencies at night:\n- water that can't be stopped\n- any smell of gas\n- no heating below freezing\n- electrical danger\n\nEverything else is a message. Say who calls back, and that it is before nine.",
        ],
      ],
      "Same rules as in the day, and a promise that we can keep",
    ),
  ],
  [
    18,
    "18:34",
    "outside",
    editOutside("Review request", {
      initiationMessage: "How did {{engineer}} do? A line on your visit helps us a lot: {{reviewLink}}",
    }),
  ],
  [
    19,
    "09:11",
    "tomas",
    switchFlows(["Quote follow-up", "Maintenance plan offer", "After-job survey"], true, "Jordan is back"),
  ],
  [19, "09:43", "tomas", open("Review request")],
  [19, "09:45", "tomas", accept("Review request")],
  [
    20,
    "11:04",
    "priya",
    rewrite(
      "Heater recall notice",
      [
        [
          "Tell the customer that heater model HX-220 must be switched off until our free repair. Book the repair.",
          "Tell the customer that heater model HX-220 must be switched off until our free repair.\nAsk them to switch it off now, and wait until they have done it.\nBook the repair. Nobody pays anything.",
        ],
      ],
      "The manufacturer wants to hear that it is off",
    ),
  ],
  [
    20,
    "14:57",
    "tomas",
    edit(
      "Heater recall notice",
      { settings: { callSettings: { maxCallDuration: 480, endCallOnSilence: 25 } } },
      "They walk to the heater during the call",
    ),
  ],
  [
    21,
    "10:13",
    "marcus",
    rewrite(
      "Day dispatch",
      [
        [
          "Finish by reading the job number {{jobNumber}} back, digit by digit.",
          "Finish by reading the job number {{jobNumber}} back, digit by digit, and say that {{engineer}} will text from the van.",
        ],
      ],
      'Fewer calls of "where is he?"',
    ),
  ],
  [
    22,
    "11:31",
    "tomas",
    edit("Quote by text", { settings: { responseSettings: { delay: 15 } } }, "Half a minute felt long"),
  ],
  [
    22,
    "15:44",
    "priya",
    edit(
      "Línea en español (borrador)",
      { customWelcomeMessage: "Northwind, le atiende Marisol. ¿Hay alguien en peligro?" },
      "The same first question as on the English line",
    ),
  ],
  [
    23,
    "09:56",
    "tomas",
    edit(
      "Annual boiler service",
      { settings: { emailSettings: { subjectLine: "Your boiler is due: three dates to choose from" } } },
      "The old subject line was opened by 12%",
    ),
  ],
  [
    23,
    "13:38",
    "marcus",
    rewrite(
      "Maintenance plan offer",
      [
        [
          "Explain the yearly plan in two sentences, then ask one question. Accept the first no.",
          "Explain the yearly plan in two sentences, then ask one question.\nAccept the first no, and say that the offer stands for three months.",
        ],
      ],
      "It does, and nobody said so",
    ),
  ],
  [
    24,
    "09:09",
    "tomas",
    rewrite(
      "Day dispatch",
      [["- the address, with the floor", "- the address, with the floor and the gate code"]],
      "Two vans stood at a gate yesterday",
    ),
  ],
  [
    24,
    "10:31",
    "marcus",
    edit(
      "Night desk",
      { description: "Seven to seven at night, emergencies only; Sam takes messages for the rest" },
      null,
    ),
  ],
];
