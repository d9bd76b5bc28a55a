// Equations in MathML, which browsers draw themselves: no library, selectable, read aloud, coloured like the words.

import type { ComponentChildren, JSX } from 'preact';
import type { Meaning } from './markup.ts';

type Part = JSX.Element | string;

/** Preact leaves attributes out whose value is false; MathML wants the word. */
const unstretched = 'false' as unknown as boolean;

const colored = (meaning?: Meaning) => (meaning === undefined ? undefined : `word-${meaning}`);

/** A name: one letter is slanted, more are upright. */
export const name = (text: string, meaning?: Meaning): Part => <mi class={colored(meaning)}>{text}</mi>;
export const number = (text: string): Part => <mn>{text}</mn>;
export const sign = (text: string): Part => <mo stretchy={unstretched}>{text}</mo>;
/** A little room between two parts. */
export const gap = <mspace width="0.2em" />;
/** Room between two equations. */
export const wideGap = <mspace width="2em" />;
export const row = (...parts: readonly Part[]): Part => <mrow>{parts}</mrow>;
export const below = (base: Part, index: Part): Part => (
  <msub>
    {base}
    {index}
  </msub>
);
export const above = (base: Part, exponent: Part): Part => (
  <msup>
    {base}
    {exponent}
  </msup>
);
export const under = (base: Part, what: Part): Part => (
  <munder>
    {base}
    {what}
  </munder>
);
export const fraction = (top: Part, bottom: Part): Part => (
  <mfrac>
    {top}
    {bottom}
  </mfrac>
);
/** f(x), in round brackets. */
export const call = (callee: Part, ...inner: readonly Part[]): Part => (
  <mrow>
    {callee}
    <mo stretchy={unstretched}>(</mo>
    {inner}
    <mo stretchy={unstretched}>)</mo>
  </mrow>
);
/** The mean of something over a distribution. */
export const mean = (over: Part, ...inner: readonly Part[]): Part => (
  <mrow>
    {below(<mi mathvariant="normal">𝔼</mi>, over)}
    <mo stretchy={unstretched}>[</mo>
    {inner}
    <mo stretchy={unstretched}>]</mo>
  </mrow>
);
/** ‖x‖ */
export const norm = (...inner: readonly Part[]): Part => (
  <mrow>
    <mo stretchy={unstretched}>‖</mo>
    {inner}
    <mo stretchy={unstretched}>‖</mo>
  </mrow>
);

/** One equation on a line of its own; a wide one scrolls within itself. */
export function Formula({ children }: { readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div class="learn-formula" tabIndex={0}>
      <math display="block">{children}</math>
    </div>
  );
}
