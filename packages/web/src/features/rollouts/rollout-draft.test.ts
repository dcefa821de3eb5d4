import { describe, expect, test } from 'vitest';
import type { RolloutDetail } from '../../api/types.ts';
import { draftOf, scopeOf } from './draft-of-rollout.ts';
import {
  changeOf,
  emptyDraft,
  faultOf,
  newRolloutOf,
  planOf,
  type RolloutDraft,
  readSteps,
} from './rollout-draft.ts';

test.each([
  ['10, 50, 100', [10, 50, 100]],
  ['10 % 50 % 100 %', [10, 50, 100]],
  ['100', [100]],
  ['50, 50, 100', null],
  ['50', null],
  ['0, 100', null],
  ['12.5, 100', null],
  ['a, 100', null],
  ['', null],
])('%j are the steps %j', (text, steps) => {
  expect(readSteps(text)).toEqual(steps);
});

const NOW = Date.parse('2026-03-02T08:00:00Z');
const scope = { ids: ['1'] };
const aDraft = (draft: Partial<RolloutDraft> = {}): RolloutDraft => ({
  ...emptyDraft('7'),
  name: 'Night',
  ...draft,
});

test.each([
  ['what', { templateId: null }, 'template'],
  ['what', { kind: 'deploy-files' }, 'files'],
  ['what', { kind: 'deploy-files', fileIds: ['5'] }, null],
  ['what', { kind: 'delete-files' }, 'removals'],
  ['what', { kind: 'delete-files', removals: [{ type: 'logo', name: 'old.png' }] }, null],
  ['what', { kind: 'configure', keepsOrder: true }, null],
  ['what', { kind: 'configure' }, 'values'],
  [
    'what',
    { kind: 'configure', values: [{ parameterId: 'p', item: 'x', index: null, wire: null }] },
    'values',
  ],
  ['what', { kind: 'restart', templateId: null }, null],
  ['waves', { canaryCount: null }, 'canaryCount'],
  ['waves', { canary: 'group' }, 'group'],
  ['waves', { canary: 'none', steps: '10' }, 'steps'],
  ['rules', { notBackMinutes: 5, failures: null }, 'notBack'],
  ['rules', { notBackMinutes: 5, failures: null, failurePercent: 10 }, null],
  ['rules', { window: { weekdays: [], from: '22:00', to: '05:00', timeZone: 'UTC' } }, 'weekdays'],
  ['rules', { window: { weekdays: [1], from: '24:00', to: '05:00', timeZone: 'UTC' } }, 'times'],
  ['review', { name: ' ' }, 'name'],
  ['review', { start: { kind: 'at', at: '2026-03-02T07:00:00Z' } }, 'start'],
  ['review', { start: { kind: 'later' } }, null],
] as const)('the step %s with %j has the fault %s', (step, draft, fault) => {
  expect(faultOf(step, aDraft(draft as Partial<RolloutDraft>), scope, NOW)).toBe(fault);
});

test('a draft becomes an order only when every step is right', () => {
  expect(planOf(aDraft(), null)).toBeNull();
  expect(planOf(aDraft({ steps: '10' }), scope)).toBeNull();
  expect(newRolloutOf(aDraft(), scope, 'now')).toEqual({
    name: 'Night',
    order: { type: 'apply-template', templateId: '7', skipUnfit: true },
    clients: scope,
    waves: { canary: { count: 10 }, steps: [10, 50, 100] },
    rules: {
      gate: { successPercent: 95, pauseMinutes: 30 },
      stop: { failures: 3, failurePercent: null, notBackMinutes: null },
      window: null,
    },
    startAt: 'now',
  });
  expect(newRolloutOf(aDraft({ start: { kind: 'later' } }), scope, 'now')).not.toHaveProperty('startAt');
});

test.each([
  [
    { kind: 'delete-files', removals: [{ type: 'logo', name: 'old.png' }] },
    { type: 'deploy-files', files: [{ action: 'delete', type: 'logo', name: 'old.png' }] },
  ],
  [{ kind: 'factory-reset' }, { type: 'factory-reset' }],
  [
    { kind: 'factory-reset', keepCertificates: true },
    { type: 'factory-reset', keepCertificates: true },
  ],
] as const)('what phones lose, %j, is the order %j', (draft, order) => {
  expect(planOf(aDraft(draft), scope)?.order).toEqual(order);
});

describe('a planned rollout', () => {
  const rollout = {
    name: 'Night',
    type: 'configure',
    template: null,
    deployment: null,
    keepCertificates: false,
    values: [
      {
        item: 'reg-addr',
        index: null,
        parameterId: 'p',
        value: '192.0.2.20',
        secret: false,
        withdrawn: false,
      },
      { item: 'sip-pwd', index: null, parameterId: 'q', value: null, secret: true, withdrawn: false },
    ],
    clients: { filter: { search: '4989' }, confirmedCount: 12 },
    waveRules: { canary: { groupId: '3', groupName: 'IT' }, steps: [50, 100] },
    rules: {
      gate: { successPercent: 90, pauseMinutes: 5 },
      stop: { failures: null, failurePercent: 10, notBackMinutes: 15 },
      window: { weekdays: [1], from: '22:00', to: '05:00', timeZone: 'UTC' },
    },
    startAt: null,
  } as unknown as RolloutDetail;

  test('is put together again as it is stored, and keeps its order with its secrets', () => {
    const draft = draftOf(rollout);
    expect(scopeOf(rollout)).toEqual({ filter: { search: '4989' } });
    expect(changeOf(draft, scope, 'now')).toEqual({
      name: 'Night',
      clients: scope,
      waves: { canary: { groupId: '3' }, steps: [50, 100] },
      rules: rollout.rules,
    });
  });

  test('wants secrets anew when its order is changed', () => {
    const draft = { ...draftOf(rollout), keepsOrder: false };
    expect(faultOf('what', draft, scope, NOW)).toBe('values');
    const [address, password] = draft.values;
    const values = [...(address ? [address] : []), ...(password ? [{ ...password, wire: 'new' }] : [])];
    expect(changeOf({ ...draft, values }, scope, 'now')?.order).toMatchObject({
      values: [
        { item: 'reg-addr', value: '192.0.2.20' },
        { item: 'sip-pwd', value: 'new' },
      ],
    });
  });
});
