// Packs the VS Code extension into the current folder.
import { buildVsix } from "../support/code-server-vsix.ts";

console.log(await buildVsix(process.cwd()));
