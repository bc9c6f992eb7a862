import { expect, it } from "vitest";
import { isExcepted } from "../../src/config/no-proxy.ts";

/** Whether a list names a host: what curl 7.86 and newer says to it. */
const AS_CURL: readonly (readonly [host: string, noProxy: string, isNamed: boolean])[] = [
  // The host itself, and the domains that it is in.
  ["otlp.example.com", "otlp.example.com", true],
  ["otlp.example.com", "example.com", true],
  ["otlp.example.com", "com", true],
  ["otlp.example.com", "xample.com", false],
  ["otlp.example.com", "com.example", false],
  ["otlp.example.com", "a.otlp.example.com", false],
  ["localhost", "localhost", true],
  // Dots at either end, and capital letters.
  ["otlp.example.com", ".example.com", true],
  ["example.com", ".example.com", true],
  ["otlp.example.com", "..example.com", false],
  ["otlp.example.com", "example.com.", true],
  ["otlp.example.com.", "example.com", true],
  ["otlp.example.com.", ".example.com.", true],
  ["otlp.example.com", ".", false],
  ["OTLP.example.com", "otlp.EXAMPLE.com", true],
  // Lists.
  ["otlp.example.com", "", false],
  ["otlp.example.com", "other.org,example.com", true],
  ["otlp.example.com", "other.org, ,\texample.com ,", true],
  ["otlp.example.com", ",,example.com", true],
  ["otlp.example.com", "other.org, another.org", false],
  ["otlp.example.com", "*", true],
  // Addresses are no names: no part of one is a domain.
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "127.0.0.2", false],
  ["127.0.0.1", "0.0.1", false],
  ["127.0.0.1", ".0.0.1", false],
  ["127.0.0.1", "127.", false],
  ["127.0.0.1", "127.*", false],
  ["127.0.0.1", "localhost", false],
  ["localhost", "127.0.0.1", false],
  // Networks.
  ["127.0.0.1", "127.0.0.0/8", true],
  ["127.0.0.1", "127.9.9.9/8", true],
  ["127.0.0.1", "10.0.0.0/8, 127.0.0.0/8, .svc", true],
  ["10.1.2.3", "10.1.2.0/24", true],
  ["10.1.3.3", "10.1.2.0/24", false],
  ["10.1.3.3", "10.1.2.0/23", true],
  ["10.1.2.3", "10.1.2.2/31", true],
  ["10.1.2.3", "10.1.2.3/32", true],
  ["10.1.2.3", "10.1.2.2/32", false],
  ["10.1.2.3", "10.1.2.3/33", false],
  ["10.1.2.3", "10.1.2.3/0", true],
  ["10.1.2.3", "0.0.0.0/0", false],
  ["10.example.com", "10.0.0.0/8", false],
  // IPv6.
  ["[::1]", "::1", true],
  ["[::1]", "0:0:0:0:0:0:0:1", true],
  ["[::1]", "::2", false],
  ["[fd00::1]", "fd00::/8", true],
  ["[FD00::1]", "fd00::/8", true],
  ["[fe00::1]", "fd00::/8", false],
  ["[2001:db8::1]", "2001:DB8::/32", true],
  ["[2001:db8::1]", "2001:db8::1/128", true],
  ["[2001:db8::1]", "2001:db8::1/129", false],
  ["[2001:db8::1]", "10.0.0.0/8, 2001:db8::/32", true],
  ["[::ffff:127.0.0.1]", "127.0.0.0/8", false],
];

/** What curl does not know, but other programs do. */
const BESIDES: typeof AS_CURL = [
  ["otlp.example.com", "*.example.com", true],
  ["otlp.example.com", "other.org,*", true],
  ["otlp.example.com", "other.org example.com", true],
  ["otlp.example.com", "otlp.example.com:443", true],
  ["otlp.example.com:4318", "example.com:4318", true],
  ["otlp.example.com:4318", "example.com:4317", false],
  ["127.0.0.1:4318", "127.0.0.0/8:4318", true],
  ["[::1]", "[::1]", true],
  ["[::1]:4318", "[::1]:4318", true],
  ["[::1]:4318", "[::1]:4317", false],
  ["[fd00::1]", "[fd00::]/8", true],
  ["[fd00::1]", "[fd00::/8]", true],
];

it.each(AS_CURL)("as curl has it, of %s the list %j says: %s", (host, noProxy, isNamed) => {
  expect(isExcepted(new URL(`https://${host}`), noProxy)).toBe(isNamed);
});

it.each(BESIDES)("beyond curl, of %s the list %j says: %s", (host, noProxy, isNamed) => {
  expect(isExcepted(new URL(`https://${host}`), noProxy)).toBe(isNamed);
});

it("the port of a URL is that of its scheme where none stands in it", () => {
  expect(isExcepted(new URL("http://example.com"), "example.com:80")).toBe(true);
  expect(isExcepted(new URL("http://example.com"), "example.com:443")).toBe(false);
});
