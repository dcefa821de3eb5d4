import { Button, Menu } from '@mantine/core';
import { IconDeviceLandlinePhone, IconDots, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { Tabs } from '../../shared/components/tabs.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type OpenDialog, TemplateDialogs } from './template-dialogs.tsx';
import { TemplateMenuItems } from './template-menu.tsx';
import { templateQuery } from './templates.queries.ts';
import { useTemplateWords } from './use-template-words.ts';

/** One template: what it is, and its tabs. */
export function TemplatePage() {
  const { t } = useTranslation();
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId' });
  const query = useQuery(templateQuery(templateId));
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/templates">{t('templates.title')}</Breadcrumb>}>
      {(template) => <LoadedTemplate template={template} />}
    </LoadedPage>
  );
}

function LoadedTemplate({ template }: { template: Template }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTemplateWords();
  const navigate = useNavigate();
  const { edit } = useSearch({ from: '/signed-in/templates/$templateId' });
  const stay = useNavigate({ from: '/templates/$templateId' });
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const setEdit = (next: 'yes' | undefined): void =>
    void stay({
      to: '.',
      search: ({ edit: _edit, ...previous }) => (next === undefined ? previous : { ...previous, edit: next }),
    });
  const params = { templateId: template.id };
  return (
    <>
      <Breadcrumb to="/templates">{t('templates.title')}</Breadcrumb>
      <PageHeader
        title={template.name}
        detail={[
          words('type', template.type),
          t('templates.rankingOf', { ranking: format.number(template.ranking) }),
        ].join(' · ')}
        actions={
          <>
            {template.type === 'default' ? (
              <Button
                component={Link}
                to="/templates/apply"
                search={{ template: template.id } as never}
                leftSection={<IconDeviceLandlinePhone size={16} aria-hidden />}
              >
                {t('templates.action.apply')}
              </Button>
            ) : null}
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setEdit('yes')}
            >
              {t('templates.action.edit')}
            </Button>
            <Menu>
              <Menu.Target>
                <Button variant="default" px="xs" aria-label={t('list.actionsOf', { name: template.name })}>
                  <IconDots size={18} aria-hidden />
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <TemplateMenuItems
                  template={template}
                  onEdit={() => setEdit('yes')}
                  onDuplicate={() => setDialog({ kind: 'duplicate', template })}
                  onDelete={() => setDialog({ kind: 'delete', ids: [template.id], templates: [template] })}
                />
              </Menu.Dropdown>
            </Menu>
          </>
        }
      />
      <Tabs label={t('templates.tabs.label')}>
        <Link
          to="/templates/$templateId"
          params={params}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t('templates.tabs.overview')}
        </Link>
        <Link
          to="/templates/$templateId/configuration"
          params={params}
          activeOptions={{ includeSearch: false }}
        >
          {t('templates.tabs.configuration')}
        </Link>
        <Link
          to="/templates/$templateId/function-keys"
          params={params}
          activeOptions={{ includeSearch: false }}
        >
          {t('functionKeys.tab')}
        </Link>
        <Link to="/templates/$templateId/files" params={params} activeOptions={{ includeSearch: false }}>
          {t('files.title')}
        </Link>
        <Link to="/templates/$templateId/content" params={params} activeOptions={{ includeSearch: false }}>
          {t('templates.tabs.content')}
        </Link>
        <Link to="/templates/$templateId/history" params={params} activeOptions={{ includeSearch: false }}>
          {t('configuration.history.tab')}
        </Link>
      </Tabs>
      <Outlet />
      <TemplateDialogs
        edit={edit === 'yes' ? template.id : undefined}
        onEditClosed={() => setEdit(undefined)}
        open={dialog}
        onClose={() => setDialog(null)}
        onDeleted={() => void navigate({ to: '/templates' })}
        onCopied={({ id }) => void navigate({ to: '/templates/$templateId', params: { templateId: id } })}
      />
    </>
  );
}
