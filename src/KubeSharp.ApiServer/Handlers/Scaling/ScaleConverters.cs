using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>The kinds that can be scaled.</summary>
internal static class ScaleConverters
{
    /// <summary>Null where the resource has no scale.</summary>
    public static IScaleConverter? Find(ApiResource resource) => (resource.Group, resource.Name) switch
    {
        ("apps", "deployments") => new DeploymentScale(),
        ("apps", "replicasets") => new ReplicaSetScale(),
        ("apps", "statefulsets") => new StatefulSetScale(),
        ("", "replicationcontrollers") => new ReplicationControllerScale(),
        _ => null,
    };

    private static Scale Make(ObjectMeta meta, int replicas, int current, string selector) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = meta.Name,
            Namespace = meta.Namespace,
            UID = meta.UID,
            ResourceVersion = meta.ResourceVersion,
            CreationTimestamp = meta.CreationTimestamp,
        },
        Spec = new ScaleSpec { Replicas = replicas },
        Status = new ScaleStatus { Replicas = current, Selector = selector },
    };

    private sealed class DeploymentScale : IScaleConverter
    {
        public Scale ToScale(ApiObject value)
        {
            var deployment = (Deployment)value;
            return Make(value.Metadata, deployment.Spec.Replicas ?? 1, deployment.Status.Replicas, SelectorText.Of(deployment.Spec.Selector));
        }

        public ApiObject WithReplicas(ApiObject value, int replicas)
        {
            var deployment = (Deployment)value;
            return deployment with { Spec = deployment.Spec with { Replicas = replicas } };
        }
    }

    private sealed class ReplicaSetScale : IScaleConverter
    {
        public Scale ToScale(ApiObject value)
        {
            var set = (ReplicaSet)value;
            return Make(value.Metadata, set.Spec.Replicas ?? 1, set.Status.Replicas, SelectorText.Of(set.Spec.Selector));
        }

        public ApiObject WithReplicas(ApiObject value, int replicas)
        {
            var set = (ReplicaSet)value;
            return set with { Spec = set.Spec with { Replicas = replicas } };
        }
    }

    private sealed class StatefulSetScale : IScaleConverter
    {
        public Scale ToScale(ApiObject value)
        {
            var set = (StatefulSet)value;
            return Make(value.Metadata, set.Spec.Replicas ?? 1, set.Status.Replicas, SelectorText.Of(set.Spec.Selector));
        }

        public ApiObject WithReplicas(ApiObject value, int replicas)
        {
            var set = (StatefulSet)value;
            return set with { Spec = set.Spec with { Replicas = replicas } };
        }
    }

    private sealed class ReplicationControllerScale : IScaleConverter
    {
        public Scale ToScale(ApiObject value)
        {
            var controller = (ReplicationController)value;
            return Make(value.Metadata, controller.Spec.Replicas ?? 1, controller.Status.Replicas, SelectorText.Of(controller.Spec.Selector));
        }

        public ApiObject WithReplicas(ApiObject value, int replicas)
        {
            var controller = (ReplicationController)value;
            return controller with { Spec = controller.Spec with { Replicas = replicas } };
        }
    }
}
