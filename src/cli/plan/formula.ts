// A small graph as a formula: what an objective minimises, told by the graph that is trained.

import { sizeOf, staticShape } from '../../base/shape.ts';
import type { Objective, Term } from '../../gan/objectives/objective.ts';
import { input } from '../../graph/leaves.ts';
import type { Tensor } from '../../graph/tensor.ts';

/** The losses of an objective: "mean(fake) − mean(real)". */
export interface LossFormulas {
  readonly critic: string;
  readonly generator: string;
}

/** Formulas in the scores of real and fake samples.
 *  @param weights  of the terms, by the names of the objective's options */
export function lossFormulas(
  { critic, generator }: Objective,
  weights: Readonly<Record<string, unknown>>,
): LossFormulas {
  const real = input('real', [2, 1]);
  const fake = input('fake', [2, 1]);
  const sum = (loss: Tensor, terms: readonly Pick<Term<never>, 'name' | 'weight'>[] = []) =>
    [formulaOf(loss), ...terms.map(({ name, weight }) => `${weights[weight]} · ${name}`)].join(' + ');
  return {
    critic: sum(critic.loss({ real, fake }), critic.terms),
    generator: sum(generator.loss({ fake, real }), generator.terms),
  };
}

/** Operands that stand for themselves: views, and constants to the gradient. */
const transparent = ['Reshape', 'Expand', 'StopGradient'];

/** The value of a graph as an expression of its inputs. */
export function formulaOf(node: Tensor): string {
  const [first, second] = node.inputs;
  const name = node.op.name;
  if (name === 'Input') return String(node.attributes.name);
  if (name === 'Constant') return String((node.attributes.values as Float64Array)[0]);
  if (transparent.includes(name)) return formulaOf(first!);
  if (isMean(node)) return `mean(${formulaOf(first!.inputs[0]!)})`;
  if (name === 'Neg') return `−${grouped(first!)}`;
  if (name === 'Add' && second!.op.name === 'Neg')
    return `${formulaOf(first!)} − ${grouped(second!.inputs[0]!)}`;
  if (name === 'Add') return `${formulaOf(first!)} + ${formulaOf(second!)}`;
  if (name === 'Sub') return `${formulaOf(first!)} − ${grouped(second!)}`;
  if (name === 'Mul' && first === second) return `${grouped(first!)}²`;
  if (name === 'Mul') return `${grouped(first!)}·${grouped(second!)}`;
  if (name === 'Div') return `${grouped(first!)}/${grouped(second!)}`;
  return `${name.toLowerCase()}(${node.inputs.map(formulaOf).join(', ')})`;
}

/** Sums and differences in parentheses. */
function grouped(node: Tensor): string {
  const text = formulaOf(node);
  return ['Add', 'Sub'].includes(node.op.name) ? `(${text})` : text;
}

/** A sum times one over the number of its terms. */
function isMean(node: Tensor): boolean {
  const [sum, factor] = node.inputs;
  if (node.op.name !== 'Mul' || sum?.op.name !== 'ReduceSum' || factor?.op.name !== 'Constant') return false;
  const size =
    sizeOf(staticShape(sum.inputs[0]!.shape, 'formula')) / sizeOf(staticShape(sum.shape, 'formula'));
  return (factor.attributes.values as Float64Array)[0] === 1 / size;
}
