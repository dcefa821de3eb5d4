import { Alert } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { TemplateContent } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../shared/list/schedule.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { objectionsOf, orderedValues, type SubmitDialogProps } from '../configuration/index.ts';
import { useAnnounceJob } from '../jobs/index.ts';
import { ShownValue, useValueLabel } from '../parameters/index.ts';
import { contentChanges } from './content-changes.ts';
import { ImpactLead } from './impact-lead.tsx';
import { ImpactTable } from './impact-table.tsx';
import classes from './templates.module.css';
import { tagOf, templateContentQuery, templateImpactQuery, useChangeContent } from './templates.queries.ts';

interface SubmitContentDialogProps extends SubmitDialogProps {
  /** What is there now. */
  content: TemplateContent;
  /** What was there when the changes were begun. */
  base: TemplateContent;
}

/** What a change of a template will do, before it is done: how many clients, which values, what is overridden. */
export function SubmitContentDialog(props: SubmitContentDialogProps) {
  const { changes, content, base, onSubmitted, onRefused, onClose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const announce = useAnnounceJob();
  const { template } = content;
  const values = useMemo(() => orderedValues(changes), [changes]);
  const impact = useQuery(templateImpactQuery(template.id, template.version, values));
  const change = useChangeContent();
  const clients = impact.data?.affectedClients ?? 0;

  const submit = async (schedule: Schedule): Promise<void> => {
    try {
      const result = await change.mutateAsync({
        id: template.id,
        etag: tagOf(template),
        values,
        ...scheduledAt(schedule),
      });
      if (result.job === null) {
        void showToast({ id: `template-${template.id}`, message: t('templates.submit.saved') });
      } else announce(result.job);
      onSubmitted(result.job?.id ?? null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // Somebody was faster by a moment: what is there now is read, and told in this dialog.
      if (error.current !== null) {
        await queryClient.invalidateQueries({ queryKey: templateContentQuery(template.id).queryKey });
      }
      const objections = objectionsOf(error.fields, changes, language);
      if (objections.size === 0) throw error;
      onRefused(objections);
    }
  };

  return (
    <ConfirmDialog
      title={t('templates.submit.title', { count: changes.length, name: template.name })}
      confirmLabel={t(
        impact.data !== undefined && impact.data.clients === 0
          ? 'templates.submit.save'
          : 'templates.submit.send',
      )}
      count={clients}
      wantsNumber
      withSchedule={(impact.data?.clients ?? 0) > 0}
      size="xl"
      onConfirm={submit}
      onClose={onClose}
    >
      {content.template.version === base.template.version ? null : <Theirs content={content} base={base} />}
      <ImpactLead impact={impact.data} error={impact.error} />
      <ImpactTable changes={changes} notes={props.notes} impact={impact.data} />
    </ConfirmDialog>
  );
}

/** What others have changed since the changes were begun. */
function Theirs({ content, base }: Pick<SubmitContentDialogProps, 'content' | 'base'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useValueLabel();
  const { updatedBy, updatedAt } = content.template;
  const theirs = contentChanges(base, content);
  return (
    <Alert
      role="alert"
      color="yellow"
      mb="md"
      icon={<IconUsers size={18} />}
      title={
        updatedBy === null
          ? t('meanwhile.titleUnknown')
          : t('meanwhile.title', { name: updatedBy, interpolation: { escapeValue: false } })
      }
    >
      <p className={classes['lead']}>
        {format.exact(updatedAt)} ·{' '}
        {t(theirs.length === 0 ? 'templates.submit.notContent' : 'templates.submit.theirs')}
      </p>
      <ul className={classes['names']}>
        {theirs.map((change) => (
          <li key={`${change.item} ${change.index}`}>
            {label(change)}:{' '}
            <ShownValue
              of={change}
              label={label(change)}
              value={change.before ?? null}
              isSet={change.before !== undefined}
            />
            {' → '}
            <ShownValue
              of={change}
              label={label(change)}
              value={change.now ?? null}
              isSet={change.now !== undefined}
            />
          </li>
        ))}
      </ul>
    </Alert>
  );
}
