// Uses a cluster by the official JavaScript client, as a program of its users would. Prints a line for each thing that worked.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import * as k8s from '@kubernetes/client-node';

const namespace = process.argv[2];
const config = new k8s.KubeConfig();
config.loadFromDefault();
const core = config.makeApiClient(k8s.CoreV1Api);
const apps = config.makeApiClient(k8s.AppsV1Api);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);
const done = what => console.log(what);

async function refused(code, call) {
  try {
    await call();
  } catch (error) {
    assert.equal(error.code, code, error.message);
    return error;
  }
  assert.fail(`expected ${code}`);
}

/** Watches until the condition holds for an event. */
function until(path, query, condition) {
  return new Promise((resolve, reject) => {
    let request;
    const end = outcome => value => { request?.abort(); outcome(value); };
    const timer = setTimeout(() => end(reject)(new Error(`not so in time: ${path}`)), 60_000);
    const finish = value => { clearTimeout(timer); end(resolve)(value); };
    new k8s.Watch(config)
      .watch(path, query, (type, object) => { if (condition(type, object)) finish(object); }, error => { if (error && error.name !== 'AbortError') reject(error); })
      .then(value => { request = value; });
  });
}

await core.createNamespace({ body: { metadata: { name: namespace } } });
done('namespace created');

// An informer sees the pods come.
const seen = new Set();
const informer = k8s.makeInformer(config, `/api/v1/namespaces/${namespace}/pods`, () => core.listNamespacedPod({ namespace }));
informer.on('add', pod => seen.add(pod.metadata.name));
informer.on('error', error => { if (error.name !== 'AbortError') throw error; });
await informer.start();

const containers = [{ name: 'main', image: 'kubesharp.local/busybox:1', command: ['sh', '-c', 'echo started; sleep 3600'] }];
const labels = { app: 'web' };
await apps.createNamespacedDeployment({
  namespace,
  body: {
    metadata: { name: 'web' },
    spec: { replicas: 2, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 0, containers } } },
  },
});
await until(`/apis/apps/v1/namespaces/${namespace}/deployments`, {}, (_, deployment) => deployment.status?.readyReplicas === 2);
assert.equal(seen.size, 2);
await informer.stop();
done('deployment watched until ready');

const pod = (await core.listNamespacedPod({ namespace, labelSelector: 'app=web' })).items[0].metadata.name;
const log = new PassThrough();
const lines = [];
log.on('data', chunk => lines.push(chunk));
const logEnded = new Promise(resolve => log.on('end', resolve));
await new k8s.Log(config).log(namespace, pod, 'main', log, { follow: false });
await logEnded;
assert.equal(Buffer.concat(lines).toString(), 'started\n');
const out = new PassThrough();
const status = await new Promise((resolve, reject) => new k8s.Exec(config)
  .exec(namespace, pod, 'main', ['sh', '-c', 'echo out; exit 3'], out, null, null, false, resolve).catch(reject));
assert.equal(out.read().toString(), 'out\n');
assert.equal(status.details.causes[0].message, '3');
done('logs read and command executed');

const scale = await apps.readNamespacedDeploymentScale({ name: 'web', namespace });
scale.spec.replicas = 1;
await apps.replaceNamespacedDeploymentScale({ name: 'web', namespace, body: scale });
await until(`/apis/apps/v1/namespaces/${namespace}/deployments`, { fieldSelector: 'metadata.name=web' }, (_, deployment) => deployment.status?.replicas === 1);
done('scaled');

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace }, data: { a: '1' } };
const applied = await objects.patch(settings, undefined, undefined, 'one', false, k8s.PatchStrategy.ServerSideApply);
assert.equal(applied.metadata.managedFields[0].manager, 'one');
await refused(409, () => objects.patch({ ...settings, data: { a: '2' } }, undefined, undefined, 'two', false, k8s.PatchStrategy.ServerSideApply));
await refused(404, () => core.readNamespacedConfigMap({ name: 'none', namespace }));
const invalid = await refused(422, () => core.createNamespacedConfigMap({ namespace, body: { metadata: { name: 'Not Valid' } } }));
assert.equal(JSON.parse(invalid.body).details.causes[0].field, 'metadata.name');
done('applied; errors are those of the API');

const { metadata: { resourceVersion } } = await core.deleteNamespace({ name: namespace });
await until('/api/v1/namespaces', { fieldSelector: `metadata.name=${namespace}`, resourceVersion }, type => type === 'DELETED');
done('namespace gone');
