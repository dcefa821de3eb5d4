import type { NewTemplate, Template } from '../../api/types.ts';

/** What is said of a template while it is being edited: everything but its content. */
export type TemplateDraft = Required<NewTemplate>;

export const MAX_RANKING = 999;

export const EMPTY_TEMPLATE: TemplateDraft = {
  type: 'default',
  name: '',
  description: '',
  ranking: 1,
  models: [],
  softwareTypes: [],
  softwareUpdate: 'disabled',
};

export function draftOf(template: Template): TemplateDraft {
  const { type, name, description, ranking, models, softwareTypes, softwareUpdate } = template;
  return { type, name, description, ranking, models, softwareTypes, softwareUpdate };
}

export type DraftFault = 'name' | 'ranking';

/** What is wrong with a draft before the server is asked. */
export function faultsOf({ name, ranking }: Pick<TemplateDraft, 'name' | 'ranking'>): DraftFault[] {
  const faults: DraftFault[] = [];
  if (name.trim() === '') faults.push('name');
  if (!Number.isInteger(ranking) || ranking < 1 || ranking > MAX_RANKING) faults.push('ranking');
  return faults;
}
