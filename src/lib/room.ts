/** So many things that may be held at once. */
export class Room {
  private free: number;

  constructor(places: number) {
    this.free = places;
  }

  /** Whether there was room for one more, which is now taken. */
  take(): boolean {
    if (this.free === 0) return false;
    this.free -= 1;
    return true;
  }

  give(): void {
    this.free += 1;
  }
}
