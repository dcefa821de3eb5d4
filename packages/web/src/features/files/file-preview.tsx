import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredFile } from '../../api/types.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import classes from './files.module.css';
import { contentPath, fileTextQuery } from './files.queries.ts';

/** Larger pictures are not fetched just to be looked at. */
const MAX_PICTURE_BYTES = 20_000_000;

/** Shows a picture, plays a sound, or shows the text of an LDAP template. */
export function FilePreview({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const { format } = file.facts;
  const soft = (text: string) => <p className={classes['soft']}>{text}</p>;
  if (file.store === 'provider') return soft(t('files.detail.elsewhere'));
  switch (format) {
    case 'jpeg':
    case 'png':
    case 'bmp':
      return file.size > MAX_PICTURE_BYTES ? (
        soft(t('files.detail.tooLargeForPreview'))
      ) : (
        <Picture key={file.id} file={file} />
      );
    case 'wav':
    case 'mp3':
      return (
        // biome-ignore lint/a11y/useMediaCaption: a ringtone says nothing that could be read
        <audio
          key={file.id}
          className={classes['sound']}
          controls
          preload="none"
          src={contentPath(file.id, true)}
          aria-label={t('files.detail.soundOf', { name: file.name })}
        />
      );
    case 'ldap-template':
      return <Text id={file.id} />;
    default:
      return soft(t('files.detail.noPreview'));
  }
}

function Picture({ file }: { file: StoredFile }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  if (failed) return <p className={classes['soft']}>{t('files.detail.previewFailed')}</p>;
  return (
    <img
      className={classes['picture']}
      src={contentPath(file.id, true)}
      alt={t('files.detail.pictureOf', { name: file.name })}
      width={file.facts.width}
      height={file.facts.height}
      onError={() => setFailed(true)}
    />
  );
}

function Text({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(fileTextQuery(id));
  if (error !== null) return <p className={classes['soft']}>{t('files.detail.previewFailed')}</p>;
  if (data === undefined) return <Skeleton height={120} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus it could not be scrolled by keyboard
    <pre className={classes['text']} tabIndex={0}>
      {data.split('\n').map(visibleText).join('\n')}
    </pre>
  );
}
