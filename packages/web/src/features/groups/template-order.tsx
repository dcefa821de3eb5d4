import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { TemplateSelect, useTemplateNames } from '../templates/index.ts';
import { moved } from './group-draft.ts';
import classes from './groups.module.css';

interface TemplateOrderProps {
  templateIds: readonly string[];
  onChange: (templateIds: string[]) => void;
  error: string | undefined;
}

/** The templates of a group in their order. */
export function TemplateOrder({ templateIds, onChange, error }: TemplateOrderProps) {
  const { t } = useTranslation();
  const nameOf = useTemplateNames(templateIds);
  return (
    <>
      {templateIds.length === 0 ? (
        <p className={`${classes['plain']} ${classes['soft']}`}>{t('groups.noTemplates')}</p>
      ) : (
        <ol className={classes['order']} aria-label={t('groups.section.templates')}>
          {templateIds.map((id, at) => {
            const name = nameOf(id);
            return (
              <li key={id}>
                <span className={classes['name']}>{name}</span>
                <IconButton
                  size={28}
                  label={t('groups.up', { name })}
                  disabled={at === 0}
                  onClick={() => onChange(moved(templateIds, at, -1))}
                >
                  <IconArrowUp size={16} />
                </IconButton>
                <IconButton
                  size={28}
                  label={t('groups.down', { name })}
                  disabled={at === templateIds.length - 1}
                  onClick={() => onChange(moved(templateIds, at, 1))}
                >
                  <IconArrowDown size={16} />
                </IconButton>
                <IconButton
                  size={28}
                  label={t('groups.remove', { name })}
                  onClick={() => onChange(templateIds.filter((other) => other !== id))}
                >
                  <IconX size={16} />
                </IconButton>
              </li>
            );
          })}
        </ol>
      )}
      <TemplateSelect
        // A new field after each choice: it adds, it does not keep.
        key={templateIds.length}
        label={t('groups.addTemplate')}
        type="default"
        value={null}
        error={error}
        onChange={(id) => {
          if (id !== null && !templateIds.includes(id)) onChange([...templateIds, id]);
        }}
      />
    </>
  );
}
