// The public API in Node: that of browser.ts, where it lists one line per concept, with datasets from files.

export * from './browser.ts';
export { datasets, loadDataset } from './data/registry.ts';
export { type EvaluateOptions, evaluateGenerator, openEvaluator } from './metrics/open-evaluator.ts';
export { evaluateModel, type ModelEvaluation } from './run/evaluate.ts';
