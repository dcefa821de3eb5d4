import type { Import } from './read-imports.ts';

/** Why an import is not allowed; undefined when it is. Architecture, section 3. */
export function findBrokenRule(one: Import): string | undefined {
  for (const rule of [staysInPackage, usesAllowedWorkspaces, opensNothing, followsArrows, respectsFeatures]) {
    const broken = rule(one);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

const WORKSPACE = /^@deskfleet\/([^/]+)/;

/** Which workspaces each package may use when it runs. `bench` measures them all and `scripts` use none. */
const ALLOWED_WORKSPACES: Record<string, readonly string[]> = {
  'packages/protocol': [],
  'packages/catalog': [],
  'packages/simulator': ['protocol', 'catalog'],
  'packages/server': ['protocol', 'catalog'],
  'packages/web': [],
  bench: ['protocol', 'catalog', 'simulator', 'server'],
  scripts: [],
};

/** What the admin app loads of other workspaces: rules without data, as decided in `docs/decisions/`. */
const FOR_THE_BROWSER: readonly string[] = ['@deskfleet/catalog/codec'];

/** Phones for tests. */
const FOR_TESTS_OF: Record<string, readonly string[]> = {
  'packages/server': ['simulator'],
  'packages/web': ['simulator'],
};

function staysInPackage({ file, target }: Import): string | undefined {
  if (target === undefined || packageOf(file) === packageOf(target)) return undefined;
  return `a relative import never leaves its package (${packageOf(file)})`;
}

function usesAllowedWorkspaces({ file, specifier, typeOnly }: Import): string | undefined {
  const used = WORKSPACE.exec(specifier)?.[1];
  const own = packageOf(file);
  if (used === undefined || own === '') return undefined;
  const allowed = [...(ALLOWED_WORKSPACES[own] ?? []), ...(isTest(file) ? (FOR_TESTS_OF[own] ?? []) : [])];
  if (allowed.includes(used)) return undefined;
  // Types vanish from what the browser loads.
  if (own === 'packages/web' && (typeOnly || FOR_THE_BROWSER.includes(specifier))) return undefined;
  const list = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'no other workspace';
  return `${own} imports ${list}${own === 'packages/web' ? ' at run time' : ''}`;
}

/** Modules of Node that open nothing. The catalog has none, for parts of it run in browsers. */
const WITHOUT_INPUT_AND_OUTPUT: Record<string, readonly string[]> = {
  'packages/protocol': ['node:buffer'],
  'packages/catalog': [],
};

function opensNothing({ file, specifier }: Import): string | undefined {
  const own = packageOf(file);
  const harmless = WITHOUT_INPUT_AND_OUTPUT[own];
  if (harmless === undefined || harmless.includes(specifier)) return undefined;
  if (isTest(file) || !file.startsWith(`${own}/src/`) || !specifier.startsWith('node:')) return undefined;
  return `${own} has no input or output, so it imports nothing of Node`;
}

/** The layers of a package, each of which imports only from itself and from those before it. */
const LAYERS: Record<string, readonly (readonly string[])[]> = {
  'packages/server': [['infra'], ['migrations', 'features'], ['device-endpoint'], ['app']],
  'packages/web': [['api', 'shared'], ['features'], ['app']],
};

function followsArrows({ file, target }: Import): string | undefined {
  if (target === undefined) return undefined;
  const own = packageOf(file);
  const layers = LAYERS[own];
  if (!layers) return undefined;
  if (isTestSupport(target)) return isTest(file) ? undefined : 'only tests import what stands in test/';
  if (isTestSupport(file)) return undefined;
  // What the architecture does not name composes the application, as the files in `src` itself do.
  const rank = (path: string): number => {
    const index = layers.findIndex((names) => names.includes(layerOf(path)));
    return index < 0 ? layers.length - 1 : index;
  };
  const arrows = layers.map((names) => names.join(', ')).join(' <- ');
  if (rank(file) < rank(target)) return `${own} imports in this direction only: ${arrows}`;
  if (layerOf(file) === 'migrations' && layerOf(target) === 'features')
    return 'migrations know no feature, for features change and migrations do not';
  if (layerOf(file) === 'features' && layerOf(target) === 'migrations') return 'features know no migration';
  return undefined;
}

function respectsFeatures({ file, target }: Import): string | undefined {
  if (target === undefined || isTestSupport(file)) return undefined;
  const [, own, feature, inner] = /^(.+)\/src\/features\/([^/]+)\/(.+)$/.exec(target) ?? [];
  if (own === undefined || feature === undefined) return undefined;
  if (file.startsWith(`${own}/src/features/${feature}/`) || /^index\.tsx?$/.test(inner ?? ''))
    return undefined;
  // The admin app loads the texts of one language, and not with them the features that they belong to.
  if (own === 'packages/web' && layerOf(file) === 'app' && inner?.startsWith('i18n/')) return undefined;
  return `the feature ${feature} is imported through its index.ts only`;
}

function packageOf(path: string): string {
  return /^(packages\/[^/]+|bench|scripts)\//.exec(path)?.[1] ?? '';
}

/** The folder below `src`, `app` for files that stand in `src` itself. */
function layerOf(path: string): string {
  return /\/src\/([^/]+)\//.exec(path)?.[1] ?? 'app';
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isTestSupport(path);
}

function isTestSupport(path: string): boolean {
  return /^packages\/[^/]+\/test\//.test(path);
}
