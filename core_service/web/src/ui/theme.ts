/** Mantine's theme, mapped onto the design tokens so that both speak with one palette. */
import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

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

/** Mantine's dark greys, from text to ground, in the tokens' hues. */
const dark: MantineColorsTuple = [
  "#eceef5",
  "#c9cdda",
  "#a8afc1",
  "#7a8297",
  "#2d3342",
  "#232838",
  "#1a1e29",
  "#11141c",
  "#13171f",
  "#0c0e14",
];

/** Filled buttons take the tokens' pairs, which keep their contrast in both schemes. */
const variantColors: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  if (input.variant !== "filled") return usual;
  const pair =
    input.color === "red"
      ? { background: "var(--hand-fill)", color: "var(--on-hand)" }
      : { background: "var(--brand)", color: "var(--on-brand)" };
  return { ...usual, ...pair, hover: pair.background, hoverColor: pair.color };
};

export const theme = createTheme({
  primaryColor: "violet",
  primaryShade: { light: 6, dark: 3 },
  variantColorResolver: variantColors,
  colors: { violet, dark },
  fontFamily: "var(--font)",
  headings: { fontFamily: "var(--font)", fontWeight: "650" },
  defaultRadius: "md",
  radius: { xs: "6px", sm: "6px", md: "10px", lg: "14px", xl: "20px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  respectReducedMotion: true,
  focusRing: "auto",
  // Plain, not by `extend`: that would bring the components' code into the first load.
  components: {
    Input: {
      vars: () => ({
        wrapper: {
          "--input-bg": "var(--surface)",
          "--input-bd": "var(--edge)",
          "--input-color": "var(--ink)",
        } as Record<string, string>,
        input: {},
      }),
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: "lg",
        padding: "xl",
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: {
        header: { background: "var(--surface)" },
        // The header stays in view: what has the focus comes to stand below it.
        content: { background: "var(--surface)", scrollPaddingTop: 72 },
        title: { fontSize: 20, fontWeight: 650 },
      },
    },
  },
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
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: bridge,
  dark: bridge,
});
