import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const accent: MantineColorsTuple = [
  '#e6f6f7',
  '#cdecee',
  '#a1dce1',
  '#6cc8d0',
  '#3fb4bf',
  '#1a99a5',
  '#0d818d',
  '#0b6b76',
  '#0a5660',
  '#08424a',
];

const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef1f1',
  '#e2e7e7',
  '#d2d9d9',
  '#b2bcbd',
  '#879394',
  '#5f6b6c',
  '#465152',
  '#2c3637',
  '#182021',
];

const dark: MantineColorsTuple = [
  '#e3e9e9',
  '#bcc6c7',
  '#98a4a5',
  '#717e7f',
  '#3b4648',
  '#2b3436',
  '#1f2729',
  '#171d1f',
  '#101416',
  '#0a0d0e',
];

const red: MantineColorsTuple = [
  '#fdeded',
  '#f9d6d7',
  '#f3aeb1',
  '#f08f93',
  '#f47f84',
  '#dc5058',
  '#cd3b44',
  '#b92c36',
  '#94222a',
  '#6f191f',
];

// Filled controls are dark in the light scheme and light in the dark one; the words on them follow. Mantine itself
// takes the contrast to the light scheme's color in both.
const variantColors: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  return input.variant === 'filled' ? { ...colors, color: 'var(--df-on-filled)' } : colors;
};

/** The look of the app: one accent, neutral grays, hairlines instead of shadows, spacing in steps of four. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver: variantColors,
  black: '#0e1415',
  colors: { accent, gray, dark, red },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  fontWeights: { regular: '400', medium: '550', bold: '600' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  shadows: {
    xs: 'var(--df-shadow)',
    sm: 'var(--df-shadow)',
    md: 'var(--df-shadow)',
    lg: 'var(--df-shadow)',
    xl: 'var(--df-shadow)',
  },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Select: { defaultProps: { comboboxProps: { shadow: 'md' }, allowDeselect: false } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: false, fz: 'xs' } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        offset: 4,
        transitionProps: { duration: 80 },
        // It is no menu item, so it must not stand among them; the first item takes the focus.
        withInitialFocusPlaceholder: false,
      },
    },
    Popover: { defaultProps: { shadow: 'md', offset: 6, transitionProps: { duration: 80 } } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        transitionProps: { duration: 120, transition: 'pop' },
        overlayProps: { backgroundOpacity: 0.45 },
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 140 } } },
    Checkbox: { defaultProps: { size: 'xs', radius: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
});
