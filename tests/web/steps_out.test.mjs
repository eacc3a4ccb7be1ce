// What is sent of a playthrough in a lesson: each step once, in order, whatever the network and the teacher do.

import assert from "node:assert/strict";
import { test } from "node:test";

import { goesOnFrom, markOf, StepsOut, whatIsNew } from "../../game/web/player/steps_out.js";

const step = (choice, because = "") => ({ scene: "hall", choice, because, cites: [], passed: false, said: "", led_to: "", by_route: false });
const notebook = { opened: ["note"], weighed: [], marks: {}, notes: [], thesis: "" };
const playOf = (...choices) => ({ steps: choices.map((choice) => step(choice)), notebook });

/** A machine of the lesson: it knows a path, and answers as long as `answers` says so. */
function machine() {
  const there = { path: [], seen: new Map(), answers: true, loses: 0, held: "" };
  const reply = (status, data) => ({ ok: status < 300, status, json: async () => data });
  there.post = async ({ key, ...body }) => {
    if (!there.answers) throw new TypeError("no network");
    if (!there.seen.has(key)) {
      if (there.held) return reply(409, { why: there.held });
      if (body.kind === "stepped" && body.depth !== there.path.length) return reply(409, { why: "it does not follow" });
      if (body.kind === "stepped") there.path.push(step(body.step.choice));
      if (body.kind === "wentback") there.path.length = body.depth;
      if (body.kind === "wrote") there.wrote = body;
      there.seen.set(key, body);
    }
    if (there.loses) { there.loses -= 1; throw new TypeError("the answer is lost"); }
    return reply(200, {});
  };
  return there;
}

function page(there, choices = [], told = []) {
  let number = 0;
  const here = { play: playOf(...choices), said: [], kept: null, pauses: 0 };
  here.out = new StepsOut({ content: "", known: told, told, toldNotebook: "", queue: [] }, {
    play: () => here.play,
    keep: (kept) => { here.kept = JSON.parse(JSON.stringify(kept)); },
    post: there.post,
    known: async () => ({ held: there.held, save: { steps: [...there.path] } }),
    say: (words) => here.said.push(words),
    pause: async () => { here.pauses += 1; if (here.pauses > 3) there.answers = true; },
    newKey: () => `key ${number += 1} ${Math.random()}`,
  });
  here.goTo = async (...next) => { here.play = playOf(...next); here.out.changed("save"); await settled(here.out); };
  return here;
}

async function settled(out) {
  do { await new Promise((go) => setImmediate(go)); } while (out.sending);
}

const choices = (there) => there.path.map(({ choice }) => choice);

test("a step more is one saying, and going back is said first", () => {
  const told = playOf("a", "b").steps.map(markOf);
  assert.deepEqual(whatIsNew(told, playOf("a", "b", "c")).map(({ kind, depth }) => [kind, depth]), [["stepped", 2]]);
  assert.deepEqual(whatIsNew(told, playOf("a", "x")).map(({ kind, depth }) => [kind, depth]), [["wentback", 1], ["stepped", 1]]);
  assert.deepEqual(whatIsNew(told, playOf("a", "b")), []);
});

test("a step is the same step where a save leaves out what says nothing", () => {
  assert.equal(markOf(step("a")), markOf({ scene: "hall", choice: "a" }));
  assert.notEqual(markOf(step("a")), markOf(step("a", "another reason")));
});

test("without a connection she plays on, and all of it follows once", async () => {
  const there = machine();
  const here = page(there);
  there.answers = false;
  await here.goTo("a", "b", "c");
  assert.deepEqual(choices(there), ["a", "b", "c"]);
  assert.equal(there.seen.size, 3);
  assert.ok(here.said.some((words) => words.startsWith("No connection")));
  assert.equal(here.kept.queue.length, 0);
});

test("an answer that is lost on its way back counts once", async () => {
  const there = machine();
  there.loses = 2;
  const here = page(there);
  await here.goTo("a", "b");
  assert.deepEqual(choices(there), ["a", "b"]);
  assert.equal(there.seen.size, 2);
});

test("while the teacher holds her up nothing is lost, and it follows when she may go on", async () => {
  const there = machine();
  const here = page(there);
  there.held = "The teacher has paused the class.";
  await here.goTo("a");
  assert.deepEqual(choices(there), []);
  assert.equal(here.out.held, true);
  assert.equal(here.kept.queue.length, 1);
  there.held = "";
  here.out.hold(false);
  await settled(here.out);
  assert.deepEqual(choices(there), ["a"]);
});

test("where the machine knows another path, hers is said anew from where they part", async () => {
  const there = machine();
  const here = page(there);
  await here.goTo("a", "b");
  there.path = [step("a"), step("x"), step("y")];
  await here.goTo("a", "b", "c");
  assert.deepEqual(choices(there), ["a", "b", "c"]);
});

test("what the machine never takes is said in words, and is not sent for ever", async () => {
  const there = machine();
  const here = page(there);
  const post = there.post;
  let tries = 0;
  here.out.means.post = async (body) => {
    if (body.step?.choice !== "wrong") return post(body);
    tries += 1;
    return { ok: false, status: 409, json: async () => ({ why: "That is not open." }) };
  };
  await here.goTo("a", "wrong");
  assert.deepEqual(choices(there), ["a"]);
  assert.ok(tries <= 2);
  assert.ok(here.said.some((words) => words.includes("That is not open.")));
});

test("a page that comes back goes on from what is kept, unless another device went on", async () => {
  const there = machine();
  const here = page(there);
  await here.goTo("a", "b");
  there.answers = false;
  here.out.means.pause = () => new Promise(() => {});
  here.play = playOf("a", "b", "c");
  here.out.changed("save");
  await new Promise((go) => setImmediate(go));
  const kept = here.kept;
  assert.equal(kept.queue.length, 1);
  assert.ok(goesOnFrom(kept, playOf("a", "b").steps.map(markOf)));
  assert.ok(goesOnFrom(kept, playOf("a", "b", "c").steps.map(markOf)), "the answer may have been lost");
  assert.ok(!goesOnFrom(kept, playOf("a", "z").steps.map(markOf)));
});

test("a notebook is said once, and again when it is another", async () => {
  const there = machine();
  const here = page(there);
  here.out.notebook();
  here.out.notebook();
  await settled(here.out);
  assert.equal(there.seen.size, 1);
  here.play = { steps: [], notebook: { ...notebook, thesis: "mine" } };
  here.out.notebook();
  await settled(here.out);
  assert.equal(there.wrote.thesis, "mine");
});
