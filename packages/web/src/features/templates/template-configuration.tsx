import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { ConfigurationArea, type ConfigurationView, ValueHistory } from '../configuration/index.ts';
import { SubmitContentDialog } from './submit-content-dialog.tsx';
import { useTemplateElement } from './use-template-element.ts';
import { useTemplateWords } from './use-template-words.ts';

/** The configuration tab of a template (guide section 6.3, *Assign Configuration*). */
export function TemplateConfiguration() {
  const { t } = useTranslation();
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/configuration' });
  const search = useSearch({ from: '/signed-in/templates/$templateId/configuration' });
  const navigate = useNavigate({ from: '/templates/$templateId/configuration' });
  const { pathname } = useLocation();
  const { element, draftScope, content, base } = useTemplateElement(templateId, pathname);
  const template = content?.template;
  const subject = useMemo(
    () => (template === undefined ? null : <TemplateSubject template={template} />),
    [template],
  );
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  const sectionLinks = useMemo(
    () => ({
      '7.7.2': (
        <Link to="/templates/$templateId/function-keys" params={{ templateId }}>
          {t('functionKeys.open')}
        </Link>
      ),
    }),
    [templateId, t],
  );
  return (
    <ConfigurationArea
      element={element}
      subject={subject}
      draftScope={draftScope}
      view={search}
      onView={onView}
      sectionLinks={sectionLinks}
      historyDialog={(row, onClose) => (
        <ValueHistory of={{ kind: 'templates', id: templateId }} row={row} onClose={onClose} />
      )}
      submitDialog={(submit) =>
        content === undefined || base === undefined ? null : (
          <SubmitContentDialog {...submit} content={content} base={base} />
        )
      }
    />
  );
}

function TemplateSubject({ template }: { template: Template }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTemplateWords();
  const { clients } = template.usage;
  return (
    <>
      <strong>{template.name}</strong>
      <span>{words('models', template.models)}</span>
      <span>{words('softwareTypes', template.softwareTypes)}</span>
      <span>{t('templates.usage.clients', { count: clients, number: format.number(clients) })}</span>
    </>
  );
}
