"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { NoticeRule } from "@/lib/notices/rules";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { useHydrated } from "../ui/use-hydrated";

const WAYS = [
  { way: "inbox", label: "In the portal" },
  { way: "mail", label: "Mail" },
  { way: "channels", label: "Channels" },
] as const;

interface RulesTableProps {
  rules: NoticeRule[];
  /** Whether the portal can send mails. */
  hasMail: boolean;
}

/** What a person wants to learn, and on which ways. A choice counts at once. */
export function RulesTable({ rules, hasMail }: RulesTableProps) {
  const router = useRouter();
  const hydrated = useHydrated();
  const { problem, send } = useRequest();
  const [chosen, setChosen] = useState<ReadonlyMap<string, NoticeRule>>(new Map());
  const ways = WAYS.filter(({ way }) => way !== "mail" || hasMail);

  async function choose(rule: NoticeRule) {
    setChosen((before) => new Map(before).set(rule.happening, rule));
    const { happening, inbox, mail, channels } = rule;
    const answer = await send("PATCH", "/api/me/notice-rules", {
      body: { rules: [{ happening, inbox, mail, channels }] },
    });
    if (answer.ok) return router.refresh();
    setChosen((before) => new Map([...before].filter(([name]) => name !== happening)));
  }

  return (
    <>
      <ProblemNotice problem={problem} />
      <Table label="Rules for notices">
        <TableHead>
          <tr>
            <HeaderCell>When</HeaderCell>
            {ways.map(({ way, label }) => (
              <HeaderCell key={way} className="px-1 text-center whitespace-normal sm:px-3">
                {label}
              </HeaderCell>
            ))}
          </tr>
        </TableHead>
        <tbody>
          {rules.map((stored) => {
            const rule = chosen.get(stored.happening) ?? stored;
            return (
              <TableRow key={rule.happening}>
                <TableCell>
                  <p className="font-medium">{rule.label}</p>
                  <p className="text-muted-foreground">{rule.help}</p>
                </TableCell>
                {ways.map(({ way, label }) => (
                  <TableCell key={way} className="w-16 px-1 text-center sm:w-24 sm:px-3">
                    <label className="mx-auto grid size-8 cursor-pointer place-items-center">
                      <span className="sr-only">
                        {rule.label}: {label}
                      </span>
                      <input
                        type="checkbox"
                        className="block size-4 cursor-pointer accent-primary disabled:cursor-not-allowed"
                        disabled={!hydrated}
                        checked={rule[way]}
                        onChange={({ target }) => void choose({ ...rule, [way]: target.checked })}
                      />
                    </label>
                  </TableCell>
                ))}
              </TableRow>
            );
          })}
        </tbody>
      </Table>
    </>
  );
}
