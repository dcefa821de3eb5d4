import { lazyRouteComponent } from '@tanstack/react-router';

export { type ApplySearch, readApplySearch } from './apply-address.ts';
export { readContentSearch } from './template-content-search.ts';
export {
  readCompareSearch,
  readGenerateSearch,
  readTemplateListSearch,
  readTemplatePageSearch,
} from './template-search.ts';
export { TemplateSelect } from './template-select.tsx';
export { followTemplates, templateListQuery, templateQuery } from './templates.queries.ts';
export { useTemplateNames } from './use-template-names.ts';

export const TemplatesPage = lazyRouteComponent(() => import('./templates-page.tsx'), 'TemplatesPage');
export const TemplatePage = lazyRouteComponent(() => import('./template-page.tsx'), 'TemplatePage');
export const TemplateOverview = lazyRouteComponent(
  () => import('./template-overview.tsx'),
  'TemplateOverview',
);
export const TemplateConfiguration = lazyRouteComponent(
  () => import('./template-configuration.tsx'),
  'TemplateConfiguration',
);
export const TemplateFunctionKeys = lazyRouteComponent(
  () => import('./template-function-keys.tsx'),
  'TemplateFunctionKeys',
);
export const TemplateContentView = lazyRouteComponent(
  () => import('./template-content.tsx'),
  'TemplateContentView',
);
export const CompareTemplatesPage = lazyRouteComponent(
  () => import('./compare-page.tsx'),
  'CompareTemplatesPage',
);
export const ApplyTemplatePage = lazyRouteComponent(() => import('./apply-page.tsx'), 'ApplyTemplatePage');
export const GenerateTemplatePage = lazyRouteComponent(
  () => import('./generate-page.tsx'),
  'GenerateTemplatePage',
);
export const TemplateHistory = lazyRouteComponent(() => import('./template-history.tsx'), 'TemplateHistory');
export const TemplateFiles = lazyRouteComponent(() => import('./template-files.tsx'), 'TemplateFiles');
