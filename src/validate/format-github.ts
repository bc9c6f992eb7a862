import type { Issue } from "../config/issue.ts";
import type { Findings } from "./validate-files.ts";

/** Findings as GitHub's workflow commands, which become annotations of the files. */
export function formatGithub({ issues }: Findings): string {
  return issues.map(toCommand).join("\n");
}

function toCommand({ severity, code, message, hint, ...place }: Issue): string {
  const { file, line, column, endLine = line, endColumn = column } = place;
  const spot = line === 0 ? [] : Object.entries({ line, col: column, endLine, endColumn });
  const properties = [["file", file], ...spot, ["title", code]]
    .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
    .join(",");
  return `::${severity} ${properties}::${escapeData(hint === undefined ? message : `${message}. ${hint}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
