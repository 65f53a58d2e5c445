"""Uses a cluster by the official Python client, as a program of its users would. Prints a line for each thing that worked."""
import sys

from kubernetes import client, config, dynamic, watch
from kubernetes.client.rest import ApiException
from kubernetes.stream import stream

namespace = sys.argv[1]
config.load_kube_config()
core, apps, batch, extensions = client.CoreV1Api(), client.AppsV1Api(), client.BatchV1Api(), client.ApiextensionsV1Api()


def done(what):
    print(what, flush=True)


def refused(status, call):
    try:
        call()
    except ApiException as error:
        assert error.status == status, error
        return error
    raise AssertionError(f"expected {status}")


core.create_namespace({"metadata": {"name": namespace}})
done("namespace created")

container = {"name": "main", "image": "kubesharp.local/busybox:1", "command": ["sh", "-c", "echo started; sleep 3600"]}
apps.create_namespaced_deployment(namespace, {
    "metadata": {"name": "web"},
    "spec": {
        "replicas": 2,
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"terminationGracePeriodSeconds": 0, "containers": [container]},
        },
    },
})
for event in watch.Watch().stream(apps.list_namespaced_deployment, namespace, timeout_seconds=60):
    if (event["object"].status.ready_replicas or 0) == 2:
        break
else:
    raise AssertionError("the deployment did not become ready")
done("deployment watched until ready")

pods = core.list_namespaced_pod(namespace, label_selector="app=web", limit=1)
assert len(pods.items) == 1 and pods.metadata._continue and pods.metadata.remaining_item_count is None, pods.metadata
rest = core.list_namespaced_pod(namespace, label_selector="app=web", limit=1, _continue=pods.metadata._continue)
assert len(rest.items) == 1 and rest.items[0].metadata.name != pods.items[0].metadata.name
done("pods listed in pages")

name = pods.items[0].metadata.name
assert core.read_namespaced_pod_log(name, namespace) == "started\n"
answer = stream(core.connect_get_namespaced_pod_exec, name, namespace, command=["sh", "-c", "echo out; echo err >&2"],
                stderr=True, stdin=False, stdout=True, tty=False)
assert sorted(answer.split()) == ["err", "out"], answer
done("logs read and command executed")

patched = apps.patch_namespaced_deployment("web", namespace, {"metadata": {"labels": {"team": "a"}}})
assert patched.metadata.labels == {"team": "a"}
stale = apps.read_namespaced_deployment("web", namespace)
apps.patch_namespaced_deployment_scale("web", namespace, {"spec": {"replicas": 1}})
stale.metadata.labels["team"] = "b"
refused(409, lambda: apps.replace_namespaced_deployment("web", namespace, stale))
assert apps.read_namespaced_deployment_scale("web", namespace).spec.replicas == 1
done("patched, scaled, stale update refused")

refused(404, lambda: core.read_namespaced_config_map("none", namespace))
invalid = refused(422, lambda: core.create_namespaced_config_map(namespace, {"metadata": {"name": "Not Valid"}}))
assert "metadata.name" in invalid.body, invalid.body
done("errors are those of the API")

batch.create_namespaced_job(namespace, {
    "metadata": {"name": "once"},
    "spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [dict(container, command=["true"])]}}},
})
for event in watch.Watch().stream(batch.list_namespaced_job, namespace, timeout_seconds=60):
    if event["object"].status.succeeded == 1:
        break
else:
    raise AssertionError("the job did not succeed")
done("job succeeded")

group = f"{namespace}.example.com"
extensions.create_custom_resource_definition({
    "metadata": {"name": f"backups.{group}"},
    "spec": {
        "group": group,
        "scope": "Namespaced",
        "names": {"plural": "backups", "singular": "backup", "kind": "Backup"},
        "versions": [{
            "name": "v1", "served": True, "storage": True, "subresources": {"status": {}},
            "schema": {"openAPIV3Schema": {"type": "object", "properties": {
                "spec": {"type": "object", "required": ["target"], "properties": {"target": {"type": "string"}, "keep": {"type": "integer", "default": 3}}},
                "status": {"type": "object", "x-kubernetes-preserve-unknown-fields": True},
            }}},
        }],
    },
})
for event in watch.Watch().stream(extensions.list_custom_resource_definition, field_selector=f"metadata.name=backups.{group}", timeout_seconds=30):
    if any(c.type == "Established" and c.status == "True" for c in event["object"].status.conditions or []):
        break
backups = dynamic.DynamicClient(client.ApiClient()).resources.get(api_version=f"{group}/v1", kind="Backup")
made = backups.create(namespace=namespace, body={"apiVersion": f"{group}/v1", "kind": "Backup", "metadata": {"name": "nightly"}, "spec": {"target": "disk"}})
assert made.spec.keep == 3, made
backups.delete(name="nightly", namespace=namespace)
extensions.delete_custom_resource_definition(f"backups.{group}")
done("custom resource used")

ending = core.delete_namespace(namespace, propagation_policy="Foreground")
for event in watch.Watch().stream(core.list_namespace, field_selector=f"metadata.name={namespace}", timeout_seconds=60,
                                  resource_version=ending.metadata.resource_version):
    if event["type"] == "DELETED":
        break
else:
    raise AssertionError("the namespace did not go away")
done("namespace gone")
