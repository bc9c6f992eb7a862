import { MINUTE_MS, type World } from "./follower-world.ts";
import type { Action } from "./world-action.ts";

/** Lets an action happen in a world. */
export async function carryOut(world: World, action: Action): Promise<void> {
  switch (action.do) {
    case "append":
      for (const happening of action.events) world.append(happening, action.isWithheld);
      return;
    case "poll":
      return world.poll(action.steps);
    case "wait":
      return world.wait(action.minutes * MINUTE_MS);
    case "setClock":
      return world.setClock(action.minutesAhead * MINUTE_MS);
    case "release":
      return world.asana.release();
    case "expireOffsets":
      return world.asana.expireOffsets();
    case "pageSize":
      world.asana.limit = action.count;
      return;
    case "mostRecords":
      world.endpoint.mostRecords = action.count;
      return;
    case "endpoint":
      world.endpoint.mode = action.mode;
      return;
    case "answers":
      world.endpoint.script.push(...action.answers);
      return;
    case "asanaFaults":
      world.asana.faults.push(...action.faults);
      return;
    case "commitFaults":
      world.storeFaults.commits.push(...action.faults);
      return;
    case "storeFaults":
      world.storeFaults.others += action.count;
      return;
    case "crash":
      return world.crash();
    case "restart":
      return world.restart();
    case "reconfigure":
      return world.reconfigure();
    case "takeOutDeadLetter":
      return world.takeOutDeadLetter();
    case "longPause":
      return world.pauseLong();
  }
}
