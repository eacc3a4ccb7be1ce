// What this device measures for a lesson: round trips, the stream, and whether it keeps what is half written.
const LASTS = Number(document.body.dataset.lasts || 120) * 1000;
const said = document.getElementById("try-said");
const rows = document.getElementById("try-rows");
const mark = Array.from(crypto.getRandomValues(new Uint8Array(8)), (each) => each.toString(16).padStart(2, "0")).join("");
const began = Date.now();
const trips = [];
let sent = 0, lost = 0, gap = 0, beat = 0;

const storage = (() => {
  try { localStorage.setItem("lesson trial", mark); const kept = localStorage.getItem("lesson trial") === mark; localStorage.removeItem("lesson trial"); return kept; } catch { return false; }
})();

const stream = new EventSource("/try/stream");
stream.addEventListener("beat", () => {
  const now = Date.now();
  if (beat) gap = Math.max(gap, now - beat); else gap = Math.max(gap, 1);
  beat = now;
});

const within = (share) => {
  const sorted = [...trips].sort((one, other) => one - other);
  return sorted.length ? Math.round(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]) : 0;
};

const found = (done) => ({ mark, half: within(0.5), most: within(0.95), sent, lost, gap, storage, done });

const show = ({ half, most, done }) => {
  const left = Math.max(Math.ceil((LASTS - (Date.now() - began)) / 1000), 0);
  said.textContent = done ? "Done. This device can take part." : `Measuring, ${left} seconds to go. Leave this page open.`;
  if (done && (most >= 1000 || lost * 20 >= sent)) said.textContent = "Done. The network is slow or loses much here. Tell your teacher.";
  const words = [
    `Round trips: half within ${half} ms, nineteen of twenty within ${most} ms.`,
    `Sent ${sent}, lost ${lost}.`,
    gap ? `The stream of news gets through; its longest silence was ${gap} ms.` : "No stream of news yet; without one the pages ask every few seconds.",
    storage ? "What is half written stays on this device." : "What is half written is lost when the page closes.",
  ];
  rows.replaceChildren(...words.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
};

const tell = async (done) => {
  try { await fetch("/try", { method: "POST", body: JSON.stringify(found(done)), headers: { "content-type": "application/json" } }); } catch { lost += 1; }
};

const ping = async () => {
  sent += 1;
  const start = performance.now();
  try {
    const answer = await fetch("/try/ping", { cache: "no-store", signal: AbortSignal.timeout ? AbortSignal.timeout(5000) : undefined });
    if (!answer.ok) throw new Error();
    await answer.text();
    trips.push(performance.now() - start);
  } catch { lost += 1; }
};

let rounds = 0;
const go = async () => {
  await ping();
  rounds += 1;
  const done = Date.now() - began >= LASTS;
  if (rounds === 2 || rounds % 5 === 0 || done) await tell(done);
  show(found(done));
  if (done) stream.close(); else setTimeout(go, 700 + Math.random() * 600);
};
go();
