// wgan completion: what to source in a shell, so that Tab completes commands, options and their choices.

import type { Command } from 'commander';
import { type CommandRecord, type Invocation, toCommander } from '../command.ts';
import { UsageError } from '../errors.ts';
import { flags } from '../flags.ts';
import { exitCodes, type Io } from '../io.ts';
import { languages, translate } from '../language/say.ts';

/** @param others  the commands besides this one */
export function defineCompletion(others: readonly CommandRecord[]): CommandRecord {
  const record: CommandRecord = {
    name: 'completion',
    summary: 'Print a script that completes commands and options in a shell.',
    arguments: [['<shell>', `One of ${Object.keys(shells).join(', ')}.`]],
    examples: [
      'source <(wgan completion bash)',
      'wgan completion fish > ~/.config/fish/completions/wgan.fish',
    ],
    async run({ io, arguments: [shell = ''] }: Invocation) {
      const script = Object.hasOwn(shells, shell) ? shells[shell as keyof typeof shells] : undefined;
      if (script === undefined) {
        throw new UsageError(`completion: expected one of ${Object.keys(shells).join(', ')}, got "${shell}"`);
      }
      io.stdout.print(
        script(wordsOf([...others, record], io))
          .trimEnd()
          .split('\n'),
      );
      return exitCodes.done;
    },
  };
  return record;
}

/** A command and its options, as completion needs them. */
interface Words {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly { readonly name: string; readonly help: string }[];
}

function wordsOf(records: readonly CommandRecord[], io: Io): readonly Words[] {
  return records.map((record) => {
    const command = toCommander(record, io, () => {});
    return { name: record.name, summary: translate(record.summary), options: optionsOf(command) };
  });
}

function optionsOf(command: Command): Words['options'] {
  return command.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, description }) => ({
      name: long!,
      help: translate(description)
        .split(/[:(。：（]|\.(?=\s|$)/)[0]!
        .trim(),
    }));
}

/** Options whose values are known. */
const choices = [
  { option: '--lang', names: languages },
  ...flags
    .filter(({ choices: names }) => names.length > 0)
    .map(({ name, choices: names }) => ({ option: `--${name}`, names })),
];

function bash(words: readonly Words[]): string {
  const commands = words.map(({ name }) => name).join(' ');
  const options = words.map(
    ({ name, options: own }) => `    ${name}) words="${own.map((option) => option.name).join(' ')}" ;;`,
  );
  const values = choices.map(
    ({ option, names }) =>
      `    ${option}) COMPREPLY=($(compgen -W "${names.join(' ')}" -- "$current")); return ;;`,
  );
  return `# bash completion of wgan: source <(wgan completion bash)
_wgan() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD - 1]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands} help --help --version" -- "$current"))
    return
  fi
  case "$previous" in
${values.join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${options.join('\n')}
    help) words="${commands}" ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _wgan wgan
`;
}

const quoted = (text: string) => text.replaceAll("'", "'\\''");

function zsh(words: readonly Words[]): string {
  const escaped = (text: string) => quoted(text).replaceAll(/[[\]:]/g, '\\$&');
  const commands = words.map(({ name, summary }) => `    '${name}:${escaped(summary)}'`);
  const valuesOf = (name: string) => {
    const known = choices.find(({ option }) => option === name);
    return known === undefined ? '' : `:value:(${known.names.join(' ')})`;
  };
  const cases = words.map(({ name, options }) => {
    const specs = options.map(
      (option) => `'${option.name}[${escaped(option.help)}]${valuesOf(option.name)}'`,
    );
    return `    ${name}) _arguments ${[...specs, "'*:file:_files'"].join(' ')} ;;`;
  });
  return `#compdef wgan
# zsh completion of wgan: source <(wgan completion zsh)
_wgan() {
  local -a commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${cases.join('\n')}
  esac
}
compdef _wgan wgan
`;
}

function fish(words: readonly Words[]): string {
  const commands = words.map(
    ({ name, summary }) => `complete -c wgan -n __fish_use_subcommand -f -a ${name} -d '${quoted(summary)}'`,
  );
  const options = words.flatMap(({ name, options: own }) =>
    own.map((option) => {
      const known = choices.find(({ option: named }) => named === option.name);
      const values = known === undefined ? '' : ` -x -a '${known.names.join(' ')}'`;
      const condition = `-n '__fish_seen_subcommand_from ${name}'`;
      return `complete -c wgan ${condition} -l ${option.name.slice(2)} -d '${quoted(option.help)}'${values}`;
    }),
  );
  return `# fish completion of wgan: wgan completion fish > ~/.config/fish/completions/wgan.fish\n${[...commands, ...options].join('\n')}\n`;
}

const shells = { bash, zsh, fish };
