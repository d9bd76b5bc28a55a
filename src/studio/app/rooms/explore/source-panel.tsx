// Whose generator it is, and how another one is opened.

import { useRef } from 'preact/hooks';
import { ErrorNote } from '../../components/error-note.tsx';
import { ChoiceField } from '../../components/field.tsx';
import { formatBytes, formatCount } from '../../components/numbers.ts';
import { cards } from '../../server/live.ts';
import { go } from '../../shell/router.ts';
import { progress } from './client.ts';
import { exploreMessages as t } from './messages.ts';
import { chosen, closeFile, dropped, opened, openFile, problem, SHIPPED } from './source.ts';
import { tileRate } from './tiles.ts';

export function SourcePanel() {
  const input = useRef<HTMLInputElement>(null);
  const runs = [...(cards.value?.values() ?? [])].filter(({ id }) => !id.startsWith('@')).map(({ id }) => id);
  const names = [
    SHIPPED,
    ...runs,
    ...(runs.includes(chosen.value) || chosen.value === SHIPPED ? [] : [chosen.value]),
  ];
  const choose = (name: string) => {
    closeFile();
    go({ room: 'explore', path: name === SHIPPED ? [] : [name] });
  };
  return (
    <section class="explore-source card stack">
      <ChoiceField
        label={t().generator}
        explanation={t().generatorHelp}
        value={chosen.value}
        initial={SHIPPED}
        choices={names.map((value) => ({ value, label: value === SHIPPED ? t().shipped : value }))}
        disabled={dropped.value !== undefined}
        onChange={choose}
      />
      {dropped.value && <p class="explore-file number small">{dropped.value.name}</p>}
      <div class="row">
        <button type="button" class="button button-small" onClick={() => input.current?.click()}>
          {t().openFile}
        </button>
        {dropped.value && (
          <button type="button" class="button button-small" onClick={closeFile}>
            {t().closeFile}
          </button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t().openFile}
          accept=".safetensors,.onnx"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) openFile(file);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <p class="small quiet">{t().fileHelp}</p>
      {problem.value && <ErrorNote message={problem.value.message} help={problem.value.help} />}
      <Facts />
      {opened.value && <Fetching />}
    </section>
  );
}

function Facts() {
  if (opened.value === undefined) return null;
  const { latent, sampleShape, dataset, iteration } = opened.value.facts;
  const [channels, height, width] = sampleShape;
  const size =
    sampleShape.length === 3
      ? `${width}×${height}${channels! > 1 ? `×${channels}` : ''}`
      : sampleShape.join('×');
  const parts = [
    t().facts(latent, size),
    ...(dataset === '' ? [] : [t().learnt(dataset)]),
    ...(iteration === undefined ? [] : [t().iterations(formatCount(iteration))]),
    ...(tileRate.value === undefined || sampleShape.length === 1
      ? []
      : [t().rate(formatCount(Number(tileRate.value.toPrecision(2))))]),
  ];
  return <p class="small">{parts.join(' · ')}</p>;
}

const nameOf = {
  runtime: () => t().fetchRuntime,
  generator: () => t().fetchGenerator,
  images: () => t().fetchImages,
} as const;

/** What is being fetched, with bytes. */
export function Fetching() {
  if (progress.value === undefined) return null;
  const { what, loaded, total } = progress.value;
  const text = t().fetchingText(
    nameOf[what](),
    formatBytes(loaded),
    total === undefined ? '' : t().ofTotal(formatBytes(total)),
  );
  return (
    <div class="explore-fetching" role="status">
      <progress aria-label={text} {...(total !== undefined && { value: loaded, max: total })} />
      <p class="small quiet number">{text}</p>
    </div>
  );
}
