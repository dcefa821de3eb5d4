import { Counter } from 'prom-client';
import { DurationHistogram, type Metrics } from '../infra/metrics/index.ts';

/** A message of a phone that was answered. */
export interface AnsweredMessage {
  readonly reason: string;
  readonly action: string;
  readonly ms: number;
}

export interface PhoneMetrics {
  readonly onAnswer: (answered: AnsweredMessage) => void;
  /** A message that could not be answered now, and its phone was asked to come again; or a connection that could not be taken. */
  readonly onOverload: () => void;
}

/** Registers what the phone port counts. */
export function createPhoneMetrics(metrics: Metrics): PhoneMetrics {
  // Counted here and told when somebody asks: that is some ten thousand times rarer.
  const answered = new Map<string, Map<string, number>>();
  new Counter({
    name: 'deskfleet_phone_messages_total',
    help: 'Messages of phones by reason and the action they were answered with.',
    labelNames: ['reason', 'action'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const [reason, counts] of answered) {
        for (const [action, count] of counts) this.inc({ reason, action }, count);
      }
    },
  });
  const seconds = new DurationHistogram({
    name: 'deskfleet_phone_message_seconds',
    help: 'Time from the end of the headers of a message to its answer.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  });
  const overload = new Counter({
    name: 'deskfleet_phone_overload_total',
    help: 'Messages of phones that were asked to come again, and connections that were broken off, because there was too much to do.',
    registers: [metrics],
  });
  return {
    onAnswer: ({ reason, action, ms }) => {
      let counts = answered.get(reason);
      if (counts === undefined) {
        counts = new Map();
        answered.set(reason, counts);
      }
      counts.set(action, (counts.get(action) ?? 0) + 1);
      seconds.record(ms / 1_000);
    },
    onOverload: () => overload.inc(),
  };
}
