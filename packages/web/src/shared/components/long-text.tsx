import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/index.ts';
import { cutText, visibleText } from '../text/visible-text.ts';
import classes from './long-text.module.css';
import { ScrollRegion } from './scroll-region.tsx';

interface LongTextProps {
  text: string;
  /** What the text is, for the dialog with the whole of it. */
  label: string;
  /** Most characters to show at once. */
  maxLength?: number;
}

/**
 * A text that may come from a phone: shown as text whatever it holds, cut when it is long, the whole on demand.
 */
export function LongText({ text, label, maxLength = 160 }: LongTextProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState(false);
  const { shown, isCut } = cutText(text, maxLength);
  if (!isCut) return <bdi>{shown}</bdi>;
  return (
    <>
      <bdi>{shown}</bdi>{' '}
      <button type="button" className={classes['more']} onClick={() => setOpened(true)}>
        {t('common.wholeText', { number: format.number(text.length) })}
      </button>
      {opened ? (
        <Modal
          opened
          size="lg"
          title={label}
          onClose={() => setOpened(false)}
          closeButtonProps={{ 'aria-label': t('common.close') }}
        >
          <ScrollRegion className={classes['whole']} label={label}>
            {text.split('\n').map(visibleText).join('\n')}
          </ScrollRegion>
        </Modal>
      ) : null}
    </>
  );
}
