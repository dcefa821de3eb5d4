import { useQueries } from '@tanstack/react-query';
import { templateQuery } from './templates.queries.ts';

/** Names of templates by id; the id itself while the name is on its way. */
export function useTemplateNames(ids: readonly string[]): (id: string) => string {
  const names = useQueries({
    queries: ids.map((id) => templateQuery(id)),
    combine: (results) =>
      new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.name]]))),
  });
  return (id) => names.get(id) ?? id;
}
