import type { TFunction } from 'i18next';
import type { Client } from '../../api/types.ts';
import type { Format } from '../../shared/i18n/index.ts';
import type { FeatureKind } from './feature-look.ts';

/** What the rows of the list share, fetched once for all of them rather than in every cell. */
export interface RowTools {
  t: TFunction;
  format: Format;
  /** A reason for contact in words. */
  contactWords: (reason: string) => string;
  onOpen: (target: Element, client: Client, kind: FeatureKind | 'menu') => void;
  onVisit: (clientId: string) => void;
  onToggle: (clientId: string) => void;
}
