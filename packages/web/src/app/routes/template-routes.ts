import { createRoute } from '@tanstack/react-router';
import { readConfigurationView, readHistorySearch, readKeyView } from '../../features/configuration/index.ts';
import {
  EditGroupPage,
  GroupPage,
  GroupsPage,
  NewGroupPage,
  readGroupListSearch,
  readMemberSearch,
} from '../../features/groups/index.ts';
import {
  ApplyTemplatePage,
  CompareTemplatesPage,
  GenerateTemplatePage,
  readApplySearch,
  readCompareSearch,
  readContentSearch,
  readGenerateSearch,
  readTemplateListSearch,
  readTemplatePageSearch,
  TemplateConfiguration,
  TemplateContentView,
  TemplateFiles,
  TemplateFunctionKeys,
  TemplateHistory,
  TemplateOverview,
  TemplatePage,
  TemplatesPage,
} from '../../features/templates/index.ts';
import { signedIn } from './frame.ts';

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  validateSearch: readTemplateListSearch,
  component: TemplatesPage,
});

const compareTemplates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/compare',
  validateSearch: readCompareSearch,
  component: CompareTemplatesPage,
});

const applyTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/apply',
  validateSearch: readApplySearch,
  component: ApplyTemplatePage,
});

const generateTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/from-client',
  validateSearch: readGenerateSearch,
  component: GenerateTemplatePage,
});

const template = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId',
  validateSearch: readTemplatePageSearch,
  component: TemplatePage,
});

const templateOverview = createRoute({
  getParentRoute: () => template,
  path: '/',
  component: TemplateOverview,
});

const templateConfiguration = createRoute({
  getParentRoute: () => template,
  path: '/configuration',
  validateSearch: readConfigurationView,
  component: TemplateConfiguration,
});

const templateFunctionKeys = createRoute({
  getParentRoute: () => template,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: TemplateFunctionKeys,
});

const templateContent = createRoute({
  getParentRoute: () => template,
  path: '/content',
  validateSearch: readContentSearch,
  component: TemplateContentView,
});

const templateFiles = createRoute({
  getParentRoute: () => template,
  path: '/files',
  component: TemplateFiles,
});

const templateHistory = createRoute({
  getParentRoute: () => template,
  path: '/history',
  validateSearch: readHistorySearch,
  component: TemplateHistory,
});

const groups = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups',
  validateSearch: readGroupListSearch,
  component: GroupsPage,
});

const newGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/new',
  component: NewGroupPage,
});

const group = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$groupId',
  validateSearch: readMemberSearch,
  component: GroupPage,
});

const editGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$groupId/edit',
  component: EditGroupPage,
});

/** Templates, and the groups that bring them to clients. */
export const templateRoutes = [
  templates,
  compareTemplates,
  applyTemplate,
  generateTemplate,
  template.addChildren([
    templateOverview,
    templateConfiguration,
    templateFunctionKeys,
    templateContent,
    templateFiles,
    templateHistory,
  ]),
  groups,
  newGroup,
  group,
  editGroup,
] as const;
