import assert from "node:assert/strict";
import { test } from "node:test";
import { escaped, inBrief, oneLine, ownWords, reasonOf, sentence } from "../../game/web/player/phrases.js";

test("a sentence is one line without anything that acts", () => {
  assert.equal(oneLine("  one\r\n two\x1b[A\x1b]0;title\x07\u202e\ud800 three\t"), "one  two three");
  assert.equal(ownWords("x".repeat(9000)).length, 4000);
  assert.equal(ownWords("🂡".repeat(4001)), "🂡".repeat(4000));
});

test("because stands before a reason already", () => {
  assert.equal(reasonOf("… Because, the copying stops"), "the copying stops");
  assert.equal(reasonOf("becauseé is a word"), "becauseé is a word");
});

test("a long sentence is cut between words", () => {
  assert.equal(inBrief("short"), "short");
  assert.equal(inBrief(`${"word ".repeat(20)}end`), `${"word ".repeat(14)}word …`);
  assert.equal(inBrief("x".repeat(100)), `${"x".repeat(78)} …`);
});

test("a sentence ends once", () => {
  assert.deepEqual(["It is", "Is it?", "“It is.”"].map(sentence), ["It is.", "Is it?", "“It is.”"]);
});

test("nothing that is typed is markup", () => {
  assert.equal(escaped(`<b onclick='x'>"&"`), "&lt;b onclick=&#x27;x&#x27;&gt;&quot;&amp;&quot;");
});
