import type { Fleet } from './fleet.ts';
import type { VirtualPhone } from './phone.ts';
import type { Statistics } from './statistics.ts';

/** The summary as data; durations in milliseconds. */
export interface Summary {
  readonly seconds: number;
  readonly phones: number;
  readonly contacts: Record<string, number>;
  readonly actions: Record<string, number>;
  readonly dialogues: Record<string, number>;
  readonly valuesWritten: number;
  readonly valuesWrittenAgain: number;
  readonly refusals: Record<string, number>;
  readonly busyAnswers: number;
  readonly contactRequests: Record<string, number>;
  readonly contactRequestsTooClose: number;
  readonly errors: Record<string, number>;
  readonly answerTimeMs: { readonly p50: number; readonly p99: number; readonly max: number };
}

export function summarize(statistics: Statistics, phones: number, durationMs: number): Summary {
  const { answerTimes } = statistics;
  return {
    seconds: Math.round(durationMs / 100) / 10,
    phones,
    contacts: statistics.contacts.toRecord(),
    actions: statistics.actions.toRecord(),
    dialogues: statistics.dialogues.toRecord(),
    valuesWritten: statistics.valuesWritten,
    valuesWrittenAgain: statistics.valuesWrittenAgain,
    refusals: statistics.refusals.toRecord(),
    busyAnswers: statistics.busyAnswers,
    contactRequests: statistics.contactRequests.toRecord(),
    contactRequestsTooClose: statistics.contactRequestsTooClose,
    errors: statistics.errors.toRecord(),
    answerTimeMs: {
      p50: roundTime(answerTimes.percentileMs(0.5)),
      p99: roundTime(answerTimes.percentileMs(0.99)),
      max: roundTime(answerTimes.maximumMs),
    },
  };
}

/** The summary for people, one line per subject. */
export function formatSummary(summary: Summary): string {
  const { answerTimeMs } = summary;
  const lines: readonly (readonly [string, string])[] = [
    ['phones', `${summary.phones}, for ${summary.seconds} s`],
    ['contacts', formatCounts(summary.contacts)],
    ['actions', formatCounts(summary.actions)],
    ['dialogues', formatCounts(summary.dialogues)],
    ['values written', `${summary.valuesWritten} (the same again in a row: ${summary.valuesWrittenAgain})`],
    ['refused items', formatCounts(summary.refusals)],
    ['answered busy', String(summary.busyAnswers)],
    [
      'contact requests',
      `${formatCounts(summary.contactRequests)} (within 60 s of another: ${summary.contactRequestsTooClose})`,
    ],
    ['errors', formatCounts(summary.errors)],
    ['answer time', `p50 ${answerTimeMs.p50} ms, p99 ${answerTimeMs.p99} ms, longest ${answerTimeMs.max} ms`],
  ];
  return lines.map(([label, text]) => `${label.padEnd(18)}${text}\n`).join('');
}

/** One line that says how the fleet is doing right now. */
export function formatStatus(fleet: Fleet): string {
  const { contacts, refusals, errors, answerTimes, valuesWritten, busyAnswers } = fleet.statistics;
  const states = [...fleet.countStates()].map(([state, count]) => `${count} ${state}`).join(', ');
  return (
    `${states} | contacts ${contacts.total} | values ${valuesWritten} | refused ${refusals.total} | ` +
    `busy ${busyAnswers} | errors ${errors.total} | ` +
    `p50 ${roundTime(answerTimes.percentileMs(0.5))} ms, p99 ${roundTime(answerTimes.percentileMs(0.99))} ms`
  );
}

/** How a phone is named to people. */
export function namePhone(phone: VirtualPhone, number: number): string {
  return `phone ${number} (${phone.e164}, ${phone.mac}, ${phone.model.deviceType}, ${phone.address})`;
}

function formatCounts(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts);
  if (entries.length === 0) return '0';
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return `${total}: ${entries.map(([name, count]) => `${name} ${count}`).join(', ')}`;
}

function roundTime(durationMs: number): number {
  return Math.round(durationMs * 10) / 10;
}
