import type { NewTemplate, Template } from '../../api/types.ts';

/** What is said of a template while it is being edited: everything but its content. */
export type TemplateDraft = Required<NewTemplate>;

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
