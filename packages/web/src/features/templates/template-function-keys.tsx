import { Button } from '@mantine/core';
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { present } from '../../shared/list/search-params.ts';
import { FunctionKeys } from '../configuration/index.ts';
import { SubmitContentDialog } from './submit-content-dialog.tsx';
import { useTemplateElement } from './use-template-element.ts';

/** The function keys of a template. */
export function TemplateFunctionKeys() {
  const { t } = useTranslation();
  const { templateId } = useParams({ from: '/signed-in/templates/$templateId/function-keys' });
  const search = useSearch({ from: '/signed-in/templates/$templateId/function-keys' });
  const navigate = useNavigate({ from: '/templates/$templateId/function-keys' });
  const { pathname } = useLocation();
  const { element, draftScope, content, base } = useTemplateElement(templateId, pathname);
  return (
    <FunctionKeys
      element={element}
      draftScope={draftScope}
      name={content?.template.name ?? ''}
      view={search}
      onView={(changes) =>
        void navigate({
          search: (previous) => present({ ...previous, ...changes }),
          replace: true,
          resetScroll: false,
        })
      }
      submitDialog={(submit) =>
        content === undefined || base === undefined ? null : (
          <SubmitContentDialog {...submit} content={content} base={base} />
        )
      }
      emptyAction={
        <Button component={Link} to="/templates/$templateId/configuration" params={{ templateId } as never}>
          {t('templates.action.configure')}
        </Button>
      }
      configurationLink={
        <Link to="/templates/$templateId/configuration" params={{ templateId }} search={{ show: 'changed' }}>
          {t('functionKeys.toConfiguration')}
        </Link>
      }
    />
  );
}
