import {
  ActionIcon,
  Button,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  NativeSelect,
  PasswordInput,
  SegmentedControl,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';

/** A blue-grey that reads as ink: the console keeps colour for alarms. */
const ink: MantineColorsTuple = [
  '#eef1f2',
  '#dbe1e4',
  '#b9c4c9',
  '#94a4ab',
  '#758891',
  '#617680',
  '#4e626b',
  '#3b4d55',
  '#2a3940',
  '#1b262b',
];

/** Mantine's dark greys, in the tint of the console. */
const dark: MantineColorsTuple = [
  '#e5eaec',
  '#b4bfc4',
  '#93a0a6',
  '#56646b',
  '#3a464c',
  '#2f393e',
  '#222a2f',
  '#1a2125',
  '#12171a',
  '#0d1113',
];

const touchable = { styles: { root: { minHeight: 'var(--touch)' } } };
const field = { size: 'md' as const, styles: { input: { minHeight: 'var(--touch)' } } };

/** The words beside a switch belong to it: both together are the target. */
const switchStyles = { body: { minHeight: 'var(--touch)', alignItems: 'center' }, label: { fontSize: 16 } };

/** The page has one banner, the top bar; the head of a dialog is none. */
const withoutBanner = { header: { role: 'presentation' } };

/** The one button that a screen is about is as dark as its text, in both themes. */
function buttonVars(variant: string | undefined): Record<string, string> {
  if (variant !== undefined && variant !== 'filled') return {};
  return {
    '--button-bg': 'var(--ink)',
    '--button-hover': 'var(--ink-2)',
    '--button-color': 'var(--surface)',
  };
}

/** Theme of all controls: system fonts, quiet colours, targets that wet fingers hit. */
export const theme = createTheme({
  colors: { ink, dark },
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 1 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: touchable,
      vars: (_, { variant }) => ({ root: buttonVars(variant) }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 44, variant: 'default' } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { styles: { label: { minHeight: 40, display: 'grid', placeItems: 'center' } } },
    }),
    TextInput: TextInput.extend({ defaultProps: field }),
    PasswordInput: PasswordInput.extend({ defaultProps: field }),
    Textarea: Textarea.extend({ defaultProps: field }),
    Switch: Switch.extend({ defaultProps: { size: 'md', color: 'var(--accent)', styles: switchStyles } }),
    NativeSelect: NativeSelect.extend({ defaultProps: field }),
    Modal: Modal.extend({
      defaultProps: {
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        attributes: withoutBanner,
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: withoutBanner },
    }),
  },
});
