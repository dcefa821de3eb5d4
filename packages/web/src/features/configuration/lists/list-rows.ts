import { type ConfigurationRow, valueKey } from '../rows.ts';

/** The same parameter's line for an index that neither a phone nor anybody else has spoken of. */
export function rowAt(template: ConfigurationRow, index: number): ConfigurationRow {
  const key = valueKey(template.item, index);
  return {
    ...template,
    key,
    id: `${template.section}/${template.parameter?.id ?? ''}/${key}`,
    index,
    reported: { kind: 'none' },
    reportedCount: 0,
    desired: { kind: 'none' },
    desiredCount: 0,
    states: { unmanaged: 0, 'in-sync': 0, drift: 0, waiting: 0, refused: 0 },
    values: [],
  };
}
