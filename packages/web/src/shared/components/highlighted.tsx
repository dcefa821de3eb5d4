import { Fragment } from 'react';
import { divideText } from '../text/find-text.ts';
import classes from './highlighted.module.css';

/** A text with what a search matches in it marked. `terms` come from `searchTerms`. */
export function Highlighted({ text, terms }: { text: string; terms: readonly string[] }) {
  if (terms.length === 0) return text;
  let at = 0;
  return divideText(text, terms).map((part) => {
    const key = at;
    at += part.text.length;
    return part.found ? (
      <mark key={key} className={classes['mark']}>
        {part.text}
      </mark>
    ) : (
      <Fragment key={key}>{part.text}</Fragment>
    );
  });
}
