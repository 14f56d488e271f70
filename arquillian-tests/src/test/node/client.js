// What users of a client library for Node do, done with that library. Ends with status 0 if all of it worked.
// Usage: node client.js PORT
"use strict";

const assert = require("node:assert/strict");
const { randomUUID } = require("node:crypto");
const { once } = require("node:events");
const Consul = require("consul");

const consul = new Consul({ host: "127.0.0.1", port: Number(process.argv[2]) });
const own = `node-client-${randomUUID()}`;

async function until(what, condition) {
  const end = Date.now() + 60_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

// The library makes undefined of the answer "false".
function assertRefused(answer) {
  assert.equal(answer, undefined);
}

async function keys() {
  assert.equal(await consul.kv.set(`${own}/a`, "one"), true);
  assert.equal(await consul.kv.set({ key: `${own}/b`, value: "two", flags: 7 }), true);
  const entry = await consul.kv.get(`${own}/b`);
  assert.equal(entry.Value, "two");
  assert.equal(entry.Flags, 7);
  assert.deepEqual(await consul.kv.keys(own), [`${own}/a`, `${own}/b`]);
  assertRefused(await consul.kv.set({ key: `${own}/a`, value: "late", cas: "0" }));
  assert.equal((await consul.kv.get(`${own}/a`)).Value, "one");
  await consul.kv.del(`${own}/a`);
  assert.equal(await consul.kv.get(`${own}/a`), undefined);
}

async function watches() {
  await consul.kv.set(`${own}/watched`, "before");
  const watch = consul.watch({ method: consul.kv.get, options: { key: `${own}/watched`, wait: "10s" } });
  try {
    const [first] = await once(watch, "change");
    assert.equal(first.Value, "before");
    const next = once(watch, "change");
    await consul.kv.set(`${own}/watched`, "after");
    const [second] = await next;
    assert.equal(second.Value, "after");
  } finally {
    watch.end();
  }
}

async function locks() {
  const one = (await consul.session.create({ name: own, lockdelay: "1s" })).ID;
  const other = (await consul.session.create({ name: own })).ID;
  const key = `${own}/lock`;
  assert.equal(await consul.kv.set({ key, value: "one", acquire: one }), true);
  assertRefused(await consul.kv.set({ key, value: "other", acquire: other }));
  assert.equal((await consul.kv.get(key)).Session, one);
  await consul.session.renew(other);
  assert.equal(await consul.kv.set({ key, value: "", release: one }), true);
  assert.equal(await consul.kv.set({ key, value: "other", acquire: other }), true);
  await consul.session.destroy(one);
  await consul.session.destroy(other);
  assert.equal((await consul.kv.get(key)).Session, undefined);
}

async function services() {
  const check = { name: `${own}-check`, ttl: "1h" };
  await consul.agent.service.register({ name: own, id: own, port: 8080, tags: ["v1"], check });
  try {
    assert.equal((await consul.agent.service.list())[own].Port, 8080);
    assert.deepEqual(await consul.health.service({ service: own, passing: true }), []);
    await consul.agent.check.pass({ id: `service:${own}`, note: "fine" });
    await until("the service passes", async () =>
      (await consul.health.service({ service: own, passing: true })).length === 1);
    const [instance] = await consul.catalog.service.nodes(own);
    assert.equal(instance.ServicePort, 8080);
    assert.deepEqual(instance.ServiceTags, ["v1"]);
    await consul.agent.service.maintenance({ id: own, enable: true, reason: "test" });
    await until("it is out of use", async () =>
      (await consul.health.service({ service: own, passing: true })).length === 0);
  } finally {
    await consul.agent.service.deregister(own);
  }
  assert.deepEqual(await consul.catalog.service.nodes(own), []);
}

async function transactions() {
  const value = Buffer.from("in one").toString("base64");
  const done = await consul.transaction.create([
    { KV: { Verb: "set", Key: `${own}/t1`, Value: value } },
    { KV: { Verb: "set", Key: `${own}/t2`, Value: value } },
  ]);
  assert.equal(done.Results.length, 2);
  assert.equal((await consul.kv.get(`${own}/t2`)).Value, "in one");
}

async function cluster() {
  assert.match(await consul.status.leader(), /:\d+$/);
  assert.equal((await consul.agent.members()).length, 1);
  assert.ok((await consul.catalog.node.list()).length >= 1);
  const fired = await consul.event.fire({ name: own, payload: "data" });
  await until("the event is heard", async () =>
    (await consul.event.list(own)).some((event) => event.ID === fired.ID));
}

async function main() {
  for (const part of [keys, watches, locks, services, transactions, cluster]) {
    await part();
    console.log(`${part.name}: works`);
  }
}

main()
  .finally(() => consul.kv.del({ key: own, recurse: true }))
  .finally(() => consul.destroy())
  .catch((failure) => {
    console.error(failure);
    process.exitCode = 1;
  });
