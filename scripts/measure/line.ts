import { connect, createServer, type AddressInfo } from 'node:net';

/** A line to a server that counts what comes over it, whoever asks: the page, or the worker behind it. */
export async function counted(port: number) {
  let bytes = 0;
  let requests = 0;
  const line = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    near.on('data', (chunk) => (requests += chunk.toString('latin1').match(/^GET /gm)?.length ?? 0));
    far.on('data', (chunk) => (bytes += chunk.length));
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const)
      from.on('error', () => to.destroy()).pipe(to);
  });
  await new Promise<void>((done) => line.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(line.address() as AddressInfo).port}/`,
    bytes: () => bytes,
    requests: () => requests,
    // The browser keeps its connections for later; it goes with the test.
    close: () => line.close().unref()
  };
}
