// Floors: a folder of src imports only lower floors; folders on one floor do not import each other.
const floors = [
  ['base'],
  ['formats', 'graph'],
  ['compiler', 'nn', 'optim'],
  ['gan', 'targets'],
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
      name: 'studio-page-runs-in-a-browser',
      comment: 'the page and its messages know no files, no platform and no server',
      severity: 'error',
      from: { path: '^src/studio/(app|protocol)/', pathNot: '(vite\\.config|app/licences)\\.ts$' },
      to: { path: '^src/(run|studio/server)/' },
    },
    {
      name: 'studio-page-without-core',
      comment: 'as above: no module of Node, but for what builds it',
      severity: 'error',
      from: { path: '^src/studio/(app|protocol)/', pathNot: '(vite\\.config|app/licences)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'studio-server-has-no-page',
      severity: 'error',
      from: { path: '^src/studio/(server|protocol)/' },
      to: { path: '^src/studio/app/' },
    },
    {
      name: 'studio-rooms-apart',
      comment: 'a room is a chunk of its own: what two rooms share lies in app/components or app/shell',
      severity: 'error',
      from: { path: '^src/studio/app/rooms/([^/]+)/' },
      to: { path: '^src/studio/app/rooms/', pathNot: '^src/studio/app/rooms/$1/' },
    },
    {
      name: 'networks-without-target',
      comment: 'graphs, their compiler and networks know nothing of the languages that devices run',
      severity: 'error',
      from: { path: '^src/(graph|compiler|nn|optim|gan)/' },
      to: { path: '^src/(targets/|formats/onnx)' },
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
