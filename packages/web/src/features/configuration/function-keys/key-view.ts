import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../../shared/list/search-params.ts';

/** What the tab shows, as its address tells it. */
export interface KeyView {
  /** Id of a page of the board. */
  page?: string;
  /** Number of the key whose panel is open. */
  key?: number;
  form?: 'list';
  /** The model whose keys are drawn, for mobile users and templates. */
  as?: string;
  /** Key modules that are drawn with it. */
  modules?: number;
}

export function readKeyView(raw: RawSearch): KeyView {
  return present({
    page: readText(raw['page']),
    key: readPositive(raw['key']),
    form: readChoice(raw['form'], ['list'] as const),
    as: readText(raw['as']),
    modules: readPositive(raw['modules']),
  });
}
