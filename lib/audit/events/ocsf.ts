/** The class and the activity of an action in the Open Cybersecurity Schema Framework. */
export interface OcsfActivity {
  classUid: number;
  className: string;
  activityId: number;
  activityName: string;
}

function activities<const Ids extends Record<string, number>>(
  classUid: number,
  className: string,
  ids: Ids,
): Record<keyof Ids, OcsfActivity> {
  const all = Object.entries(ids).map(([activityName, activityId]) => [
    activityName,
    { classUid, className, activityId, activityName },
  ]);
  return Object.fromEntries(all) as Record<keyof Ids, OcsfActivity>;
}

/** The class Entity Management: actions on things and people. "Other" is for verbs that the class has no word for. */
export const ENTITY = activities(3004, "Entity Management", {
  Create: 1,
  Read: 2,
  Update: 3,
  Delete: 4,
  Enable: 8,
  Disable: 9,
  Other: 99,
});

/** The class Authentication: sign-ins and sign-outs. A refused or throttled sign-in is a Logon without success. */
export const AUTHENTICATION = activities(3002, "Authentication", { Logon: 1, Logoff: 2 });
