import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MainMenu } from './main-menu.tsx';

/** The main menu on a narrow screen. */
export function MenuDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={264}
      padding={0}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('app.menu.label') } }}
    >
      <MainMenu collapsed={false} />
    </Drawer>
  );
}
