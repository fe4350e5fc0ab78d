// A stream of server-sent events that stays open for days: it resumes, backs off, and notices when it fell silent.

import { setClock } from "./times.js";

const SILENCE_MS = 30_000; // Three beats of the house.
const LONGEST_WAIT_MS = 15_000;

export class Stream {
  /**
   * `address()` gives the URL to connect to; `heard(name, data, event)` is told whatever comes, `state` is told
   * "connecting", "live" or "lost"; `shownOut` is called when the house no longer lets this browser in.
   */
  constructor({ address, heard, state = () => {}, shownOut = () => {} }) {
    Object.assign(this, { address, heard, state, shownOut });
    this.names = new Set();
    this.retries = 0;
    this.source = null;
    this.watch = setInterval(() => Date.now() - this.heardAt > SILENCE_MS && this.reconnect(), 5000);
    this.awake = () => document.visibilityState === "visible" && Date.now() - this.heardAt > SILENCE_MS && this.reconnect();
    this.online = () => this.reconnect();
    document.addEventListener("visibilitychange", this.awake);
    addEventListener("online", this.online);
  }

  /** Connects, or connects anew at another address; the former stream goes once the new one is there. */
  connect(names = this.names) {
    this.names = new Set(names);
    const next = new EventSource(this.address());
    const former = this.source;
    this.source = next;
    this.heardAt = Date.now();
    next.onopen = () => {
      former?.close();
      this.retries = 0;
      this.state("live");
    };
    next.onerror = () => next === this.source && this.lost(next);
    for (const name of this.names) next.addEventListener(name, (event) => this.take(next, name, event));
    next.addEventListener("beat", (event) => {
      this.heardAt = Date.now();
      if (next === this.source) setClock(Number(event.data));
    });
  }

  take(from, name, event) {
    this.heardAt = Date.now();
    if (from === this.source) this.heard(name, event.data, event);
  }

  lost(stream) {
    this.state("lost");
    if (stream.readyState !== EventSource.CLOSED) return;
    this.retries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => stream === this.source && this.reconnect(), Math.min(1000 * 2 ** this.retries, LONGEST_WAIT_MS));
  }

  /** Asks first whether this browser is still let in: a stream that is refused says nothing. */
  async reconnect() {
    this.source?.close();
    this.heardAt = Date.now();
    if (this.retries > 1 && (await this.isShownOut())) return void this.shownOut();
    this.connect();
  }

  async isShownOut() {
    const asking = new AbortController();
    try {
      const response = await fetch(this.address(), { signal: asking.signal, headers: { Accept: "text/event-stream" } });
      return response.status === 401 || response.status === 403;
    } catch {
      return false; // The house is away; the stream waits for it.
    } finally {
      asking.abort();
    }
  }

  close() {
    clearInterval(this.watch);
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.awake);
    removeEventListener("online", this.online);
    this.source?.close();
    this.source = null;
  }
}
