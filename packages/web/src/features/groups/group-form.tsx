import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { Group } from '../../api/types.ts';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { OutdatedDraftNote } from '../../shared/components/outdated-draft-note.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { changedFields } from '../../shared/list/three-way.ts';
import { useStoredDraft } from '../../shared/list/use-stored-draft.ts';
import { rankedFaults } from '../../shared/ranked/ranked-draft.ts';
import { RankedFields } from '../../shared/ranked/ranked-fields.tsx';
import { useUnsavedGuard } from '../../shared/unsaved/use-unsaved-guard.tsx';
import { useTemplateNames } from '../templates/index.ts';
import { FilterFields } from './filter-fields.tsx';
import { draftOf, EMPTY_GROUP, type FilterField, type GroupDraft } from './group-draft.ts';
import { GroupPreview, useGroupPreview } from './group-preview.tsx';
import classes from './groups.module.css';
import { tagOf, useChangeGroup, useCreateGroup } from './groups.queries.ts';
import { TemplateOrder } from './template-order.tsx';
import { FilterMarks } from './use-group-columns.tsx';

interface GroupFormProps {
  /** Null for a new one. */
  group: Group | null;
  onSaved: (group: Group) => void;
  onCancel: () => void;
}

/** Details, filters and templates of a group, and beside them what the filters find. */
export function GroupForm({ group, onSaved, onCancel }: GroupFormProps) {
  const { t } = useTranslation();
  const create = useCreateGroup();
  const change = useChangeGroup();
  const form = useStoredDraft(group, (stored) => (stored === null ? EMPTY_GROUP : draftOf(stored)));
  const { base, draft } = form;
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const preview = useGroupPreview(draft.filter);
  const objection = useObjections(error);
  const previewObjection = useObjections(preview.error);
  const set = (changes: Partial<GroupDraft>): void => form.setDraft({ ...draft, ...changes });
  const guard = useUnsavedGuard(Object.keys(form.typed).length > 0);

  const save = async (): Promise<void> => {
    setTried(true);
    if (rankedFaults(draft).length > 0) return;
    setError(null);
    const wanted = { ...draft, name: draft.name.trim() };
    try {
      const saved =
        base === null
          ? await create.mutateAsync(wanted)
          : await change.mutateAsync({
              id: base.id,
              etag: tagOf(base),
              changes: changedFields(draftOf(base), wanted),
            });
      guard.release();
      onSaved(saved);
    } catch (problem) {
      if (!form.rebase(problem)) setError(problem);
    }
  };

  return (
    <>
      <form
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void save();
        }}
      >
        {form.outdated === null ? null : (
          <div style={{ marginBottom: 16 }}>
            <OutdatedDraftNote
              of={form}
              label={(field) => t(`groups.field.${field}`)}
              words={(field, state) => <FieldWords field={field} draft={state} />}
            />
          </div>
        )}
        <div className={classes['grid']}>
          <div className={classes['stack']}>
            <Panel>
              <PanelTitle>{t('groups.section.details')}</PanelTitle>
              <div className={classes['form']}>
                <RankedFields of="groups" draft={draft} onChange={set} tried={tried} errorOf={objection} />
              </div>
            </Panel>
            <Panel>
              <PanelTitle>{t('groups.section.filters')}</PanelTitle>
              <div className={classes['form']}>
                <FilterFields
                  filter={draft.filter}
                  onChange={(filter) => set({ filter })}
                  errorOf={(field: FilterField) =>
                    objection(`filter.${field}`) ?? previewObjection(`filter.${field}`)
                  }
                />
              </div>
            </Panel>
            <Panel>
              <PanelTitle detail={t('groups.templatesText')}>{t('groups.section.templates')}</PanelTitle>
              <div className={classes['form']}>
                <TemplateOrder
                  templateIds={draft.templateIds}
                  onChange={(templateIds) => set({ templateIds })}
                  error={objection('templateIds')}
                />
              </div>
            </Panel>
          </div>
          <div className={`${classes['stack']} ${classes['sticky']}`}>
            <Panel>
              <PanelTitle>{t('groups.section.found')}</PanelTitle>
              <GroupPreview filter={draft.filter} preview={preview} />
            </Panel>
            <InlineProblem error={error} />
            <div className={classes['foot']}>
              <Button variant="default" onClick={onCancel}>
                {t('common.cancel')}
              </Button>
              <Button type="submit" loading={create.isPending || change.isPending}>
                {t(base === null ? 'groups.create' : 'common.save')}
              </Button>
            </div>
          </div>
        </div>
      </form>
      {guard.dialog}
    </>
  );
}

/** The server's sentence for a field or one of its entries: `filter.e164` and `filter.e164.0` belong to the same. */
function useObjections(error: unknown): (field: string) => string | undefined {
  const language = useLanguage();
  return (field) => {
    if (!(error instanceof ApiError)) return undefined;
    const found = error.fields.find((one) => one.field === field || one.field.startsWith(`${field}.`));
    return found?.text?.[language] ?? found?.message;
  };
}

/** A part of a group in words. */
function FieldWords({ field, draft }: { field: keyof GroupDraft; draft: GroupDraft }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useTemplateNames(draft.templateIds);
  if (field === 'filter') return <FilterMarks filter={draft.filter} all />;
  if (field === 'templateIds')
    return draft.templateIds.length === 0 ? t('common.none') : draft.templateIds.map(nameOf).join(', ');
  return String(draft[field]) === '' ? t('common.none') : String(draft[field]);
}
