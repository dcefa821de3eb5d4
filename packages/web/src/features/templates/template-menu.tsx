import { Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconArrowsDiff,
  IconCopy,
  IconDeviceLandlinePhone,
  IconDownload,
  IconFiles,
  IconListDetails,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Template } from '../../api/types.ts';
import { exportPath } from './templates.queries.ts';

interface TemplateMenuProps {
  template: Template;
  onEdit: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

/** The entries of a template's menu (guide sections 6.2 and 6.3, then our own). */
export function TemplateMenuItems({ template, onEdit, onDuplicate, onDelete }: TemplateMenuProps) {
  const { t } = useTranslation();
  const params = { templateId: template.id };
  return (
    <>
      <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
        {t('templates.action.edit')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconAdjustments size={16} />}
        renderRoot={(props) => <Link to="/templates/$templateId/configuration" params={params} {...props} />}
      >
        {t('templates.action.configure')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFiles size={16} />}
        renderRoot={(props) => <Link to="/templates/$templateId/files" params={params} {...props} />}
      >
        {t('templates.action.files')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconListDetails size={16} />}
        renderRoot={(props) => <Link to="/templates/$templateId/content" params={params} {...props} />}
      >
        {t('templates.action.content')}
      </Menu.Item>
      <Menu.Divider />
      {template.type === 'default' ? (
        <Menu.Item
          leftSection={<IconDeviceLandlinePhone size={16} />}
          renderRoot={(props) => <Link to="/templates/apply" search={{ template: template.id }} {...props} />}
        >
          {t('templates.action.apply')}
        </Menu.Item>
      ) : null}
      <Menu.Item
        leftSection={<IconArrowsDiff size={16} />}
        renderRoot={(props) => <Link to="/templates/compare" search={{ first: template.id }} {...props} />}
      >
        {t('templates.action.compare')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={onDuplicate}>
        {t('templates.action.duplicate')}
      </Menu.Item>
      <Menu.Item
        component="a"
        href={exportPath([template.id])}
        download="templates.json"
        leftSection={<IconDownload size={16} />}
      >
        {t('templates.action.export')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>
        {t('templates.action.delete')}
      </Menu.Item>
    </>
  );
}
