import type { Runtime, Timer } from "./runtime.ts";

/** Keeps something from being done again too soon: whoever is refused meanwhile is called when the time is over. */
export class CoolDown {
  private timer: Timer | null = null;
  private wasAsked = false;

  /** @param onOver called at the end of a cool-down during which somebody has asked. */
  constructor(
    private readonly startTimer: Runtime["timer"],
    private readonly onOver: () => void,
  ) {}

  begin(ms: number): void {
    this.timer?.stop();
    this.timer = this.startTimer(ms, () => {
      this.timer = null;
      if (this.wasAsked) this.onOver();
      this.wasAsked = false;
    });
  }

  isOver(): boolean {
    this.wasAsked ||= this.timer !== null;
    return this.timer === null;
  }

  stop(): void {
    this.timer?.stop();
    this.timer = null;
    this.wasAsked = false;
  }
}
