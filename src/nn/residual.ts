// Two ways for the same input, summed.

import { add } from '../graph/elementwise.ts';
import type { Layer } from './layer.ts';
import { type NamedLayer, networkOfParts, passOfParts } from './parts.ts';

const RESIDUAL = `class Residual(nn.Module):
    def __init__(self, main, shortcut):
        super().__init__()
        self.main, self.shortcut = main, shortcut

    def forward(self, x):
        return self.main(x) + self.shortcut(x)`;

/** main(x) + shortcut(x) (He et al. 2016, arXiv:1512.03385, section 3.2). Variables are below `main` and `shortcut`. */
export function residual(main: Layer, shortcut: Layer): Layer {
  const parts: readonly NamedLayer[] = [
    ['main', main],
    ['shortcut', shortcut],
  ];
  return {
    ...networkOfParts(parts, { pytorch: ['Residual', RESIDUAL] }),
    apply(variables, x, pass) {
      const { through, buffers } = passOfParts(variables, pass);
      const [long, short] = parts.map((part) => through(part, x));
      return { output: add(long!, short!), buffers };
    },
  };
}
