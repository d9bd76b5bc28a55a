// Where a reader chooses or drops files to learn from; what was read, and what a link needs.

import './panel.css';
import { signal } from '@preact/signals';
import { WganError } from '../../../../../base/errors.ts';
import { bytesToFloats } from '../../../../../data/dataset.ts';
import { DigitGrid } from '../../../components/digit-grid.tsx';
import { ErrorNote } from '../../../components/error-note.tsx';
import { recipe, takeOwn } from '../trainer-client.ts';
import { ownMessages as t } from './messages.ts';
import { isSameNeed, type OwnNeed } from './need.ts';
import { type OwnData, SIDE } from './own-data.ts';
import { chosenFiles, droppedFiles, type Found, readFiles } from './read-files.ts';
import { other, own } from './state.ts';

const reading = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);
const problem = signal<{ readonly message: string; readonly help: string | undefined } | undefined>(
  undefined,
);
const isOver = signal(false);

async function take(files: readonly Found[], needed: OwnNeed | undefined): Promise<void> {
  if (files.length === 0 || reading.value !== undefined) return;
  problem.value = undefined;
  reading.value = { done: 0, total: files.length };
  try {
    const data = await readFiles(files, (done, total) => {
      if (done % 8 === 0) reading.value = { done, total };
    });
    other.value = needed === undefined || isSameNeed(needed, data.need) ? undefined : needed;
    takeOwn(data);
  } catch (error) {
    if (!(error instanceof WganError)) throw error;
    problem.value = { message: error.message, help: error.help };
  } finally {
    reading.value = undefined;
  }
}

export function OwnPanel() {
  const { need: needed } = recipe.value;
  const data = own.value;
  const missing = data === undefined ? needed : undefined;
  return (
    <section
      class={`own${isOver.value ? ' own-over' : ''}`}
      aria-label={t().title}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => {
        isOver.value = false;
      }}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        if (event.dataTransfer !== null)
          void droppedFiles(event.dataTransfer).then((all) => take(all, missing));
      }}
    >
      {missing && <p class="own-what">{t().needed(t().what(missing))}</p>}
      {data && <Held data={data} />}
      <div class="row">
        <FileButton label={t().files} needed={missing} accept=".csv,image/*" />
        <FileButton label={t().folder} needed={missing} isFolder />
      </div>
      {reading.value && (
        <label class="small">
          {t().reading}
          <progress max={reading.value.total} value={reading.value.done} />
        </label>
      )}
      {problem.value && <ErrorNote {...problem.value} />}
      <p class="small quiet">
        {t().drop} {t().stay}
      </p>
      <p class="small quiet">
        {t().help} {t().limits}
      </p>
    </section>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly needed: OwnNeed | undefined;
  readonly accept?: string;
  readonly isFolder?: boolean;
}

function FileButton({ label, needed, accept, isFolder = false }: FileButtonProps) {
  return (
    <label class="button button-small">
      {label}
      <input
        type="file"
        class="unseen"
        multiple
        {...(accept !== undefined && { accept })}
        {...(isFolder && { webkitdirectory: true })}
        onChange={({ currentTarget }) => {
          const files = chosenFiles(currentTarget);
          currentTarget.value = '';
          void take(files, needed);
        }}
      />
    </label>
  );
}

const SHOWN = 16;

/** What was read. */
function Held({ data: { need, values, scaleText, skipped, over } }: { readonly data: OwnData }) {
  const shown = Math.min(SHOWN, need.count);
  const [first] = skipped;
  return (
    <>
      <p class="own-what">
        <b>{t().what(need)}</b>
      </p>
      {other.value && <p class="small">{t().other(t().what(other.value))}</p>}
      {values instanceof Uint8Array && (
        <DigitGrid
          batch={{
            shape: [shown, 1, SIDE, SIDE],
            data: bytesToFloats(values.subarray(0, shown * SIDE * SIDE)),
          }}
          columns={8}
          label={t().shown(shown)}
        />
      )}
      {scaleText && <p class="small">{t().scaled(scaleText)}</p>}
      {first !== undefined && <p class="small">{t().skipped(skipped.length, first)}</p>}
      {over > 0 && <p class="small">{t().over(over)}</p>}
    </>
  );
}
