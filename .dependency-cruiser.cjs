// Floors: a folder of src imports only lower floors; folders on one floor do not import each other.
const floors = [
  ['base'],
  ['formats', 'graph'],
  ['compiler', 'nn', 'optim'],
  ['gan'],
  ['runtime', 'data'],
  ['metrics', 'health'],
  ['train'],
  ['run'],
  ['studio'],
  ['cli'],
];

const forbiddenFor = (folder, floor) => ({
  name: `floor-of-${folder}`,
  comment: `src/${folder} may import only floors below its own`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: {
    path: `^src/(${floors
      .slice(floor)
      .flat()
      .filter((other) => other !== folder)
      .join('|')})/`,
  },
});

const pure = floors.slice(0, 4).flat();

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...floors.flatMap((folders, floor) => folders.map((folder) => forbiddenFor(folder, floor))),
    {
      name: 'pure-half',
      comment: 'no files, network, clock or platform below the runtime',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')}|train)/` },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'one-importer-of-onnxruntime',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/runtime/' },
      to: { path: 'onnxruntime|^#ort$' },
    },
    {
      name: 'nothing-imports-the-index',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['wgan-source', 'node', 'import', 'default'] },
  },
};
