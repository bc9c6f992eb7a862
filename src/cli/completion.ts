import type { Command, Option } from "commander";
import { createOutput } from "./output.ts";

/** The shells that a script can be written for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** What may follow the commands that were typed so far. */
interface Place {
  /** These commands: "" at the start, "checkpoint" or "checkpoint set" after that. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** The words that its arguments may be; undefined without arguments, empty when they may be anything. */
  readonly words: readonly string[] | undefined;
}

interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** What its value may be, undefined when it takes none; empty when it may be anything. */
  readonly values: readonly string[] | undefined;
}

/** `otel-asana-receiver completion`: prints a shell's script, made of the commands themselves. Returns the exit code. */
export function completion(shell: (typeof SHELLS)[number], program: Command): number {
  const scripts = { bash: toBash, zsh: toZsh, fish: toFish } as const;
  createOutput((text) => text).out(scripts[shell](program.name(), placesOf(program, "")));
  return 0;
}

function placesOf(command: Command, path: string): Place[] {
  const { registeredArguments } = command;
  const place: Place = {
    path,
    commands: command.commands.map((each) => ({ name: each.name(), description: each.description() })),
    options: command.options.map(toOption),
    words:
      registeredArguments.length === 0
        ? undefined
        : registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
  };
  const below = command.commands.flatMap((each) => placesOf(each, `${path} ${each.name()}`.trim()));
  return [place, ...below];
}

function toOption({
  long,
  short,
  description,
  required,
  optional,
  argChoices = [],
}: Option): CompletedOption {
  const values = required || optional ? argChoices : undefined;
  return { flag: long ?? short ?? "", description, values };
}

/**
 * The part that bash and zsh have in common: finds the place, and puts what may follow into `next`. It stays empty where
 * anything may, which the shell then takes for a file.
 */
function findNext(places: readonly Place[]): string {
  const paths = places.flatMap(({ path }) => (path === "" ? [] : [`"${path}"`]));
  const cases = places.flatMap(({ path, commands, options, words = [] }) => [
    ...options.flatMap(({ flag, values }) =>
      values === undefined ? [] : [`    "${path}:${flag}") next="${values.join(" ")}" ;;`],
    ),
    `    "${path}:"*) next="${[...commands.map(({ name }) => name), ...words, ...options.map(({ flag }) => flag), "--help"].join(" ")}" ;;`,
  ]);
  return `  for word in "\${before[@]}"; do
    case "\${place:+$place }$word" in
      ${paths.join(" | ")}) place="\${place:+$place }$word" ;;
    esac
  done
  case "$place:$previous" in
${cases.join("\n")}
  esac`;
}

function toBash(name: string, places: readonly Place[]): string {
  return `# Completion for bash: source <(${name} completion bash)
_otel_asana_receiver() {
  local place="" next="" word previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local before=("\${COMP_WORDS[@]:1:COMP_CWORD-1}")
${findNext(places)}
  COMPREPLY=($(compgen -W "$next" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _otel_asana_receiver ${name}`;
}

function toZsh(name: string, places: readonly Place[]): string {
  return `#compdef ${name}
# Completion for zsh, after compinit: source <(${name} completion zsh)
_otel_asana_receiver() {
  local place="" next="" word previous="\${words[CURRENT-1]}"
  local before=("\${(@)words[2,CURRENT-1]}")
${findNext(places)}
  if [[ -n "$next" ]]; then compadd -- \${=next}; fi
  if [[ -z "$next" || "$PREFIX" != -* ]]; then _files; fi
}
compdef _otel_asana_receiver ${name}`;
}

function toFish(name: string, places: readonly Place[]): string {
  const start = [`# Completion for fish: ${name} completion fish | source`, `complete -c ${name} -f`];
  return [...start, ...places.flatMap((place) => fishLines(name, place))].join("\n");
}

function fishLines(name: string, { path, commands, options, words }: Place): string[] {
  const seen = path.split(" ").filter((step) => step !== "");
  const conditions = seen.map((step) => `__fish_seen_subcommand_from ${step}`);
  const notYet = `not __fish_seen_subcommand_from ${commands.map((each) => each.name).join(" ")}`;
  const complete = (conditionsOfIt: readonly string[], rest: string): string => {
    const condition = conditionsOfIt.length === 0 ? "" : ` -n ${quoted(conditionsOfIt.join("; and "))}`;
    return `complete -c ${name}${condition} ${rest}`;
  };
  return [
    ...commands.map((each) =>
      complete([...conditions, notYet], `-a ${each.name} -d ${quoted(each.description)}`),
    ),
    ...options.map(({ flag, description, values }) =>
      complete(conditions, `-l ${flag.slice(2)}${fishValue(values)} -d ${quoted(description)}`),
    ),
    ...(words === undefined ? [] : [complete(conditions, fishValue(words).trim())]),
  ];
}

function fishValue(values: readonly string[] | undefined): string {
  if (values === undefined) return "";
  return values.length === 0 ? " -r -F" : ` -x -a ${quoted(values.join(" "))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
