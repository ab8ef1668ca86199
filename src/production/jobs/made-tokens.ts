/** How many tokens the passes of this process have made. What is made again, because a pass was interrupted, counts again: it is work. */
export class MadeTokens {
  tokens = 0;
  /** Of their text. */
  bytes = 0;

  note(tokens: number, bytes: number): void {
    this.tokens += tokens;
    this.bytes += bytes;
  }

  /** @returns notes each chunk of a pass, by how many tokens are done after it. */
  ofPass(): (done: bigint, chunkBytes: number) => void {
    let before = 0n;
    return (done, chunkBytes) => {
      this.note(Number(done - before), chunkBytes);
      before = done;
    };
  }
}
