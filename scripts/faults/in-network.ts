// cspell:ignore netns veth
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../test/support/postgres-server.ts";
import { PROGRAM } from "../../test/support/service.ts";
import { type ClusterFault, rowUnder } from "./cluster.ts";
import { DROPPED_TOKENS, dropped } from "./dropped.ts";
import { type Network, newNetwork } from "./namespaces.ts";
import { POINT } from "./network.ts";

/** Addresses that documents use, in networks that nothing leads out of. */
const DATABASE = "192.0.2.1";
const TO_ROUTER = "192.0.2.2";
const FROM_NODE = "192.0.2.5";
const NODE = "192.0.2.6";
const CLIENTS = "198.51.100.1";
const NODE_FOR_CLIENTS = "198.51.100.2";
/** Begins with the address of the part of the network. */
const NODES_SIDE = "192.0.2.4/30";

/** Connects this network, in which the database and all others are, with the node's: for the database by a router, for clients without one. */
function connect(router: Network, node: Network): void {
  const here = (commands: string) => execFileSync("sh", ["-ec", commands]);
  here(`ip link set lo up
    ip link add router type veth peer name world netns ${router.pid}
    ip address add ${DATABASE}/30 dev router
    ip link set router up
    ip link add node type veth peer name clients netns ${node.pid}
    ip address add ${CLIENTS}/30 dev node
    ip link set node up`);
  router.run(`ip link add node type veth peer name router netns ${node.pid}
    ip address add ${TO_ROUTER}/30 dev world
    ip address add ${FROM_NODE}/30 dev node
    ip link set world up
    ip link set node up
    echo 1 > /proc/sys/net/ipv4/ip_forward`);
  node.run(`ip link set lo up
    ip address add ${NODE_FOR_CLIENTS}/30 dev clients
    ip address add ${NODE}/30 dev router
    ip link set clients up
    ip link set router up
    ip route add default via ${FROM_NODE}`);
  here(`ip route add ${NODES_SIDE} via ${TO_ROUTER}`);
}

function droppedByRouter(router: Network, node: Network): ClusterFault {
  return {
    name: POINT,
    tokens: DROPPED_TOKENS,
    start: async (cluster) => {
      const url = new URL(cluster.databaseUrl);
      url.hostname = DATABASE;
      await cluster.start({ DATABASE_URL: url.href, HOST: NODE_FOR_CLIENTS }, [...node.within, ...PROGRAM]);
      await cluster.startMany(2);
    },
    // What a router does not forward is gone without an answer: no connection is reset, and none is refused.
    make: (scene, problems) =>
      dropped(scene, problems, {
        drop: () => {
          router.run("echo 0 > /proc/sys/net/ipv4/ip_forward");
        },
        restore: () => {
          router.run("echo 1 > /proc/sys/net/ipv4/ip_forward");
        },
      }),
  };
}

const folder = mkdtempSync(join(tmpdir(), "tokenworks-network-"));
try {
  using router = await newNetwork();
  using node = await newNetwork();
  connect(router, node);
  const admitted = join(folder, "pg_hba.conf");
  writeFileSync(admitted, "host all all 0.0.0.0/0 trust\n", { mode: 0o644 });
  execFileSync("chmod", ["755", folder]);
  await using server = await startPostgres({ settings: ["listen_addresses=*", `hba_file=${admitted}`] });
  process.stdout.write(JSON.stringify(await rowUnder(server, droppedByRouter(router, node), "cluster_network")));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
