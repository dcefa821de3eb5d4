import { REASONS } from '@deskfleet/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ContactsOfClient, type WaitingContact, WaitingContacts } from './waiting-contacts.ts';

const KEPT = 20;

/** The same in the plainest way. */
class Plain {
  readonly #contacts = new Map<string, WaitingContact[]>();

  add(clientId: string, contact: WaitingContact): void {
    this.#contacts.set(clientId, [contact, ...(this.#contacts.get(clientId) ?? [])]);
  }

  take(mostClients: number): ContactsOfClient[] {
    const taken = [...this.#contacts].slice(0, mostClients);
    for (const [clientId] of taken) this.#contacts.delete(clientId);
    return taken.map(([clientId, all]) => ({ clientId, count: all.length, latest: all.slice(0, KEPT) }));
  }
}

const contacts = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  reason: fc.constantFrom(...REASONS),
  address: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('fe80::1ff:fe23:4567:890a%enp0s31f6')),
});
const steps = fc.oneof(
  // A few clients that call often, and many that call once.
  fc.record({
    clientId: fc.integer({ min: 1, max: 3 }),
    times: fc.integer({ min: 1, max: 70 }),
    contact: contacts,
  }),
  fc.record({ clientId: fc.integer({ min: 1, max: 3_000 }), times: fc.constant(1), contact: contacts }),
  fc.record({ take: fc.integer({ min: 1, max: 5 }) }),
);

test('gives back what came, by client in the order in which they began to wait', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 200 }), (all) => {
      const waiting = new WaitingContacts();
      const plain = new Plain();
      for (const step of all) {
        if ('take' in step) {
          expect(waiting.take(step.take)).toEqual(plain.take(step.take));
          continue;
        }
        for (let time = 0; time < step.times; time += 1) {
          const contact = { ...step.contact, at: step.contact.at + time };
          waiting.add(String(step.clientId), contact);
          plain.add(String(step.clientId), contact);
        }
      }
      expect(waiting.take(10_000)).toEqual(plain.take(10_000));
      expect(waiting.clientCount).toBe(0);
    }),
  );
});

test('holds a fleet after a power cut, and begins anew when all of it is stored', () => {
  const waiting = new WaitingContacts();
  const contactOf = (id: number): WaitingContact => ({
    at: Date.parse('2026-03-02T08:00:00.000Z') + id,
    reason: 'start-up',
    address: `10.${id >> 16}.${(id >> 8) & 255}.${id & 255}`,
  });
  for (let round = 0; round < 2; round += 1) {
    for (let id = 1; id <= 100_000; id += 1) waiting.add(String(id), contactOf(id));
    expect(waiting.clientCount).toBe(100_000);
    expect(waiting.has('100000')).toBe(true);
    expect(waiting.has('100001')).toBe(false);
    let next = 1;
    while (waiting.clientCount > 0) {
      for (const { clientId, count, latest } of waiting.take(200)) {
        // Comparing by hand: a hundred thousand expectations take seconds.
        const [only] = latest;
        const wanted = contactOf(next);
        const isSame =
          clientId === String(next) &&
          count === 1 &&
          latest.length === 1 &&
          only?.at === wanted.at &&
          only.reason === wanted.reason &&
          only.address === wanted.address;
        if (!isSame)
          expect({ clientId, count, latest }).toEqual({ clientId: String(next), count: 1, latest: [wanted] });
        next += 1;
      }
    }
    expect(next).toBe(100_001);
  }
});

test.each([
  '10.0.0.1',
  '255.255.255.255',
  '0.0.0.0',
  '010.0.0.1',
  '10.0.0.256',
  '10.0.0.-1',
  '1e1.0.0.1',
  '10.0.0',
  '10.0.0.',
  '.10.0.0',
  '10..0.0.1',
  '10.0.0.1.2',
  '10.0.0.1 ',
  '10.0.0,1',
  '300.0.0.1',
  '::ffff:10.0.0.1',
  '',
])('keeps the address %j as it is', (address) => {
  const waiting = new WaitingContacts();
  waiting.add('1', { at: 1, reason: 'start-up', address });
  expect(waiting.take(1)[0]?.latest).toEqual([{ at: 1, reason: 'start-up', address }]);
});
