import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { CurrentState, Group } from '../../api/types.ts';
import { ChangedMeanwhile } from '../../shared/components/changed-meanwhile.tsx';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { changedFields, type Merged, mergeDraft } from '../../shared/list/three-way.ts';
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

interface Outdated extends Merged<GroupDraft> {
  current: CurrentState;
  before: GroupDraft;
  theirs: GroupDraft;
}

/** Details, filters and templates of a group, and beside them what the filters find. */
export function GroupForm({ group, onSaved, onCancel }: GroupFormProps) {
  const { t } = useTranslation();
  const create = useCreateGroup();
  const change = useChangeGroup();
  const [base, setBase] = useState<Group | null>(group);
  const [draft, setDraft] = useState<GroupDraft>(group === null ? EMPTY_GROUP : draftOf(group));
  const [outdated, setOutdated] = useState<Outdated | null>(null);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const preview = useGroupPreview(draft.filter);
  const objection = useObjections(error);
  const previewObjection = useObjections(preview.error);
  const set = (changes: Partial<GroupDraft>): void => setDraft({ ...draft, ...changes });
  const typed = changedFields(base === null ? EMPTY_GROUP : draftOf(base), draft);
  const guard = useUnsavedGuard(Object.keys(typed).length > 0);

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
      const current = problem instanceof ApiError ? problem.current : null;
      if (current === null || base === null) return setError(problem);
      const now = current.state as unknown as Group;
      const theirs = draftOf(now);
      const merged = mergeDraft(draftOf(base), theirs, draft);
      setOutdated({ ...merged, current, before: draftOf(base), theirs });
      setBase(now);
      setDraft(merged.draft);
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
        {outdated === null ? null : (
          <div style={{ marginBottom: 16 }}>
            <ChangedMeanwhile
              by={outdated.current.changedBy}
              at={outdated.current.changedAt}
              rows={outdated.differing.map((field) => ({
                key: field,
                label: t(`groups.field.${field}`),
                before: <FieldWords field={field} draft={outdated.before} />,
                theirs: <FieldWords field={field} draft={outdated.theirs} />,
                mine: <FieldWords field={field} draft={outdated.draft} />,
                clashes: outdated.clashing.includes(field),
              }))}
              onReload={() => {
                setDraft(outdated.theirs);
                setOutdated(null);
              }}
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
