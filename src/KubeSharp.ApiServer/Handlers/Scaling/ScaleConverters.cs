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
        ("apps", "deployments") => new TypedScale<Deployment>(
            static value => Make(value.Metadata, value.Spec.Replicas ?? 1, value.Status.Replicas, SelectorText.Of(value.Spec.Selector)),
            static (value, replicas) => value with { Spec = value.Spec with { Replicas = replicas } }),
        ("apps", "replicasets") => new TypedScale<ReplicaSet>(
            static value => Make(value.Metadata, value.Spec.Replicas ?? 1, value.Status.Replicas, SelectorText.Of(value.Spec.Selector)),
            static (value, replicas) => value with { Spec = value.Spec with { Replicas = replicas } }),
        ("apps", "statefulsets") => new TypedScale<StatefulSet>(
            static value => Make(value.Metadata, value.Spec.Replicas ?? 1, value.Status.Replicas, SelectorText.Of(value.Spec.Selector)),
            static (value, replicas) => value with { Spec = value.Spec with { Replicas = replicas } }),
        ("", "replicationcontrollers") => new TypedScale<ReplicationController>(
            static value => Make(value.Metadata, value.Spec.Replicas ?? 1, value.Status.Replicas, SelectorText.Of(value.Spec.Selector)),
            static (value, replicas) => value with { Spec = value.Spec with { Replicas = replicas } }),
        _ => null,
    };

    /// <param name="meta">Of the object that is scaled.</param>
    /// <param name="replicas">How many it is to have.</param>
    /// <param name="current">How many it has.</param>
    /// <param name="selector">Which pods are its own.</param>
    public static Scale Make(ObjectMeta meta, int replicas, int current, string selector) => new()
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

    private sealed class TypedScale<T>(Func<T, Scale> scale, Func<T, int, T> withReplicas) : IScaleConverter
        where T : ApiObject
    {
        public IReadOnlyList<string> ReplicasPath { get; } = ["spec", "replicas"];

        public Scale ToScale(ApiObject value) => scale((T)value);

        public ApiObject WithReplicas(ApiObject value, int replicas) => withReplicas((T)value, replicas);
    }
}
