import fc from "fast-check";
import type { AsanaFault } from "./asana-model.ts";
import type { EndpointAnswer } from "./endpoint-model.ts";
import type { CommitFault } from "./failing-checkpoint.ts";

/** What happens next in a world. */
export type Action =
  | {
      readonly do: "append";
      readonly events: readonly {
        readonly minutesAgo: number;
        readonly isPoison: boolean;
        readonly isUnwanted?: boolean;
      }[];
      readonly isWithheld: boolean;
    }
  | {
      readonly do:
        | "release"
        | "crash"
        | "restart"
        | "expireOffsets"
        /** The filters change, and with them the stream. */
        | "reconfigure"
        | "takeOutDeadLetter"
        /** Longer than Asana keeps its events. */
        | "longPause";
    }
  | { readonly do: "poll"; readonly steps: number }
  | { readonly do: "wait"; readonly minutes: number }
  | { readonly do: "setClock"; readonly minutesAhead: number }
  | { readonly do: "pageSize" | "mostRecords"; readonly count: number }
  | { readonly do: "endpoint"; readonly mode: EndpointAnswer }
  | { readonly do: "answers"; readonly answers: readonly EndpointAnswer[] }
  | { readonly do: "asanaFaults"; readonly faults: readonly AsanaFault[] }
  | { readonly do: "commitFaults"; readonly faults: readonly CommitFault[] }
  | { readonly do: "storeFaults"; readonly count: number };

const answer = fc.oneof(
  fc.constantFrom<EndpointAnswer[]>(
    "accept",
    "remark",
    "transient",
    "lost",
    "config",
    "permanent",
    "tooLarge",
    "crashBefore",
    "crashAfter",
  ),
  fc.record({ rejected: fc.integer({ min: 1, max: 9 }) }),
);

const mode = fc.constantFrom<EndpointAnswer[]>(
  "accept",
  "accept",
  "transient",
  "permanent",
  "tooLarge",
  "config",
  { rejected: 1 },
);

const asanaFault = fc.constantFrom<AsanaFault[]>("failure", "sameOffset");
const commitFault = fc.constantFrom<CommitFault[]>("fail", "crashBefore", "crashAfter");

const event = fc.record({
  minutesAgo: fc.constantFrom(0, 0, 0, 1, 5),
  isPoison: fc.constantFrom(false, false, false, true),
  isUnwanted: fc.constantFrom(false, false, true),
});

function few<T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(one, { minLength: 1, maxLength: 4 });
}

function named<Name extends Action["do"]>(...names: Name[]): fc.Arbitrary<Name> {
  return fc.constantFrom(...names);
}

/** One thing that happens. */
export const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: named("append"),
      events: fc.array(event, { minLength: 1, maxLength: 6 }),
      isWithheld: fc.constantFrom(false, false, false, true),
    }),
  },
  { weight: 12, arbitrary: fc.record({ do: named("poll"), steps: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 4, arbitrary: fc.record({ do: named("wait"), minutes: fc.integer({ min: 1, max: 45 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: named("crash", "restart", "expireOffsets", "release", "takeOutDeadLetter") }),
  },
  { weight: 4, arbitrary: fc.record({ do: named("answers"), answers: few(answer) }) },
  { weight: 2, arbitrary: fc.record({ do: named("endpoint"), mode }) },
  { weight: 2, arbitrary: fc.record({ do: named("asanaFaults"), faults: few(asanaFault) }) },
  { weight: 2, arbitrary: fc.record({ do: named("commitFaults"), faults: few(commitFault) }) },
  { weight: 2, arbitrary: fc.record({ do: named("storeFaults"), count: fc.integer({ min: 1, max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: named("pageSize", "mostRecords"), count: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: named("reconfigure", "longPause") }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: named("setClock"), minutesAhead: fc.constantFrom(-90, -5, 0, 60) }),
  },
) satisfies fc.Arbitrary<Action>;
