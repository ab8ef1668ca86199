import { once } from "node:events";
import { createServer } from "node:http";

/** A bare server that sends as many bytes as its path says, all from memory: what no server of files can beat. */
const piece = Buffer.alloc(2 ** 20, "token\n");
const server = createServer((request, response) => {
  void send(Number(request.url?.slice(1)));
  async function send(size: number): Promise<void> {
    response.setHeader("Content-Length", String(size));
    for (let left = size; left > 0; left -= piece.length)
      if (!response.write(left < piece.length ? piece.subarray(0, left) : piece)) await once(response, "drain");
    response.end();
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? `http://127.0.0.1:${address?.port}` : address);
});
process.on("disconnect", () => process.exit(0));
