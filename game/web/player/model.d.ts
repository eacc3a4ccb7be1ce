// The value that game/web/compiled.py makes of a case. Names are those of game.case.model.

import type { Program } from "./machine.js";

/** HTML that the project's Markdown reader made: safe as it is. Every other text is plain. */
export type Html = string;
/** One of a kind, or nothing, or a list of these. */
export type Maybe<Kind> = Kind | null | undefined | false | 0 | "" | readonly Maybe<Kind>[];
/** What an element can hold. */
export type Piece = Maybe<Node | string>;
export type Door = "open" | "closed" | "shut";
export type Bearing = "supports" | "undermines" | "complicates";
export type Verdict = "sound" | "oversimplified" | "contested" | "wrong";
export type Certainty = "established" | "contested" | "legend";
export type Plausibility = "taken" | "open" | "possible" | "remote";
export type About = "" | "worth" | "limits";
export type By<Kind> = Record<string, Kind>;

export interface Block { text: Html }
export interface Reason { text: string }
export interface Choice {
  id: string; label: string; text?: Html; simpler?: Html; told?: string; closed?: Reason[]; hidden?: boolean;
  once?: boolean; shut?: string; stem?: string; reveals?: string[]; plausibility?: Plausibility; otherwise?: Html; cause?: string;
  was?: string[];
}
export interface View { who: string; argues: Html; rests_on?: Html; against?: Html; sources?: string[] }
export interface Question { ask: string; skill?: string }
export interface CaseRecord {
  choice?: string[]; in_short?: string; certainty: Certainty; happened?: Html; why?: Html; views?: View[];
  causes?: string[]; sources?: string[]; discuss?: Question[]; basis?: string; brief?: string;
}
export interface Ending { title: string; plausibility?: Plausibility }
export interface Scene {
  id: string; title: string; text: Block[]; chapter?: string; date?: string; place?: string;
  day?: string; when?: "in" | "on";
  stance?: "deliberation" | "witness" | "archive"; perspective?: Html; documents?: string[]; checkpoint?: boolean;
  simpler?: Block[]; care?: Html; ask?: Html; because?: string; choices?: By<Choice>; ending?: Ending;
  record?: CaseRecord; was?: string[];
}
export interface Route { id: string; title: string; minutes?: number; scenes?: string[] }
export interface Chapter {
  id: string; title: string; minutes?: number; gauges?: boolean; care?: Html; question?: string;
}
export interface Variable {
  id: string; label?: string; low?: string; high?: string; from?: number; to?: number; one_of?: string[];
  shown?: boolean;
}
export interface Extract { text: Html; whose: string; caption: string }
export interface CaseDocument {
  id: string; title: string; author?: string; date?: string; kind?: string; provenance?: Html; extract?: Extract;
  text?: Html; simpler?: Html; worth?: Html; limits?: Html; causes?: By<Bearing>; sources?: string[];
  day?: string; begins?: number;
}
export interface Person { id: string; name: string; post?: string; life?: string; fate?: Html; composite?: boolean; sources?: string[] }
export interface Term { id: string; title: string; text: Html; sources?: string[] }
export interface Source { id: string; title: string; author?: string; year?: string; publisher?: string; kind?: string }
export interface Claim {
  id: string; says: Html; from?: string; verdict: Verdict; why?: Html; sources?: string[]; causes?: string[];
  met?: string[];
}
export interface Finding { fares?: "well" | "partly" | "badly"; says: Html }
export interface Cause { id: string; title: string; line: string; summary?: Html; tests?: By<Finding> }
export interface Test { id: string; title: string; ask: Html }
export interface Historian {
  id: string; who: string; argues: Html; rests_on?: Html; causes?: By<"first" | "part" | "doubts">; critic?: string;
  against?: Html; sources?: string[];
}
export interface Case {
  id: string; title: string; question: string; version: string; fingerprint: string; span?: string;
  authors?: string[]; minutes?: number; content_note?: Html; hunch?: string; answer?: string;
  chapters: Chapter[]; routes: By<Route>; variables: By<Variable>; causes: By<Cause>; tests: By<Test>; scenes: By<Scene>;
  documents: By<CaseDocument>; people: By<Person>; terms: By<Term>; sources: By<Source>; claims: By<Claim>;
  historians: By<Historian>; leaving: Sometimes[]; simplified: Sometimes[]; words: Words;
}
/** What must hold, or "not …", and what is said then. */
export type Sometimes = [string, string];
/** Sentences of the debrief, as far as the case needs them. */
export interface Words {
  one_change: string; relations: By<string>; otherwise: By<string>; trusted: By<string>; nothing_first: string;
  still_to_do: string; answer_it: string; nothing_weighed: string; none_leads: string;
}
/** An examination's objectives, and which parts of the plan show them. */
export interface Exam {
  name: string; as_of: string; source?: Html; note?: Html;
  objectives: { title: string; says: Html; weight?: string; labels?: string[] }[];
}
/** Points in time on the ruler of years, by scene and by paper; an empty span where nothing is dated. */
export interface Years { span: [number, number] | []; ticks: number[]; scenes: By<number>; documents: By<number> }
/** `before` has what is told of the scenes before a chapter that is played alone. */
export interface Compiled { format: number; case: Case; program: Program; years: Years; before: By<By<string>>; exams?: By<Exam> }

/** One choice taken: where, which, and what the player said about it. `said`, `asked`, `led_to` and `by_route` as in Python. */
export interface Step {
  scene: string; choice: string; because: string; cites: string[]; passed: boolean; said: string; led_to: string;
  by_route: boolean; asked: string;
}
/** What of a case is played: all of it, a chapter alone, or a route through it. */
export interface CasePart { chapter: string | null; route: string | null }
export interface Note { text: string; scene: string; document: string; about: About }
export interface Weighing { document: string; cause: string; bearing: Bearing }
/** What the player has added to the choices, in the order in which she did. */
export interface Notebook {
  opened: readonly string[]; weighed: readonly Weighing[]; marks: Readonly<By<Verdict>>; notes: readonly Note[];
  thesis: string; hunches: readonly NewHunch[];
}
/** Another explanation put first: after how many decisions, the last of them at `scene`. */
export interface NewHunch { after: number; scene: string; cause: string }
