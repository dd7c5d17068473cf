/** Mantine's theme, mapped onto the design tokens so that both speak with one palette. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

const violet: MantineColorsTuple = [
  "#eceafa",
  "#dbd8f5",
  "#c9c5f0",
  "#afa8ff",
  "#8f86e6",
  "#6c62d0",
  "#4b41b8",
  "#3f36a0",
  "#342c88",
  "#2a2754",
];

export const theme = createTheme({
  primaryColor: "violet",
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  colors: { violet },
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "650" },
  defaultRadius: "md",
  radius: { xs: "6px", sm: "6px", md: "10px", lg: "14px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  respectReducedMotion: true,
  focusRing: "auto",
});

const bridge = {
  "--mantine-color-body": "var(--canvas)",
  "--mantine-color-text": "var(--ink)",
  "--mantine-color-dimmed": "var(--ink2)",
  "--mantine-color-placeholder": "var(--ink2)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--sunken)",
  "--mantine-color-default-color": "var(--ink)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-error": "var(--hand)",
  "--mantine-color-anchor": "var(--brand)",
  "--mantine-primary-color-filled": "var(--brand)",
  "--mantine-primary-color-contrast": "var(--on-brand)",
  "--input-bd": "var(--edge)",
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: bridge,
  dark: bridge,
});
