import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { present } from '../../shared/list/search-params.ts';
import {
  ElementHistory,
  type PutBackAsked,
  PutBackDialog,
  usePutBackChoice,
} from '../configuration/index.ts';
import { ImpactLead } from './impact-lead.tsx';
import { tagOf, templateImpactQuery, templateQuery, usePutBackContent } from './templates.queries.ts';

/** The history tab of a template. */
export function TemplateHistory() {
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/history' });
  const search = useSearch({ from: '/signed-in/templates/$templateId/history' });
  const navigate = useNavigate({ from: '/templates/$templateId/history' });
  return (
    <ElementHistory
      of={{ kind: 'templates', id: templateId }}
      search={search}
      onSearch={(changes) => void navigate({ search: (previous) => present({ ...previous, ...changes }) })}
      putBackDialog={(asked) => <PutBackInTemplate {...asked} />}
    />
  );
}

function PutBackInTemplate({ of, entry, ...rest }: PutBackAsked) {
  const choice = usePutBackChoice(of, entry);
  const { changes } = choice;
  const { data: template } = useQuery(templateQuery(of.id));
  const values = useMemo(
    () =>
      changes?.map(({ item, index, new: value }) =>
        index === null ? { item, value } : { item, index, value },
      ) ?? [],
    [changes],
  );
  const impact = useQuery({
    ...templateImpactQuery(of.id, template?.version ?? 0, values),
    enabled: template !== undefined && values.length > 0,
  });
  const { mutateAsync } = usePutBackContent();
  if (template === undefined) return null;
  return (
    <PutBackDialog
      {...rest}
      choice={choice}
      note={values.length === 0 ? null : <ImpactLead impact={impact.data} error={impact.error} />}
      confirm={{
        count: impact.data?.affectedClients ?? 0,
        wantsNumber: true,
        withSchedule: (impact.data?.clients ?? 0) > 0,
      }}
      putBack={async (schedule) => {
        const { job, notPutBack } = await mutateAsync({
          id: of.id,
          etag: tagOf(template),
          entryId: entry.id,
          withLater: choice.withLater,
          ...scheduledAt(schedule),
        });
        return { jobId: job?.id ?? null, notPutBack };
      }}
    />
  );
}
