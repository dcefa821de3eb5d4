import { Button, Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconDeviceLandlinePhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientValue, Parameter } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { EmptyMessage, InlineProblem, LoadError } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { Pager } from '../../shared/components/pager.tsx';
import { RowCheckbox } from '../../shared/components/row-checkbox.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFieldErrors } from '../../shared/components/use-field-errors.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { type IdSelection, NO_IDS, toggleId, toggleIds } from '../../shared/list/id-selection.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useUnsavedGuard } from '../../shared/unsaved/use-unsaved-guard.tsx';
import { clientName, clientQuery, clientValuesQuery } from '../clients/index.ts';
import {
  defaultWire,
  ShownValue,
  useParameters,
  useSectionWords,
  useValueLabel,
} from '../parameters/index.ts';
import { canTake, choiceKey, takenValue } from './client-choices.ts';
import { findsAll } from './find-values.ts';
import { TEMPLATE_TYPES } from './template-search.ts';
import classes from './templates.module.css';
import { useGenerateTemplate } from './templates.queries.ts';

/** Makes a template of what a client has: the values are chosen here. */
export function GenerateTemplatePage() {
  const { t } = useTranslation();
  const { client: id } = useSearch({ from: '/signed-in/templates/from-client' });
  const client = useQuery({ ...clientQuery(id ?? ''), enabled: id !== undefined });
  const values = useQuery({ ...clientValuesQuery(id ?? ''), enabled: id !== undefined });
  const error = client.error ?? values.error;
  return (
    <>
      <Breadcrumb to="/templates">{t('templates.title')}</Breadcrumb>
      {id === undefined ? (
        <Panel>
          <EmptyMessage
            level={1}
            icon={<IconDeviceLandlinePhone size={28} stroke={1.5} />}
            title={t('templates.generate.noClient')}
            action={
              <Button component={Link} to="/clients" variant="default">
                {t('configuration.toClients')}
              </Button>
            }
          >
            {t('templates.generate.noClientText')}
          </EmptyMessage>
        </Panel>
      ) : client.data === undefined || values.data === undefined ? (
        error === null ? (
          <PageSkeleton />
        ) : (
          <LoadError error={error} onRetry={() => void Promise.all([client.refetch(), values.refetch()])} />
        )
      ) : (
        <Generate client={client.data} values={values.data.items} />
      )}
    </>
  );
}

type Show = 'set' | 'differs' | 'all';

function Generate({ client, values }: { client: Client; values: readonly ClientValue[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const parameters = useParameters();
  const label = useValueLabel();
  const section = useSectionWords();
  const offered = useMemo(() => values.filter((value) => isOffered(value, parameters)), [values, parameters]);
  const anySet = offered.some(({ desiredSet }) => desiredSet);
  const [show, setShow] = useState<Show>(anySet ? 'set' : 'differs');
  const [find, setFind] = useState('');
  const [page, setPage] = useState(1);
  const [pageSize, setPageSize] = useState<PageSize>(25);
  const [chosen, setChosen] = useState<IdSelection>(NO_IDS);
  const [name, setName] = useState(() =>
    t('templates.generate.proposal', { model: client.model, name: clientName(client) }).slice(0, 100),
  );
  const [type, setType] = useState<(typeof TEMPLATE_TYPES)[number]>('default');
  const generate = useGenerateTemplate();
  const guard = useUnsavedGuard(chosen.size > 0);
  const serverSays = useFieldErrors(generate.error);
  const nameError = serverSays('template.name') ?? serverSays('name');

  const shown = offered.filter(
    (value) =>
      (show === 'all' ||
        (show === 'set'
          ? value.desiredSet
          : differsFromDefault(value, parameters.get(value.parameterId ?? '')))) &&
      findsAll(find, [label(value), section(value), value.item, takenValue(value) ?? '']),
  );
  const rows = shown.slice((page - 1) * pageSize, page * pageSize);
  const restart = (): void => setPage(1);

  const submit = async (): Promise<void> => {
    const result = await generate
      .mutateAsync({
        clientId: client.id,
        template: { type, name: name.trim() },
        values: offered
          .filter((value) => chosen.has(choiceKey(value)))
          .map(({ item, index }) => ({ item, index })),
      })
      .catch(() => null);
    if (result === null) return;
    const { template, leftOut } = result;
    void showToast({
      id: `template-${template.id}`,
      message:
        leftOut.length === 0
          ? t('templates.generate.done', { count: template.valueCount })
          : t('templates.generate.leftOut', {
              count: leftOut.length,
              names: format.list(leftOut.slice(0, 5).map(({ item }) => item)),
            }),
    });
    guard.release();
    void navigate({ to: '/templates/$templateId/content', params: { templateId: template.id } });
  };

  return (
    <>
      <PageHeader title={t('templates.generate.title')} detail={<Mono>{clientName(client)}</Mono>} />
      <Panel>
        <form
          className={classes['form']}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen.size > 0 && name.trim() !== '') void submit();
          }}
        >
          <Group align="flex-start" gap="md">
            <TextInput
              label={t('templates.field.name')}
              required
              maxLength={100}
              miw={280}
              value={name}
              error={name.trim() === '' ? t('templates.fault.name') : nameError}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NativeSelect
              label={t('templates.field.type')}
              data={TEMPLATE_TYPES.map((value) => ({ value, label: t(`templates.type.${value}`) }))}
              value={type}
              onChange={(event) => setType(event.currentTarget.value as typeof type)}
            />
            <Button type="submit" mt={24} disabled={chosen.size === 0} loading={generate.isPending}>
              {t('templates.generate.button', { count: chosen.size, number: format.number(chosen.size) })}
            </Button>
          </Group>
          {nameError === undefined ? <InlineProblem error={generate.error} /> : null}
        </form>
        <div className={classes['tools']}>
          <SegmentedControl
            size="sm"
            aria-label={t('configuration.show')}
            value={show}
            data={(['set', 'differs', 'all'] as const).map((value) => ({
              value,
              label: t(`templates.generate.show.${value}`),
            }))}
            onChange={(value) => {
              setShow(value as Show);
              restart();
            }}
          />
          <SearchField
            className={bar['search'] ?? ''}
            value={find}
            label={t('templates.content.search')}
            placeholder={t('templates.content.search')}
            onSearch={(text) => {
              setFind(text);
              restart();
            }}
          />
          <button
            type="button"
            className={bar['textButton']}
            onClick={() => setChosen(toggleIds(chosen, shown.map(choiceKey)))}
          >
            {t('templates.generate.toggleShown', { number: format.number(shown.length) })}
          </button>
        </div>
        {shown.length === 0 ? (
          <EmptyMessage icon={null} title={t('configuration.nothingFound')}>
            {values.length === 0 ? t('templates.generate.noValues') : undefined}
          </EmptyMessage>
        ) : (
          <>
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="df-visually-hidden">{t('templates.generate.take')}</span>
                  </th>
                  <th scope="col">{t('configuration.submit.parameter')}</th>
                  <th scope="col">{t('templates.content.value')}</th>
                  <th scope="col">{t('templates.content.section')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((value) => (
                  <tr key={choiceKey(value)} data-selected={chosen.has(choiceKey(value))}>
                    <td>
                      <RowCheckbox
                        label={t('list.selectOne', { name: label(value) })}
                        checked={chosen.has(choiceKey(value))}
                        onChange={() => setChosen(toggleId(chosen, choiceKey(value)))}
                      />
                    </td>
                    <td>{label(value)}</td>
                    <td data-label={t('templates.content.value')} className={classes['value']}>
                      <ShownValue of={value} label={label(value)} value={takenValue(value)} isSet />
                    </td>
                    <td data-label={t('templates.content.section')} className={classes['soft']}>
                      {section(value)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager
              page={page}
              pageSize={pageSize}
              total={shown.length}
              onPage={setPage}
              onPageSize={(size) => {
                setPageSize(size);
                restart();
              }}
            />
          </>
        )}
      </Panel>
      {guard.dialog}
    </>
  );
}

/** What a template cannot have is not offered; what no catalog knows, the server decides. */
function isOffered(value: ClientValue, parameters: ReadonlyMap<string, Parameter>): boolean {
  if (!canTake(value)) return false;
  const parameter = parameters.get(value.parameterId ?? '');
  if (parameter === undefined) return value.desiredSet;
  return !parameter.readOnly && parameter.scopes.includes('template');
}

function differsFromDefault(value: ClientValue, parameter: Parameter | undefined): boolean {
  if (parameter === undefined) return true;
  return takenValue(value) !== defaultWire(parameter);
}
