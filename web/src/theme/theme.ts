// Every token of the look: type, the one accent, radii, touch sizes. Base styles that need selectors: base.css.
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { BusyButton } from '../ui/busy-button.tsx';

const accent: MantineColorsTuple = [
  '#eef5fc',
  '#dbe9f6',
  '#b3d1ec',
  '#88b7e1',
  '#65a1d8',
  '#4f93d3',
  '#2a6fb3',
  '#1c5d99',
  '#174f85',
  '#0f3f6e',
];

// Cool greys, so that fields and notes belong to the surfaces below.
const dark: MantineColorsTuple = [
  '#d3d8df',
  '#bac1cb',
  '#8b94a1',
  '#69727f',
  '#434b56',
  '#343a43',
  '#262b32',
  '#1d2127',
  '#191c21',
  '#14171b',
];

const fonts = '"Hiragino Sans", "Yu Gothic UI", "Noto Sans JP", sans-serif';

// Notes in a signal colour: our own pairs, which keep AA contrast in light and dark.
const signals: Record<string, string> = { yellow: 'warn', red: 'bad' };
const variantColors: VariantColorsResolver = (input) => {
  const signal = input.variant === 'light' ? signals[String(input.color)] : undefined;
  if (!signal) return defaultVariantColorsResolver(input);
  const [ground, text] = [`var(--${signal}-ground)`, `var(--${signal}-text)`];
  return { background: ground, hover: ground, color: text, border: `1px solid ${text}` };
};

/** Mantine's theme. One accent colour; green, yellow and red are used for meaning only. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, dark },
  variantColorResolver: variantColors,
  black: '#1d2430',
  fontFamily: fonts,
  headings: {
    fontFamily: fonts,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.5' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.6' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.6' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.6', sm: '1.6', md: '1.7', lg: '1.7', xl: '1.6' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm', component: BusyButton } },
    ActionIcon: { defaultProps: { component: BusyButton } },
    // Japanese in two lines needs more between them than Mantine leaves.
    InputWrapper: {
      vars: () => ({ error: { '--input-error-size': '0.8125rem' } }),
      styles: { description: { lineHeight: 1.5 }, error: { lineHeight: 1.5 } },
    },
    Radio: { styles: { description: { lineHeight: 1.6 } } },
    Checkbox: { styles: { description: { lineHeight: 1.6 } } },
    Modal: { styles: { title: { fontWeight: 600, lineHeight: 1.5 } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
});

// Parts of a chart: no signal colours, for none of them means more than its own name.
const series = (colors: string[]) =>
  Object.fromEntries(colors.map((color, nth) => [`--series-${nth}`, color]));

/** Our own variables beside Mantine's, for the CSS modules. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: { '--page-max': '1200px', '--form-max': '640px', '--touch': '40px' },
  light: {
    '--mantine-color-dimmed': '#5a6472',
    '--mantine-color-placeholder': '#6b7480',
    '--mantine-color-error': '#c0272d',
    '--ground': '#f6f7f9',
    '--surface': '#ffffff',
    '--line': '#e1e5ea',
    '--new-mark': '#eef5fc',
    '--accent-text': '#1c5d99',
    '--good-text': '#1d6b3a',
    '--good-ground': '#eef8f1',
    '--warn-text': '#8a5300',
    '--warn-ground': '#fff6e0',
    '--warn-line': '#e0a030',
    '--bad-text': '#b3242a',
    '--bad-ground': '#fdf0f0',
    '--bad-line': '#d0434a',
    ...series(['#1c5d99', '#16877c', '#8a63c9', '#b8507a', '#4c5561', '#858e99']),
  },
  dark: {
    '--mantine-color-dimmed': '#a0a8b4',
    '--mantine-color-placeholder': '#8b94a1',
    '--mantine-color-error': '#ff8f8f',
    '--ground': '#14171b',
    '--surface': '#1d2127',
    '--line': '#343a43',
    '--new-mark': '#1b2b3c',
    '--accent-text': '#88b7e1',
    '--good-text': '#7fd39b',
    '--good-ground': '#16291d',
    '--warn-text': '#f0c06a',
    '--warn-ground': '#33290f',
    '--warn-line': '#b5842c',
    '--bad-text': '#ff9b9b',
    '--bad-ground': '#371c1e',
    '--bad-line': '#c4565a',
    ...series(['#65a1d8', '#4dbdb0', '#b398e6', '#e08fb0', '#c3cad3', '#7b8592']),
  },
});
