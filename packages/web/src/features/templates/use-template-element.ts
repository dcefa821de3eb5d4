import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TemplateContent } from '../../api/types.ts';
import { type ConfiguredElement, type DraftScope, useDrafts } from '../configuration/index.ts';
import { templateContentQuery } from './templates.queries.ts';

const SCOPES: ReadonlySet<string> = new Set(['template']);
const NO_CLIENTS: ConfiguredElement['clients'] = [];

export interface EditedTemplate {
  element: ConfiguredElement;
  draftScope: DraftScope;
  /** What is there now. */
  content: TemplateContent | undefined;
  /** What was there when the first of the unsubmitted changes was made. */
  base: TemplateContent | undefined;
}

/** A template for the configuration area, and what its changes began with. */
export function useTemplateElement(templateId: string, href: string): EditedTemplate {
  const { data: content, error, refetch } = useQuery(templateContentQuery(templateId));
  const key = `template ${templateId}`;
  const name = content?.template.name ?? '';
  const draftScope = useMemo<DraftScope>(() => ({ key, label: name, href }), [key, name, href]);
  const changed = useDrafts(key).size > 0;
  const [base, setBase] = useState<TemplateContent>();
  // While something is being changed, changes of others must not pass unseen below it.
  if ((!changed || base === undefined) && base !== content) setBase(content);
  const element = useMemo<ConfiguredElement>(
    () => ({
      scopes: SCOPES,
      clients: NO_CLIENTS,
      allKnown: false,
      models: content?.template.models ?? [],
      count: 0,
      values: content === undefined ? undefined : { kind: 'stored', items: content.values },
      loading: content === undefined && error === null,
      error,
      retry: () => void refetch(),
    }),
    [content, error, refetch],
  );
  return { element, draftScope, content, base };
}
