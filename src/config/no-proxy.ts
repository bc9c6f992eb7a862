import { BlockList, isIP } from "node:net";

const DEFAULT_PORTS: Readonly<Record<string, string>> = { "http:": "80", "https:": "443" };

const FAMILIES: Readonly<Record<number, "ipv4" | "ipv6">> = { 4: "ipv4", 6: "ipv6" };

/**
 * Whether a list such as that of NO_PROXY names the host of a URL. What curl (7.86 and newer) finds in it is found here:
 * the host or a domain that it is in, an address, or a network such as 10.0.0.0/8. Besides, entries may have a port, an
 * address of IPv6 brackets, a domain a `*.` before it, and `*` may stand among others.
 */
export function isExcepted({ hostname, protocol, port }: URL, noProxy: string): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, "");
  return noProxy.split(/[\s,]+/).some((entry) => {
    const { name, onlyPort } = toEntry(entry);
    if (onlyPort !== undefined && onlyPort !== (port || DEFAULT_PORTS[protocol])) return false;
    return name === "*" || (isIP(host) === 0 ? isInDomain(host, name) : isInNetwork(host, name));
  });
}

function toEntry(entry: string): { readonly name: string; readonly onlyPort: string | undefined } {
  // The colons of an IPv6 address are none before a port, unless it is in brackets.
  const [, name = entry, onlyPort] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  return { name: name.replaceAll(/[[\]]/g, ""), onlyPort };
}

function isInDomain(host: string, name: string): boolean {
  const domain = name.toLowerCase().replace(/^\*?\.|\.$/g, "");
  return domain !== "" && (host === domain || host.endsWith(`.${domain}`));
}

/** No bits, or 0, mean the address alone, as with curl. */
function isInNetwork(address: string, name: string): boolean {
  const [, network = name, digits = ""] = /^(.*)\/(\d{1,3})$/.exec(name) ?? [];
  const family = FAMILIES[isIP(network)];
  if (family === undefined || isIP(network) !== isIP(address)) return false;
  const most = family === "ipv4" ? 32 : 128;
  const bits = Number(digits) || most;
  if (bits > most) return false;
  const list = new BlockList();
  list.addSubnet(network, bits, family);
  return list.check(address, family);
}
