import { ConfigError } from "./errors.ts";

/** What to say of a proxy variable that cannot be used; the client's own words repeat it, and it may hold a password. */
export function proxyError(): ConfigError {
  return new ConfigError("HTTP_PROXY or HTTPS_PROXY is not the URL of a proxy", {
    hint: "Write it in full, such as http://proxy.example.com:3128.",
  });
}
