import type { Certificates } from "../config/certificates.ts";
import { formatIssue, formatPlace, type Issue } from "../config/issue.ts";
import { loadRunSettings } from "../config/run-settings.ts";
import { createRedactor, type Redactor } from "../config/secret.ts";
import type { Settings, SettingsFlags } from "../config/settings.ts";
import { loadSources } from "../config/sources.ts";
import { formatCount } from "../lib/format.ts";
import { PACKAGE_NAME } from "../lib/package-info.ts";
import { secretsOf } from "../receiver/configuration.ts";
import { checkEndpoint } from "./check-endpoint.ts";
import { checkSources } from "./check-sources.ts";
import { checkStorage } from "./check-storage.ts";
import { type Finding, formatFindings, formatFindingsAsJson } from "./finding.ts";
import { createOutput } from "./output.ts";

/** The options of `check` as they were typed. */
export interface CheckFlags extends SettingsFlags {
  readonly format: "pretty" | "json";
}

/** What was found, and what else a person may want to know. */
interface Checked {
  readonly findings: readonly Finding[];
  readonly notes: readonly string[];
  readonly redact: Redactor;
}

const API_NOTE = `sources made through the API are checked by the running receiver: ${PACKAGE_NAME} status`;

/**
 * `otel-asana-receiver check`: says whether a run with the same options could begin. It sends no record, and leaves
 * checkpoints and the storage folder as they are. Returns the exit code: 0 when it could.
 */
export async function check({ format, ...flags }: CheckFlags): Promise<number> {
  const { findings, notes, redact } = await checkAll(flags);
  const output = createOutput(redact);
  for (const note of notes) output.err(note);
  output.out(format === "json" ? formatFindingsAsJson(findings) : formatFindings(findings));
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

async function checkAll(flags: SettingsFlags): Promise<Checked> {
  const { settings, certificates, issues } = await loadRunSettings({ flags });
  const redact = createRedactor(secretsOf(settings, []));
  const told = toFindings(issues);
  if (told.findings.length > 0) return { ...told, redact };
  const [read, endpoint, storage] = await Promise.all([
    checkFiles(settings, certificates, redact),
    checkEndpoint(settings.endpoint, certificates),
    checkStorage(settings.storage),
  ]);
  return {
    findings: [...read.findings, endpoint, storage],
    notes: [...told.notes, ...read.notes],
    redact,
  };
}

/** A mistake in the files keeps a run from beginning, so the sources that can be read are not asked about. */
async function checkFiles(
  settings: Settings,
  certificates: Certificates,
  redact: Redactor,
): Promise<Omit<Checked, "redact">> {
  const path = settings.sources;
  if (path === undefined) return { findings: [], notes: [API_NOTE] };
  const { sources, issues } = await loadSources(path);
  for (const { personalAccessToken } of sources) redact.add(personalAccessToken);
  const read = toFindings(issues);
  if (read.findings.length > 0) return read;
  const message = sources.length === 1 ? "1 source" : `${formatCount(sources.length)} sources`;
  const configured: Finding = { subject: path, check: "config", ok: true, message };
  return {
    findings: [configured, ...(await checkSources(sources, settings, certificates))],
    notes: read.notes,
  };
}

/** Errors are findings; a warning keeps no run from beginning. */
function toFindings(issues: readonly Issue[]): Omit<Checked, "redact"> {
  const errors = issues.filter(({ severity }) => severity === "error");
  const warnings = issues.filter(({ severity }) => severity === "warning");
  return { findings: errors.map(toFinding), notes: warnings.map(formatIssue) };
}

function toFinding(issue: Issue): Finding {
  const { message, hint } = issue;
  return {
    subject: formatPlace(issue),
    check: "config",
    ok: false,
    message,
    ...(hint === undefined ? {} : { hint }),
  };
}
