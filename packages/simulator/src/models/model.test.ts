import { parseSoftwareVersion } from '@deskfleet/protocol';
import { describe, expect, it } from 'vitest';
import { normalizeValue } from './item-value.ts';
import { getModel, itemSetOf, MODEL_NAMES, type SoftwareType } from './model.ts';
import { traitsOf } from './traits.ts';

const KINDS = MODEL_NAMES.flatMap((name) => (['SIP', 'HFA'] as const).map((type) => [name, type] as const));

describe('the models', () => {
  it.each(KINDS)('%s %s: reports a realistic number of items, none of them twice', (name, type) => {
    const { listedItems } = itemSetOf(getModel(name), type);
    const identities = new Set(listedItems.map((item) => `${item.name} ${item.index}`));

    expect(identities.size).toBe(listedItems.length);
    expect(listedItems.length).toBeGreaterThan(type === 'SIP' ? 330 : 150);
    expect(listedItems.length).toBeLessThan(400);
  });

  it.each(KINDS)('%s %s: would take back its own factory values', (name, type) => {
    const set = itemSetOf(getModel(name), type);
    const refused = set.listedItems.filter(({ name: item, value }) => {
      const definition = set.findDefinition(item);
      return definition === undefined || normalizeValue(definition, value) !== value;
    });

    expect(refused).toEqual([]);
  });

  it('have versions that the protocol can compare', () => {
    const texts = MODEL_NAMES.flatMap((name) =>
      (['SIP', 'HFA'] as const).flatMap((type: SoftwareType) => Object.values(getModel(name).versions[type])),
    );

    expect(texts.filter((text) => parseSoftwareVersion(text) === undefined)).toEqual([]);
  });

  it('share one item set per model and software type', () => {
    expect(itemSetOf(getModel('cp410'), 'SIP')).toBe(itemSetOf(getModel('cp410'), 'SIP'));
  });
});

describe('firmware traits', () => {
  it.each([
    ['V1 R5.6.53', false, false, 'TLSv1'],
    ['V2 R1.24.0', false, false, 'TLSv1'],
    ['V2 R2.0.0', true, false, 'TLSv1'],
    ['V3 R1.41.1', true, false, 'TLSv1'],
    ['V3 R3.0.0', true, true, 'TLSv1.2'],
    ['V3 R5.21.0', true, true, 'TLSv1.2'],
    ['no version', false, false, 'TLSv1'],
  ])('OpenStage %s: attaches changes %s, knows send-solicited %s, %s', (version, attaches, knows, tls) => {
    const traits = traitsOf(getModel('openstage60'), version);

    expect(traits).toMatchObject({
      attachesLocalChanges: attaches,
      knowsSendSolicited: knows,
      tls: { maxVersion: tls },
      connection: 'keep-alive',
      cookie: 'pair',
    });
  });

  it('CP phones count their versions anew', () => {
    expect(traitsOf(getModel('cp410'), 'V1 R10.3.1')).toMatchObject({
      attachesLocalChanges: true,
      knowsSendSolicited: true,
      connection: 'close',
      cookie: 'whole',
      tls: { maxVersion: 'TLSv1.2' },
    });
  });
});
