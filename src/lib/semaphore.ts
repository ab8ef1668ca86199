/** A counting semaphore that nobody waits for: whoever finds no permit does without. */
export class Semaphore {
  private permits: number;

  constructor(permits: number) {
    this.permits = permits;
  }

  /** Takes a permit, if there is one, and tells whether there was. */
  tryAcquire(): boolean {
    if (this.permits === 0) return false;
    this.permits -= 1;
    return true;
  }

  release(): void {
    this.permits += 1;
  }
}
