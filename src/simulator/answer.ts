/** An answer of the simulated Asana, before it is packed and sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { "content-type": "application/json; charset=UTF-8" };

/** The wording of Asana's error documentation, where there is one; the rest is inferred in its style. */
const MESSAGES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Not Authorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  429: "You've made too many requests and hit a rate limit. Please retry after the given amount of time.",
  451: "Unavailable For Legal Reasons",
  500: "Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** A 500 carries a phrase that Asana's support asks for; this one is the example of the documentation. */
const PHRASE = "6 sad squid snuggle softly";

/** A page: 200 and JSON. */
export function pageAnswer(body: string): Answer {
  return { status: 200, headers: JSON_TYPE, body };
}

/** An error in Asana's shape, with the documented message unless another is given. */
export function errorAnswer(status: number, message = MESSAGES[status] ?? `Status ${status}`): Answer {
  const error = status === 500 ? { message, phrase: PHRASE } : { message };
  return { status, headers: JSON_TYPE, body: JSON.stringify({ errors: [error] }) };
}

/** A 429 always says, in seconds, when to come back. */
export function rateLimitAnswer(retryAfterSeconds: number): Answer {
  const answer = errorAnswer(429);
  return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfterSeconds) } };
}
