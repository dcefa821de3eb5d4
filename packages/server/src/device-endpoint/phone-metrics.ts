import { Counter, Histogram } from 'prom-client';
import type { Metrics } from '../infra/metrics/index.ts';

/** A message of a phone that was answered. */
export interface AnsweredMessage {
  readonly reason: string;
  readonly action: string;
  readonly ms: number;
}

export interface PhoneMetrics {
  readonly onAnswer: (answered: AnsweredMessage) => void;
  /** A message that could not be answered now; its phone was asked to come again. */
  readonly onOverload: () => void;
}

/** Registers what the phone port counts. */
export function createPhoneMetrics(metrics: Metrics): PhoneMetrics {
  const messages = new Counter({
    name: 'deskfleet_phone_messages_total',
    help: 'Messages of phones by reason and the action they were answered with.',
    labelNames: ['reason', 'action'],
    registers: [metrics],
  });
  const seconds = new Histogram({
    name: 'deskfleet_phone_message_seconds',
    help: 'Time from the end of the headers of a message to its answer.',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [metrics],
  });
  const overload = new Counter({
    name: 'deskfleet_phone_overload_total',
    help: 'Messages of phones that were asked to come again.',
    registers: [metrics],
  });
  // Looking up labels costs more than counting.
  const counters = new Map<string, Counter.Internal>();
  return {
    onAnswer: ({ reason, action, ms }) => {
      const key = `${reason} ${action}`;
      const counter = counters.get(key) ?? messages.labels({ reason, action });
      counters.set(key, counter);
      counter.inc();
      seconds.observe(ms / 1_000);
    },
    onOverload: () => overload.inc(),
  };
}
