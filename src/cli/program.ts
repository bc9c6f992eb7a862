import { Argument, Command, Option } from "commander";
import { createRedactor, type Redactor } from "../config/secret.ts";
import { systemClock } from "../lib/clock.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { listenForReload, listenForSignals, type Shutdown } from "../lib/shutdown.ts";
import { completion, SHELLS } from "./completion.ts";
import { explain } from "./explain.ts";
import { cannotPrint, hasNoReader, stdoutPrinted, untilPrinted } from "./printed.ts";

/**
 * Carries out one command line.
 *
 * @param args without the interpreter and the script
 * @returns the exit code: 0 done, 1 a source, a setting or the work itself failed, 2 usage
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode = 0;
  // Until a command knows more: tokens are told by their shape, wherever one was typed.
  let redact = createRedactor([]);
  let shutdown: Shutdown | undefined;
  const program = createProgram({
    onEnd(code) {
      exitCode = code;
    },
    onSecrets(better) {
      redact = better;
    },
    listen() {
      shutdown = listenForSignals(process, systemClock);
      return shutdown;
    },
  });
  const broken = Promise.withResolvers<never>();
  process.on("uncaughtException", broken.reject);
  // A reader that goes away (`| head`) takes nothing from the work, nor from its exit code; a full disk does.
  process.stdout.on("error", (error) => {
    // Later: a command that waits for its output knows better what the failure means.
    if (!hasNoReader(error)) setImmediate(broken.reject, cannotPrint(error));
  });
  try {
    await Promise.race([program.parseAsync(args, { from: "user" }), broken.promise]);
  } catch (error) {
    exitCode = explain(error, redact);
  }
  try {
    await Promise.race([stdoutPrinted(shutdown), broken.promise]);
  } catch (error) {
    // What ended the command ends this, too, and is explained already.
    if (exitCode === 0) exitCode = explain(error, redact);
  }
  await untilPrinted([process.stderr], shutdown);
  return exitCode;
}

/** What a command does to the process as a whole. */
interface Process {
  readonly onEnd: (exitCode: number) => void;
  readonly onSecrets: (redact: Redactor) => void;
  /** From now on signals end the process no more: the command does. */
  readonly listen: () => Shutdown;
}

function createProgram({ onEnd, onSecrets, listen }: Process): Command {
  const program = new Command(PACKAGE_NAME)
    .description(
      "Follows Asana's audit log and hands every event, as an OpenTelemetry LogRecord, to an OTLP endpoint.",
    )
    .version(PACKAGE_VERSION)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  // Each command is loaded when it is called: the others' modules cost start-up time.
  addRunOptions(program.command("run").description("follow the configured sources"))
    .addOption(
      new Option("--once", "end when every source has read an empty page and all is acknowledged").default(
        false,
      ),
    )
    .addOption(
      new Option("--trace-http", "log every request to Asana and the endpoint, without secrets").default(
        false,
      ),
    )
    .action(async (flags) => {
      const signals = { shutdown: listen(), onReload: listenForReload(process) };
      onEnd(await (await import("./run.ts")).run(flags, signals, onSecrets));
    });
  addRunOptions(program.command("check").description("say whether a run with the same options could begin"))
    .addOption(
      new Option("--format <name>", "how findings are printed").choices(["pretty", "json"]).default("pretty"),
    )
    .action(async (flags) => onEnd(await (await import("./check.ts")).check(flags)));
  addReceiverCommands(program, onEnd, listen);
  addCheckpointCommands(program, onEnd);
  addDeadLetterCommands(program, onEnd);
  addFileCommands(program, onEnd);
  program
    .command("demo")
    .description("show the whole line with a simulated Asana, no account needed")
    .option("--endpoint <url>", "send to this OTLP/HTTP endpoint instead of the built-in one")
    .option("--events <number>", "events in the simulated history", "500")
    .option("--rate <number>", "new events per second afterwards", "1")
    .addOption(new Option("--once", "stop at the end of the history").default(false))
    .action(async (options) => onEnd(await (await import("./demo.ts")).demo(options, listen())));
  addSimulateOptions(program.command("simulate").description("serve a simulated Asana audit log")).action(
    async (options) => onEnd(await (await import("./simulate.ts")).simulate(options, listen())),
  );
  program
    .command("completion")
    .description("print a script that lets a shell complete commands and options")
    .addArgument(new Argument("<shell>", "whose script").choices(SHELLS))
    .action((shell) => onEnd(completion(shell, program)));
  return program;
}

/** The commands that ask a receiver that runs. */
function addReceiverCommands(program: Command, onEnd: Process["onEnd"], listen: Process["listen"]): void {
  addReceiverOptions(program.command("status").description("say what the running receiver is doing"))
    .argument("[source]", "the name or id of one source")
    .addOption(new Option("--json", "print the snapshot as JSON").default(false))
    .option("--watch [seconds]", "look again every 2 seconds, or as many as are given, until Ctrl-C")
    .action(async (source, flags) =>
      onEnd(await (await import("./status.ts")).status(source, flags, listen)),
    );
  addReceiverOptions(
    program.command("restart").description("let a source of the running receiver begin anew"),
  )
    .argument("<source>", "its name or id")
    .action(async (source, flags) => onEnd(await (await import("./restart.ts")).restart(source, flags)));
}

function addReceiverOptions(command: Command): Command {
  return command
    .option("--settings <file>", "receiver.json of the running receiver")
    .option("--listen <address>", "host and port of its API")
    .option("--url <url>", "base URL of its API, where that is another one");
}

function addCheckpointCommands(program: Command, onEnd: (exitCode: number) => void): void {
  const checkpoint = program
    .command("checkpoint")
    .description("look at and change how far sources have read");
  const addStorage = (command: Command): Command =>
    command.option("--storage <folder>", "where checkpoints are kept");
  const addForOne = (name: string, description: string): Command =>
    addStorage(checkpoint.command(name).description(description))
      .argument("<source>", "its name or id")
      .option("--workspace <gid>", "which of its workspaces, where it had several");
  addReceiverOptions(addStorage(checkpoint.command("list").description("say how far each source has read")))
    .addOption(new Option("--json", "print them as JSON").default(false))
    .action(async (flags) => onEnd(await (await import("./checkpoint-list.ts")).checkpointList(flags)));
  addReceiverOptions(addForOne("show", "say all that is stored of a source's position")).action(
    async (source, flags) =>
      onEnd(await (await import("./checkpoint-show.ts")).checkpointShow(source, flags)),
  );
  addForOne("set", "let a source read from another instant on, also what was delivered before")
    .option("--settings <file>", "receiver.json")
    .requiredOption("--start-at <when>", "beginning, now, -24h or an ISO instant")
    .action(async (source, flags) =>
      onEnd(await (await import("./checkpoint-set.ts")).checkpointSet(source, flags)),
    );
  addForOne("clear", "forget how far a source has read: it begins at polling.startAt")
    .option("--settings <file>", "receiver.json")
    .addOption(new Option("--yes", "do not ask").default(false))
    .action(async (source, flags) =>
      onEnd(await (await import("./checkpoint-clear.ts")).checkpointClear(source, flags)),
    );
}

function addDeadLetterCommands(program: Command, onEnd: (exitCode: number) => void): void {
  const deadLetter = program
    .command("deadletter")
    .description("look at events that the endpoint refuses by themselves, and send them again");
  const add = (name: string, description: string): Command =>
    addReceiverOptions(deadLetter.command(name).description(description)).option(
      "--storage <folder>",
      "where they are kept",
    );
  add("list", "say which they are")
    .addOption(new Option("--json", "print them as JSON").default(false))
    .action(async (flags) => onEnd(await (await import("./dead-letter-list.ts")).deadLetterList(flags)));
  add("show", "show one with its event")
    .argument("<letter>", "its number, or the gid of its event")
    .action(async (letter, flags) =>
      onEnd(await (await import("./dead-letter-list.ts")).deadLetterShow(letter, flags)),
    );
  add("export", "print the events as Asana wrote them, a line each")
    .addOption(new Option("--remove", "take them out once they are printed").default(false))
    .action(async (flags) => onEnd(await (await import("./dead-letter-export.ts")).deadLetterExport(flags)));
  addReceiverOptions(deadLetter.command("retry").description("let the running receiver send them again"))
    .argument("[letters...]", "their numbers, or the gids of their events")
    .addOption(new Option("--all", "every one").default(false))
    .action(async (letters, flags) =>
      onEnd(await (await import("./dead-letter-retry.ts")).deadLetterRetry(letters, flags)),
    );
}

function addFileCommands(program: Command, onEnd: (exitCode: number) => void): void {
  program
    .command("validate")
    .description("say what is wrong with source files and settings, as an editor does")
    .argument("<paths...>", "files, folders of *.json files, or - for standard input")
    .addOption(
      new Option("--format <name>", "how findings are printed")
        .choices(["pretty", "json", "github", "sarif"])
        .default("pretty"),
    )
    .option("--max-warnings <number>", "fail when there are more warnings")
    .action(async (paths, flags) => onEnd(await (await import("./validate.ts")).validate(paths, flags)));
  program
    .command("schema")
    .description("print a JSON schema, or where the schemas are")
    .argument("[name]", "such as asana-source or receiver")
    .action(async (name) => onEnd(await (await import("./schema.ts")).schema(name)));
  program
    .command("init")
    .description("write a folder to start from; nothing is overwritten")
    .argument("[folder]", "where", ".")
    .action(async (folder) => onEnd(await (await import("./init.ts")).init(folder)));
}

function addRunOptions(command: Command): Command {
  return command
    .option("--sources <path>", "a source file, or a folder of them")
    .option("--settings <file>", "receiver.json")
    .option("--endpoint <url>", "OTLP/HTTP endpoint; /v1/logs is appended")
    .option("--protocol <name>", "http/json or http/protobuf")
    .option("--asana-url <url>", "base URL of Asana's API, or of a simulator")
    .option(
      "--storage <folder>",
      "where checkpoints, health events and sources made through the API are kept",
    )
    .option("--listen <address>", "host and port of the API, or off")
    .option("--interval <duration>", "rest between two polls, such as 5m")
    .option("--start-at <when>", "where a new source begins: beginning, now, -24h or an ISO instant")
    .option("--log-level <level>", "none, error, warn, info, debug or verbose");
}

function addSimulateOptions(command: Command): Command {
  return command
    .option("--port <number>", "0 takes a free one", "4080")
    .option("--events <number>", "events in the history of each workspace", "1000")
    .option("--rate <number>", "new events per second", "1")
    .option("--workspace <gid...>", "gids of the workspaces")
    .option("--token <token...>", "tokens that are accepted")
    .option("--latency <ms>", "wait before each answer")
    .option(
      "--limit-max <number>",
      "largest page size: 100, or 1000 for the other reading of Asana's documentation",
    )
    .option("--seed <number>", "same seed, same events")
    .option("--fault <fault...>", "such as status:500,times=3");
}
